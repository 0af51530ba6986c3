//! `cargo xtask new`: creates a spec file with placeholders, and lists them.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use clap::ValueEnum;
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;
use verispec_codegen::ir::Name;
use verispec_codegen::keyword::is_keyword;
use verispec_codegen::source::SourceMap;
use verispec_codegen::syntax::spelling::is_device;

use crate::disk::Folder;
use crate::{Console, Outcome, read, shown, spec};

/// The arguments of `cargo xtask new`.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The kind of file to create
    #[arg(value_enum, value_name = "KIND")]
    pub kind: Kind,
    /// The file name without its extension: lowercase letters, digits and underscores.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

static WORKFLOW: &Embedded = embedded!("workflow.yaml");
static CAPABILITY: &Embedded = embedded!("capability.yaml");
static RULE: &Embedded = embedded!("rule.yaml");

/// The kinds of file that have a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A workflow
    Workflow,
    /// A capability
    Capability,
    /// A file with a payload rule
    Rule,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Kind::Workflow => "workflows",
            Kind::Capability => "capabilities",
            Kind::Rule => "rules",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Kind::Workflow => WORKFLOW.text(),
            Kind::Capability => CAPABILITY.text(),
            Kind::Rule => RULE.text(),
        }
    }
}

/// Writes the file, which must not exist yet.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let spec = spec::folder(options.spec.as_deref())?;
    check_name(&options.name)?;
    let key = next_key(&read::read(&spec)?);
    let path = format!("{}/{}.yaml", options.kind.folder(), options.name);
    // This never replaces a file, not even one that appears in the meantime.
    let created = Folder::open(&spec)?.create(&path, filled(options.kind, &options.name, key).as_bytes());
    created.map_err(|refusal| match refusal.is_taken() {
        true => anyhow!("{} already exists; choose another name, or edit the file", shown(&spec.join(&path))),
        false => refusal.into(),
    })?;
    writeln!(console.out, "{}: written, with these placeholders:", shown(&spec.join(&path)))?;
    for (line, what) in blanks(&read::read(&spec)?, &path) {
        writeln!(console.out, "  line {line}: {what}")?;
    }
    let folder = options.spec.as_ref().map(|folder| format!(" --spec {}", folder.display())).unwrap_or_default();
    writeln!(console.out, "fill them in, and run `cargo xtask lint{folder}` to see what is left")?;
    Ok(Outcome::Fine)
}

/// Fills in the template with the name in each required spelling, and with the key.
fn filled(kind: Kind, name: &str, key: u64) -> String {
    let name = Name::unplaced(name);
    let camel = name.pascal[..1].to_lowercase() + &name.pascal[1..];
    kind.template().replace("{key}", &key.to_string()).replace("{camel}", &camel).replace("{kebab}", &name.kebab())
}

/// Checks the name. It is used for a file, a module and a page, so it must be valid for all of them on every system.
fn check_name(name: &str) -> Result<()> {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !starts || !plain || name.len() > 64 {
        let close = Name::unplaced(name).snake;
        let usable = close.len() > 1 && close.len() <= 64 && check_name(&close).is_ok();
        let help = if usable { format!("; write `{close}`") } else { String::new() };
        bail!(
            "`{}` is not a valid name: names consist of lowercase letters, digits and underscores{help}",
            name.escape_debug()
        );
    }
    if is_keyword(name) {
        bail!("`{name}` is a Rust keyword and cannot be a module name; choose another name");
    }
    if is_device(name) {
        bail!("`{name}` is a device name on Windows and cannot be a file name; choose another name");
    }
    Ok(())
}

/// Returns the next workflow key: one more than the highest existing key.
fn next_key(sources: &SourceMap) -> u64 {
    let workflows = sources.iter().filter(|(_, file)| file.path.starts_with("workflows/"));
    let keys = workflows.filter_map(|(id, _)| {
        let workflow: serde_yaml::Value = serde_yaml::from_str(&sources.text(id)).ok()?;
        workflow.get("key")?.as_u64()
    });
    keys.max().map_or(1, |highest| highest.saturating_add(1))
}

/// Returns the lines of placeholders in a file, and what to write there.
fn blanks(sources: &SourceMap, path: &str) -> Vec<(usize, String)> {
    let Err(found) = verispec_codegen::load(sources) else { return Vec::new() };
    let blanks =
        found.iter().filter(|finding| finding.rule.id == "blank" && sources.file(finding.span.file).path == path);
    let told = blanks.map(|finding| {
        let (line, _) = sources.position(finding.span.file, finding.span.start);
        (line, finding.help.as_ref().map(|help| help.message.clone()).unwrap_or_default())
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::check_name;

    fn refused(name: &str) -> String {
        check_name(name).map_or_else(|error| error.to_string(), |()| "accepted".to_owned())
    }

    #[test]
    fn names_that_are_safe_everywhere_are_accepted() {
        for name in ["a", "first_call", "n2", "console", "com10", "selfie"] {
            assert_eq!(refused(name), "accepted", "{name}");
        }
    }

    #[test]
    fn names_that_are_not_are_refused_with_the_way_out() {
        assert_eq!(
            refused("../../x"),
            "`../../x` is not a valid name: names consist of lowercase letters, digits and underscores"
        );
        assert_eq!(
            refused("First Call"),
            "`First Call` is not a valid name: names consist of lowercase letters, digits and underscores; write `first_call`"
        );
        assert!(refused("CON").ends_with("underscores"), "{}", refused("CON"));
        for name in ["", ".", "..", "/etc/x", "a/b", "a\\b", "a\n", "ä", "-a", "_a", "1a", &"a".repeat(65)] {
            assert!(refused(name).contains("is not a valid name"), "{name:?}");
        }
        for (name, why) in [("con", "device"), ("com1", "device"), ("self", "Rust keyword"), ("gen", "Rust keyword")] {
            assert!(refused(name).contains(why), "{name}: {}", refused(name));
        }
    }
}
