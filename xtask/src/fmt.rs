//! `cargo xtask fmt`: formats the files of a spec folder, including comments.
//!
//! Uses `pretty_yaml`, and verifies its result: a file is written only if its data, the order of its keys, and every
//! character of its comments are unchanged.

use std::path::PathBuf;

use anyhow::{Result, bail};
use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, LineBreak};
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::endings::{lf, lf_bytes, like};
use verispec_codegen::source::{FileId, SourceFile, SourceMap};
use verispec_codegen::yaml;

use crate::disk::{Folder, Refusal};
use crate::{Console, Outcome, read, shown, spec};

/// The comment that preserves the formatting of the value below it, such as a long list with many words per line.
const KEEP: &str = "keep-layout";

/// The arguments of `cargo xtask fmt`.
#[derive(Debug, Default, Clone, clap::Args)]
pub struct Options {
    /// Write nothing; list every file that is not formatted and exit with 1 if there is one.
    #[arg(long)]
    pub check: bool,
    /// The spec folder [default: the nearest spec in the current folder or its parents]
    #[arg(long, value_name = "DIR")]
    pub spec: Option<PathBuf>,
}

/// Formats every file of the spec. A file that is not valid YAML is reported, and the others are still formatted. If a
/// file that would change is read-only, none is written.
pub fn run(options: &Options, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = spec::folder(options.spec.as_deref())?;
    let sources = read::read(&folder)?;
    let mut diagnostics = Diagnostics::default();
    let mut outcome = Outcome::Fine;
    let mut unformatted = Vec::new();
    for (id, file) in sources.iter() {
        let path = folder.join(&file.path);
        let Some(formatted) = formatted(id, &sources, &mut diagnostics) else { continue };
        match formatted {
            Ok(text) if text.as_bytes() == &*lf_bytes(&file.bytes) => {}
            Ok(text) if options.check => {
                let line = first_difference(&lf(&sources.text(id)), &text);
                writeln!(console.out, "{}:{line}: not formatted", shown(&path))?;
                outcome = Outcome::Findings;
            }
            Ok(text) => unformatted.push((file.path.as_str(), like(&text, &sources.text(id)).into_owned())),
            Err(reason) => {
                writeln!(console.err, "{}: {reason}; the file is unchanged", shown(&path))?;
                outcome = Outcome::Findings;
            }
        }
    }
    let opened = Folder::open(&folder)?;
    let read_only: Vec<Refusal> = unformatted.iter().filter_map(|(path, _)| opened.writable(path).err()).collect();
    if !read_only.is_empty() {
        let lines: Vec<String> = read_only.iter().map(|refusal| format!("  {refusal}")).collect();
        bail!("nothing was formatted\n{}", lines.join("\n"));
    }
    let mut changed = 0;
    for (path, text) in unformatted {
        // A link may be read, but its target is never written through it. The target is another file of the spec, or
        // must be formatted at its own location.
        match opened.write(path, text.as_bytes()) {
            Ok(()) => changed += 1,
            Err(refusal) => {
                writeln!(console.err, "{refusal}; the file is unchanged")?;
                outcome = Outcome::Findings;
            }
        }
    }
    if !diagnostics.is_empty() {
        diagnostics.sort();
        spec::tell(&diagnostics, &sources, console)?;
        outcome = Outcome::Findings;
    }
    match (options.check, outcome) {
        (true, Outcome::Findings) => writeln!(console.out, "run `{}`", command(options))?,
        (true, Outcome::Fine) => writeln!(console.out, "{}: every file is formatted", shown(&folder))?,
        (false, _) => writeln!(console.out, "{}: {changed} files changed", shown(&folder))?,
    }
    Ok(outcome)
}

fn command(options: &Options) -> String {
    let spec = options.spec.as_ref().map(|folder| format!(" --spec {}", folder.display()));
    format!("cargo xtask fmt{}", spec.unwrap_or_default())
}

/// Returns the formatted text of a file; `None` if the file is not valid YAML, which is reported as a finding. Fails
/// with the reason why the file cannot be formatted.
fn formatted(file: FileId, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Option<Result<String, String>> {
    let data = yaml::data(file, sources, diagnostics)?;
    let before = sources.text(file);
    Some(layout(&before).and_then(|after| {
        let same = says(&after).is_some_and(|after| after == data);
        match same && letters(&before).eq(letters(&after)) {
            true => Ok(after),
            false => Err("formatting would change the content of the file".to_owned()),
        }
    }))
}

/// Replaces the text of a file. The new text keeps the line endings of the file, and is formatted if the old text was.
pub(crate) fn kept(before: &str, after: &str) -> String {
    let is_laid_out = before != after && layout(before).is_ok_and(|text| text == lf(before));
    let laid_out = is_laid_out.then(|| layout(after).ok()).flatten().filter(|text| says(text) == says(after));
    like(laid_out.as_deref().unwrap_or(after), before).into_owned()
}

/// Returns the data of a YAML string as JSON.
fn says(text: &str) -> Option<String> {
    let file = SourceFile { path: String::new(), bytes: text.as_bytes().to_vec() };
    yaml::data(FileId(0), &SourceMap::new(vec![file]), &mut Diagnostics::default())
}

/// Returns the options of the formatter: two spaces, 120 characters per line, flow collections on one line where they
/// fit, and double quotes.
pub(crate) fn layout(text: &str) -> Result<String, String> {
    let options = FormatOptions {
        layout: LayoutOptions { print_width: 120, indent_width: 2, line_break: LineBreak::Lf },
        language: LanguageOptions {
            brace_spacing: false,
            trailing_comma: false,
            flow_map_prefer_single_line: Some(true),
            flow_sequence_prefer_single_line: Some(true),
            ignore_comment_directive: KEEP.to_owned(),
            ..LanguageOptions::default()
        },
    };
    pretty_yaml::format_text(text, &options).map_err(|error| format!("the formatter cannot parse the file ({error})"))
}

/// Returns the parts of a file that formatting preserves: all characters except white space, quotes with their escapes,
/// and commas.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '\\' | ','))
}

/// Returns the one-based number of the first line that differs.
fn first_difference(before: &str, after: &str) -> usize {
    let same = before.split('\n').zip(after.split('\n')).take_while(|(before, after)| before == after).count();
    same + 1
}
