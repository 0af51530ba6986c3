//! Spelling rules for strings in restricted places, such as names of files and crates, URLs, and parts of requests.

use serde_json::{Value, json};

use verispec_text::keyword::is_keyword;

/// The pattern of license expressions, built from the pattern of a single identifier.
macro_rules! license {
    () => {
        license!("(?!(?:AND|OR|WITH)(?:[ )]|$))(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*[+]?")
    };
    ($id:literal) => {
        license!("[(]*", $id, "(?: WITH ", $id, ")?[)]*")
    };
    ($($term:literal),+) => {
        concat!("^(?=.{1,200}$)", $($term),+, "(?: (?:AND|OR) ", $($term),+, ")*$")
    };
}

/// A spelling rule: a regular expression for editors, and a description for people.
pub(crate) struct Spelling {
    pub(crate) pattern: &'static str,
    pub(crate) words: &'static str,
}

/// An id that is only visible to spec authors and to readers of the docs.
pub(crate) const ID: Spelling = Spelling {
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
    words: "an id consists of up to 64 ASCII letters, digits, `_` and `-`, and begins with a letter or digit",
};

/// The name of a schema, which becomes a Rust type.
pub(crate) const TYPE: Spelling = Spelling {
    pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$",
    words: "a schema name consists of up to 64 ASCII letters, digits and `_`, and begins with a letter",
};

/// A name of a Rust item.
pub(crate) const RUST: Spelling = Spelling {
    pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$",
    words: "a Rust name consists of up to 64 ASCII letters, digits and `_`, and begins with a letter",
};

/// The name of a crate, which is also the name of a folder. Names that are reserved by Rust, cargo, Windows, the
/// toolkit or another output are not allowed, regardless of their separators.
pub(crate) const CRATE: Spelling = Spelling {
    pattern: "^(?=.{1,64}$)(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|docs|openapi|schema|abstract|alloc|as|async|await|become|\
              box|break|build|const|continue|core|crate|deps|do|dyn|else|enum|examples|extern|false|final|fn|for|gen|if|\
              impl|in|incremental|let|loop|macro|match|mod|move|mut|override|priv|proc[-_]macro|pub|ref|return|self|\
              serde|serde[-_]json|sha2|static|std|struct|super|test|trait|true|try|type|typeof|unsafe|unsized|use|\
              verispec[-_](?:bench|codegen|diff|document|figures|fuzz|model|render|runtime|spec|tests|text)|virtual|where|while|xtask|xtask[-_]launcher|\
              yield)$)[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$",
    words: "a crate name consists of lowercase words separated by hyphens, has up to 64 characters, and is not reserved",
};

/// A version of a package.
pub(crate) const VERSION: Spelling = Spelling {
    pattern: "^(?:0|[1-9][0-9]{0,8})\\.(?:0|[1-9][0-9]{0,8})\\.(?:0|[1-9][0-9]{0,8})(?:-[a-z]+(?:\\.[1-9][0-9]{0,8})?)?$",
    words: "a version consists of three numbers separated by dots, such as `1.4.0` or `1.4.0-beta.2`",
};

/// The value that means the version of the next release.
pub const NEXT: &str = "next";

/// The version that introduced a change, or `next` if it is not known yet.
pub(crate) const RELEASE: Spelling = Spelling {
    pattern: "^(?:next|(?:0|[1-9][0-9]{0,8})\\.(?:0|[1-9][0-9]{0,8})\\.(?:0|[1-9][0-9]{0,8})(?:-[a-z]+(?:\\.[1-9][0-9]{0,8})?)?)$",
    words: "write a version, such as `1.4.0`, or `next` for the version of the next release",
};

/// A version of Rust.
pub(crate) const RUST_VERSION: Spelling = Spelling {
    pattern: "^1\\.(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2}))?$",
    words: "a Rust version has the form `1.85`",
};

/// A license expression. `lower` checks that its parentheses match.
pub(crate) const LICENSE: Spelling = Spelling {
    pattern: license!(),
    words: "a license is an SPDX expression: identifiers without spaces, joined by `OR`, `AND` or `WITH`, such as \
            `MIT OR Apache-2.0`",
};

