//! Parses a curl command into the request that it sends.

use super::words::Words;
use super::{Body, Curl, Fence, Header, Unread, UnreadKind, json, shell};
use verispec_spec::syntax::Text;
use verispec_text::source::{FileId, Span};
use verispec_text::words::one_line;

/// Returns whether a block is a curl command.
pub(super) fn is_curl(fence: &Fence) -> bool {
    let is_comment = |line: &&str| line.trim_start().starts_with('#') || line.trim().is_empty();
    let first = fence.text.value.lines().find(|line| !is_comment(line)).unwrap_or_default();
    let text = format!("{}\n", first.trim_start().trim_start_matches(['$', '>']).trim_start());
    text.strip_prefix("curl").is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '\\'))
}

/// Parses a command.
pub(super) fn read(file: FileId, fence: &Fence, unread: &mut Vec<Unread>) -> Curl {
    let words = shell::words(file, &fence.words, unread);
    let mut curl =
        Curl { span: fence.text.span, method: None, url: None, headers: Vec::new(), body: None, form: Vec::new() };
    let mut words = words.into_iter().skip_while(|word| word.text != "curl").skip(1);
    let mut request = Request { file, curl: &mut curl, unread };
    while let Some(word) = words.next() {
        let Some((option, attached)) = option(&word) else {
            request.url(word);
            continue;
        };
        match taken(&option) {
            Takes::Nothing => {}
            Takes::Unknown => request.tell(&word, format!("the option `{option}` is unknown; it was skipped")),
            kind => match attached.or_else(|| words.next()) {
                Some(value) => request.option(kind, value),
                None => request.tell(&word, format!("the option `{option}` has no value")),
            },
        }
    }
    if curl.url.is_none() {
        let what = "this command has no URL".to_owned();
        unread.push(Unread { span: curl.span, kind: UnreadKind::Command, what });
    }
    curl
}

/// Parses a body in a separate block or in a command.
pub(super) fn body(file: FileId, words: &Words, unread: &mut Vec<Unread>) -> Body {
    let text = words.verbatim(file);
    if !text.value.trim_start().starts_with(['{', '[']) {
        // A form has no white space, and the content of a file is not shown.
        let is_form = text.value.contains('=') && !text.value.contains(char::is_whitespace);
        if !is_form && !text.value.starts_with('@') {
            let what = "this body is not JSON".to_owned();
            unread.push(Unread { span: first_line(&text), kind: UnreadKind::Json, what });
        }
        return Body { text, json: None };
    }
    let (json, mistakes) = json::read(file, words);
    unread.extend(mistakes.into_iter().map(|(span, what)| Unread { span, kind: UnreadKind::Json, what }));
    Body { text, json }
}

/// Returns the span of the first line of a text, because highlighting more lines would not help.
fn first_line(text: &Text) -> Span {
    let end = text.value.find('\n').map_or(text.span.end, |end| text.span.start + end as u32);
    Span { end: end.min(text.span.end), ..text.span }
}

/// The argument of an option.
#[derive(Debug, Clone, Copy)]
enum Takes {
    Method,
    Url,
    Header,
    Data,
    Form,
    /// An argument that is not relevant for the request.
    Other,
    Nothing,
    Unknown,
}

fn taken(option: &str) -> Takes {
    match option {
        "-X" | "--request" => Takes::Method,
        "--url" => Takes::Url,
        "-H" | "--header" => Takes::Header,
        "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--data-urlencode" | "--json" => {
            Takes::Data
        }
        "-F" | "--form" | "--form-string" => Takes::Form,
        "-u" | "--user" | "-A" | "--user-agent" | "-o" | "--output" | "-m" | "--max-time" | "--connect-timeout"
        | "-b" | "--cookie" | "-e" | "--referer" | "-x" | "--proxy" | "--cacert" | "--cert" | "--key" | "-w"
        | "--write-out" => Takes::Other,
        "-L" | "--location" | "-k" | "--insecure" | "-s" | "--silent" | "-S" | "--show-error" | "-v" | "--verbose"
        | "-i" | "--include" | "-f" | "--fail" | "--compressed" | "-g" | "--globoff" | "-G" | "--get" | "-I"
        | "--head" | "-#" | "--http1.1" | "--http2" | "-sS" | "-sL" => Takes::Nothing,
        _ => Takes::Unknown,
    }
}

/// Returns the option that a word contains, and its attached value.
fn option(word: &Words) -> Option<(String, Option<Words>)> {
    let text = word.text.as_str();
    if let Some(long) = text.strip_prefix("--") {
        let end = long.find('=').map_or(text.len(), |end| end + 2);
        let attached = (end < text.len()).then(|| part(word, end + 1..text.len()));
        return Some((text[..end].to_owned(), attached));
    }
    let letter = text.strip_prefix('-')?.chars().next()?;
    let end = 1 + letter.len_utf8();
    if text.len() == end || matches!(taken(text), Takes::Nothing) {
        return Some((text.to_owned(), None));
    }
    Some((text[..end].to_owned(), Some(part(word, end..text.len()))))
}

fn part(word: &Words, range: std::ops::Range<usize>) -> Words {
    let mut part = Words::default();
    part.copy(word, range);
    part
}

struct Request<'a> {
    file: FileId,
    curl: &'a mut Curl,
    unread: &'a mut Vec<Unread>,
}

impl Request<'_> {
    fn option(&mut self, kind: Takes, value: Words) {
        match kind {
            Takes::Method => self.curl.method = Some(value.whole(self.file)),
            Takes::Url => self.url(value),
            Takes::Header => match self.pair(&value, ':') {
                Some(header) => self.curl.headers.push(header),
                None => self.tell(&value, "this header has no colon"),
            },
            Takes::Form => match self.pair(&value, '=') {
                Some(field) => self.curl.form.push(field),
                None => self.tell(&value, "this field of the form has no value"),
            },
            Takes::Data if self.curl.body.is_some() => self.tell(&value, "the command already has a body"),
            Takes::Data => self.curl.body = Some(body(self.file, &value, self.unread)),
            Takes::Other | Takes::Nothing | Takes::Unknown => {}
        }
    }

    fn url(&mut self, word: Words) {
        if self.curl.url.is_none() {
            self.curl.url = Some(word.whole(self.file));
        } else {
            self.tell(&word, "this does not belong to an option of the command");
        }
    }

    /// Splits an argument into a name and a value. Line breaks count as spaces.
    fn pair(&self, words: &Words, separator: char) -> Option<Header> {
        let at = words.text.find(separator)?;
        let name = words.slice(self.file, 0..at);
        let value = words.slice(self.file, at + 1..words.text.len());
        let joined = one_line(&value.value);
        Some(Header { name, value: Text { value: joined, span: value.span } })
    }

    fn tell(&mut self, word: &Words, what: impl Into<String>) {
        let span = word.whole(self.file).span;
        self.unread.push(Unread { span, kind: UnreadKind::Command, what: what.into() });
    }
}
