//! Finds Markdown links in the prose of a spec, which the docs would show literally.

use super::texts;
use crate::parse::rules::LINK_IN_TEXT;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{SourceMap, Span, Spanned};
use verispec_text::yaml;

/// Keys whose values are sent to or by the provider. These values are data, not prose.
const DATA: &[&str] = &["request", "response", "default", "path"];

/// Reports every link in the prose of all files.
pub fn links(sources: &SourceMap, diagnostics: &mut Diagnostics) {
    // Most files contain no links, and parsing a file a second time costs as much as the first time.
    let files = sources.iter().filter(|(_, file)| file.bytes.windows(2).any(|pair| pair == b"]("));
    for (file, _) in files {
        // Errors in the file itself have already been reported.
        if let Some(mut root) = yaml::tree(file, sources, &mut Diagnostics::default()) {
            texts::each(&mut root, DATA, &mut |_, span, text| report(text, span, diagnostics));
        }
    }
}

fn report(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let mut from = 0;
    while let Some(middle) = text[from..].find("](").map(|at| from + at) {
        let open = text[from..middle].rfind('[').map(|at| from + at);
        let close = text[middle..].find(')').map(|at| middle + at + 1);
        from = middle + 2;
        let (Some(open), Some(close)) = (open, close) else { continue };
        // Text between backticks is not a link.
        let is_code = text[..open].matches('`').count() % 2 == 1;
        if !is_code && !text[middle + 2..close].contains(char::is_whitespace) {
            let place = Spanned { value: text.to_owned(), span }.within(open..close);
            let message = format!("the docs show `{}` as plain text, not as a link", &text[open..close]);
            let finding = LINK_IN_TEXT.at(place, message);
            diagnostics.push(finding.help(
                "refer to the target by name; the docs link the names that the spec defines and turn URLs into links",
            ));
        }
    }
}
