//! Makes a page of the changelog next to the spec.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use verispec_codegen::edit::{Edit, apply};

use super::is_external;

/// Returns the changelog without the links into the repository, whose targets are not part of the site. Their text
/// remains.
pub fn page(changelog: &str) -> String {
    let mut edits = Vec::new();
    let mut open: Option<(std::ops::Range<usize>, Option<std::ops::Range<usize>>)> = None;
    for (event, at) in Parser::new_ext(changelog, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS).into_offset_iter()
    {
        match (&event, &mut open) {
            (Event::Start(Tag::Link { dest_url, .. }), None) if !is_external(dest_url) => open = Some((at, None)),
            (Event::End(TagEnd::Link), Some((whole, inner))) => {
                let words = inner.clone().map_or("", |inner| &changelog[inner]).to_owned();
                edits.push(Edit { at: whole.clone(), words });
                open = None;
            }
            (_, Some((_, Some(inner)))) => inner.end = inner.end.max(at.end),
            (_, Some((_, inner))) => *inner = Some(at),
            _ => {}
        }
    }
    // Links do not overlap.
    apply(changelog, edits).unwrap_or_else(|| changelog.to_owned())
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn links_into_the_repository_become_their_text() {
        let told = "# Changelog\n\n- See [`a` and *b*](docs/a.md), <https://x.example> and [c](https://x.example).\n- [d][e] [f]\n\n[e]: e.md\n[f]: https://f.example\n";
        let page = page(told);
        assert!(
            page.contains("- See `a` and *b*, <https://x.example> and [c](https://x.example).\n- d [f]\n"),
            "{page}"
        );
    }
}
