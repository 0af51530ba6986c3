//! Parses a document of the provider: reads Markdown according to its layout in the spec, and returns its facts with
//! their locations, and everything that could not be read.
//!
//! ```text
//! bytes --decode--> text --segment, blocks--> blocks --assemble--> Document
//! ```
//!
//! **Invariant:** nothing is guessed silently. Everything that the layout does not explain becomes an [`Unread`] with
//! its span.

mod assemble;
mod blocks;
mod curl;
mod decode;
mod edition;
mod html;
mod items;
mod json;
mod measures;
mod model;
mod names;
mod operation;
mod passages;
mod sections;
mod segment;
mod shell;
mod words;

use std::collections::BTreeMap;

pub(crate) use edition::{Kept, as_kept, compared_before, kept};
pub(crate) use measures::{FileRow, Measures, file_rows, measures_of, media_type, media_types, rows_of};
pub use model::*;
pub(crate) use passages::{above, is_below};
pub(crate) use sections::{Scope, Sections};
pub(crate) use words::{exact, has_words, lower_words, normal, place_of_words, places};

use blocks::{Blocks, Kind};
use verispec_model::ir::{Layout, Model};
use verispec_text::markdown::slug;
use verispec_text::source::FileId;

/// Parses a document with this layout.
pub fn read(model: &Model, layout: &Layout, file: FileId, bytes: &[u8]) -> Document {
    let mut unread = Vec::new();
    let text = decode::decode(file, bytes, &mut unread);
    let names = names::Names::new(model, layout);
    let found = blocks::blocks(file, &text, |line| names.ends_fence(line));
    let Blocks { blocks, anchors, unread: not_read } = found;
    unread.extend(not_read);
    let mut document = Document {
        file,
        text: String::new(),
        lines: edition::lines(file, &blocks, &names),
        title: None,
        contents: Vec::new(),
        workflows: Vec::new(),
        passages: Vec::new(),
        headings: headings(file, &blocks),
        links: blocks.iter().flat_map(|block| block.links.iter().cloned()).collect(),
        anchors,
        unread,
    };
    let first = document.headings.iter().find(|heading| heading.level == 1);
    document.title = first.map(|heading| heading.text.clone());
    let mut document = match &layout.tables {
        Some(tables) => {
            passages::weigh(&mut document, tables, &blocks);
            Document { passages: passages::passages(file, blocks), ..document }
        }
        None => assemble::Assembler::new(&names, document).run(blocks),
    };
    document.text = text;
    document.unread.sort_by_key(|unread| (unread.span, unread.kind));
    document.unread.dedup_by(|a, b| a.span == b.span && a.what == b.what);
    document
}

/// Returns the headings with the anchors that GitHub generates. Identical headings are numbered.
fn headings(file: FileId, blocks: &[blocks::Block]) -> Vec<Heading> {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let headings = blocks.iter().filter_map(|block| match &block.kind {
        Kind::Heading(level, words) => Some((*level, words.whole(file))),
        _ => None,
    });
    let numbered = headings.map(|(level, text)| {
        let base = slug(&text.value);
        let mut anchor = base.clone();
        while taken.contains_key(&anchor) {
            let number = taken.entry(base.clone()).or_default();
            *number += 1;
            anchor = format!("{base}-{number}");
        }
        taken.insert(anchor.clone(), 0);
        Heading { level, text, anchor }
    });
    numbered.collect()
}
