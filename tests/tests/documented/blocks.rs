//! Finds the code blocks in the docs, each with the operation to which it belongs.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use verispec_codegen::ir::Model;
use verispec_tests::folder;

/// A code block on a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// The path of the page, and the line of the block.
    pub(super) place: String,
    pub(super) language: String,
    pub(super) text: String,
    /// The setup code in a comment before the block.
    pub(super) setup: String,
    /// The most recent operation mentioned under the same heading.
    pub(super) operation: Option<String>,
    /// The title of the collapsible section that contains the block.
    pub(super) summary: String,
}

/// Returns every block in this language, in the order of the pages.
pub(super) fn blocks(model: &Model, language: &str) -> Vec<Block> {
    let root = folder::workspace("generated/docs");
    let pages = folder::files(&root, ".md");
    let all = pages.iter().flat_map(|page| {
        let name = page.strip_prefix(&root).unwrap_or(page).display().to_string();
        read(model, &name, &folder::text(page))
    });
    all.filter(|block| block.language == language).collect()
}

fn read(model: &Model, page: &str, markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut open, mut heading): (Option<Block>, Option<String>) = (None, None);
    let mut next = Block::default();
    let mut html = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Start(Tag::HtmlBlock) => html.clear(),
            Event::Html(line) => html.push_str(&line),
            Event::End(TagEnd::HtmlBlock) => note(&html, &mut next),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            // A heading at level four belongs to the section above it, and does not start a new operation.
            Event::End(TagEnd::Heading(HeadingLevel::H4)) => heading = None,
            Event::End(TagEnd::Heading(_)) => {
                let named = heading.take().filter(|heading| model.operation(heading).is_some());
                next = Block { operation: named, ..Block::default() };
            }
            Event::Start(Tag::Link { dest_url, .. }) if next.operation.is_none() => {
                let named = dest_url.split_once("operations.md#").map(|(_, name)| name.to_owned());
                next.operation = named.filter(|name| model.operation(name).is_some());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word))) => {
                let place = format!("{page}, block {}", blocks.len() + 1);
                open = Some(Block { place, language: word.to_string(), ..next.clone() });
            }
            Event::End(TagEnd::CodeBlock) => {
                blocks.extend(open.take());
                next.setup.clear();
            }
            Event::Text(text) | Event::Code(text) => match (&mut open, &mut heading) {
                (Some(block), _) => block.text.push_str(&text),
                (None, Some(heading)) => heading.push_str(&text),
                (None, None) => {}
            },
            _ => {}
        }
    }
    blocks
}

/// Reads setup code or the title of a collapsible section from HTML.
fn note(html: &str, next: &mut Block) {
    if let Some(setup) = html.strip_prefix("<!-- setup\n") {
        next.setup = setup.split("-->").next().unwrap_or_default().to_owned();
    }
    if let Some((_, rest)) = html.split_once("<summary>") {
        next.summary = rest.split("</summary>").next().unwrap_or_default().to_owned();
    }
    if html.contains("</details>") {
        next.summary.clear();
    }
}