/// A URL.
pub(crate) const URL: Spelling = Spelling {
    pattern: "^https?://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&*+,;=%-]*$",
    words: "a URL begins with `https://` or `http://`, with special characters percent-encoded",
};

/// An email address.
pub(crate) const EMAIL: Spelling = Spelling {
    pattern: "^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}[A-Za-z0-9]$",
    words: "an email address has the form `support@example.com`",
};

/// The pattern of hosts, built from the pattern of a label's components: a letter or digit, or a placeholder in braces.
macro_rules! host {
    () => {
        host!("(?:[a-z0-9]|\\{[A-Za-z](?:[-_]?[A-Za-z0-9])*\\})")
    };
    ($unit:literal) => {
        host!($unit, "(?:-*", $unit, ")*")
    };
    ($($label:literal),+) => {
        concat!("^(?=[^:]{1,253}(?::|$))", $($label),+, "(?:\\.", $($label),+, ")*(?::[1-9][0-9]{0,4})?$")
    };
}

/// A host, possibly with placeholders in braces that the caller fills in.
pub(crate) const HOST: Spelling = Spelling {
    pattern: host!(),
    words: "a host consists of lowercase ASCII letters, digits and hyphens, with single dots between its parts, such as `api.{customer}.example.com`",
};

/// A service, or a host without a port.
pub(crate) const URL_HOST: Spelling = Spelling {
    pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$|^(?:[A-Za-z0-9{][A-Za-z0-9_{}-]{0,62}\\.){1,10}[A-Za-z][A-Za-z0-9-]{0,62}$",
    words: "an entry of `x-hosts` is the name of a service, or a host such as `{customer}.example.com`, without a port",
};

/// Prose, or a name that is looked up.
pub(crate) const SAID: Spelling =
    Spelling { pattern: "\\S", words: "write the missing text, or omit the key if it is optional" };

/// An IP address, or a range of addresses.
pub(crate) const ADDRESS: Spelling = Spelling {
    pattern: "^[0-9A-Fa-f.:]{2,45}(?:/[0-9]{1,3})?$",
    words: "expected an IPv4 or IPv6 address, or a range such as `192.0.2.0/24`",
};

/// The path of a request.
pub(crate) const PATH: Spelling = Spelling {
    pattern: "^/[A-Za-z0-9._~:@!*+,;=%/{}-]*$",
    words: "a path begins with `/`, with parameters in braces and special characters percent-encoded",
};

/// The name of a header or a form field.
pub(crate) const TOKEN: Spelling = Spelling {
    pattern: "^[A-Za-z0-9._-]{1,64}$",
    words: "this name consists of up to 64 ASCII letters, digits, dots, hyphens and `_`",
};

/// An HTTP status.
pub(crate) const STATUS: Spelling =
    Spelling { pattern: "^[1-5][0-9]{2}$", words: "a status is a quoted string of three digits, such as `\"404\"`" };

/// A media type.
pub(crate) const MEDIA_TYPE: Spelling = Spelling {
    pattern: "^[a-z0-9][A-Za-z0-9.+_-]*/[A-Za-z0-9*][A-Za-z0-9.+_-]*$",
    words: "a media type consists of two names separated by a slash, such as `image/png`",
};

/// A file name extension.
pub(crate) const EXTENSION: Spelling = Spelling {
    pattern: "^[a-z0-9]{1,16}$",
    words: "a file extension consists of lowercase letters and digits, without a dot",
};

/// The heading of a workflow in a document.
pub(crate) const KEY_PATTERN: Spelling = Spelling {
    pattern: "^[^{}]*\\{key\\}(?:[^{}]+\\{name\\})?[^{}]*$|^[^{}]*\\{name\\}[^{}]+\\{key\\}[^{}]*$",
    words: "a heading contains the placeholders `{key}` and `{name}` with text between them, such as `Workflow {key}: {name}`",
};

/// A template for a string that contains a name.
pub(crate) const NAME_PATTERN: Spelling =
    Spelling { pattern: "^[^{}]*\\{name\\}[^{}]*$", words: "write the placeholder `{name}` exactly once" };

/// A template for a string that contains channels.
pub(crate) const CHANNELS_PATTERN: Spelling = Spelling {
    pattern: "^[^{}]*\\{channels\\}[^{}]*$",
    words: "write the placeholder `{channels}` exactly once, such as `Allowed channels: {channels}`",
};

/// A template for a string that contains a method.
pub(crate) const METHOD_PATTERN: Spelling = Spelling {
    pattern: "^[^{}]*\\{method\\}[^{}]*$",
    words: "write the placeholder `{method}` exactly once, such as `Method: {method}`",
};

/// A template for a string that contains a URL, with its region or method.
pub(crate) const URL_PATTERN: Spelling = Spelling {
    pattern: "^(?:[^{}]*\\{method\\}[^{}]+(?:\\{region\\}[^{}]+)?|[^{}]*\\{region\\}[^{}]+(?:\\{method\\}[^{}]+)?)?\
              [^{}]*\\{url\\}[^{}]*$",
    words: "write the placeholder `{url}`, after `{method}` and `{region}` if the line has them, with text between them, \
            such as `{region}: {url}` or `{method} {url}`",
};

/// A template for a string that contains a parameter.
pub(crate) const PARAMETER_PATTERN: Spelling = Spelling {
    pattern: "^[^{}]*\\{name\\}(?:[^{}]+\\{type\\})?(?:[^{}]+\\{note\\})?[^{}]*$",
    words: "write the placeholder `{name}`, then `{type}` and `{note}` where the item has them, with text between them, \
            such as `{name} ({type}): {note}`",
};

const ALL: &[&Spelling] = &[
    &KEY_PATTERN,
    &NAME_PATTERN,
    &CHANNELS_PATTERN,
    &METHOD_PATTERN,
    &URL_PATTERN,
    &PARAMETER_PATTERN,
    &ID,
    &TYPE,
    &RUST,
    &CRATE,
    &VERSION,
    &RELEASE,
    &RUST_VERSION,
    &LICENSE,
    &URL,
    &EMAIL,
    &HOST,
    &ADDRESS,
    &PATH,
    &TOKEN,
    &STATUS,
    &SAID,
    &MEDIA_TYPE,
    &EXTENSION,
];

/// A description of the spelling of spec file names.
pub(crate) const STEM: &str = "a file name consists of up to 64 lowercase ASCII letters, digits and `_`, begins with a letter, and is not a Rust keyword or a Windows device name";

/// Returns whether Windows reserves the name for a device.
pub fn is_device(name: &str) -> bool {
    let is_port = |rest: &str| matches!(rest.as_bytes(), [b'0'..=b'9']);
    matches!(name, "con" | "prn" | "aux" | "nul")
        || name.strip_prefix("com").or(name.strip_prefix("lpt")).is_some_and(is_port)
}

/// Returns whether this stem is allowed for a spec file from which other files are generated.
pub fn is_stem(stem: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    // A Rust module with the same name is generated from the file.
    let is_word = !is_keyword(stem);
    !is_device(stem)
        && is_word
        && stem.len() <= 64
        && stem.starts_with(|c: char| c.is_ascii_lowercase())
        && stem.bytes().all(plain)
}

impl Spelling {
    /// Returns the schema of a string with this spelling.
    pub(crate) fn schema(&self) -> Value {
        json!({ "type": "string", "pattern": self.pattern })
    }

    /// Returns the schema of mapping keys with this spelling.
    pub(crate) fn keys(&self) -> Value {
        json!({ "pattern": self.pattern })
    }
}

/// Returns the schema of a non-empty list of strings.
pub(crate) fn some_texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
}

/// Returns the schema of a string that may be empty.
pub(crate) fn any_text() -> Value {
    json!({ "type": "string", "minLength": 0 })
}

/// Returns the description for a pattern.
pub(crate) fn words(pattern: &str) -> Option<&'static str> {
    ALL.iter().find(|spelling| spelling.pattern == pattern).map(|spelling| spelling.words)
}
