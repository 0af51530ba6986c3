//! Parses Markdown into a flat list of blocks in document order, each with its words and spans.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::words::Words;
use super::{Cell, Fence, Link, Table, Unread, UnreadKind, segment};
use verispec_spec::syntax::Text;
use verispec_text::source::{FileId, Span};

/// A block of the document.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// The links in the block.
    pub(super) links: Vec<Link>,
    /// The spans of the images in the block.
    pub(super) images: Vec<String>,
}

/// The content of a block.
#[derive(Debug)]
pub(super) enum Kind {
    Heading(u8, Words),
    Paragraph(Words),
    Item(Words),
    Fence(Fence),
    Table(Table),
}

/// The result of the parser.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    pub(super) anchors: Vec<Text>,
    pub(super) unread: Vec<Unread>,
}

/// Parses the text; an unclosed fence ends before a line that cannot be part of a code block.
pub(super) fn blocks(file: FileId, text: &str, ends_fence: impl Fn(&str) -> bool) -> Blocks {
    let mut found = Blocks::default();
    for segment in segment::segments(text, ends_fence) {
        let part = &text[segment.range.clone()];
        let mut reader =
            Reader { file, base: segment.range.start, part, found: &mut found, open: None, link: Vec::new() };
        for (event, range) in Parser::new_ext(part, Options::ENABLE_TABLES).into_offset_iter() {
            reader.event(event, range);
        }
        reader.flush();
        let Some(open) = segment.open else { continue };
        let span = Span { file, start: open.start as u32, end: open.end as u32 };
        let what = "this fence has no end; what follows was read as if it had been closed".to_owned();
        found.unread.push(Unread { span, kind: UnreadKind::Fence, what });
    }
    found
}

/// Processes the events of the Markdown parser.
struct Reader<'a> {
    file: FileId,
    /// The offset of the part in the document.
    base: usize,
    part: &'a str,
    found: &'a mut Blocks,
    /// The current block.
    open: Option<Open>,
    /// The targets of the open links and images, with their words.
    link: Vec<(Text, Words)>,
}

/// An unfinished block.
struct Open {
    kind: OpenKind,
    words: Words,
    range: Range<usize>,
    links: Vec<Link>,
    images: Vec<String>,
    cell: CellWords,
}

/// The words of a table cell that is being read.
#[derive(Default)]
struct CellWords {
    /// The completed lines of the cell.
    lines: Vec<Words>,
    line: Words,
    is_bold: bool,
    /// Whether the text is superscript, which marks a footnote.
    is_raised: bool,
}

enum OpenKind {
    Heading(u8),
    Paragraph,
    Item,
    Fence(String),
    Table { rows: Vec<Vec<Text>>, cells: Vec<Vec<Cell>> },
    Html(String),
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let source = self.base + range.start..self.base + range.end;
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            Event::Text(text) => self.text(&text, source),
            Event::Code(text) => {
                let inner = inner(&self.part[range], &text)
                    .map_or(source.clone(), |inner| source.start + inner.start..source.start + inner.end);
                self.text(&text, inner);
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n", source),
            Event::InlineHtml(html) => self.html(&html, source),
            Event::Html(html) => match &mut self.open {
                Some(Open { kind: OpenKind::Html(text), .. }) => text.push_str(&html),
                _ => self.html(&html, source),
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(OpenKind::Heading(level as u8), source),
            Tag::Item => self.begin(OpenKind::Item, source),
            // Every paragraph of an item represents the item, not only the first.
            Tag::Paragraph => match &mut self.open {
                Some(Open { kind: OpenKind::Item, words, .. }) => words.space(),
                _ => self.begin(OpenKind::Paragraph, source),
            },
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.begin(OpenKind::Fence(language), source);
            }
            Tag::HtmlBlock => self.begin(OpenKind::Html(String::new()), source),
            Tag::Table(_) => self.begin(OpenKind::Table { rows: Vec::new(), cells: Vec::new() }, source),
            Tag::TableHead | Tag::TableRow => {
                if let Some(Open { kind: OpenKind::Table { rows, cells }, .. }) = &mut self.open {
                    rows.push(Vec::new());
                    cells.push(Vec::new());
                }
            }
            Tag::TableCell => self.reset_words(),
            Tag::Strong => self.bold(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let written = &self.part[source.start - self.base..source.end - self.base];
                let inner = written.rfind(&*dest_url).map(|at| source.start + at..source.start + at + dest_url.len());
                let span = self.span(inner.unwrap_or(source));
                self.link.push((Text { value: dest_url.to_string(), span }, Words::default()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: Range<usize>) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => self.flush(),
            TagEnd::Paragraph if matches!(self.open, Some(Open { kind: OpenKind::Paragraph, .. })) => self.flush(),
            TagEnd::TableCell => {
                let span = self.span(source);
                if let Some(Open { kind: OpenKind::Table { rows, cells }, words, cell: read, .. }) = &mut self.open {
                    let cell = words.whole(span.file);
                    let cell = if cell.value.is_empty() { Text { value: String::new(), span } } else { cell };
                    if let (Some(row), Some(other)) = (rows.last_mut(), cells.last_mut()) {
                        other.push(std::mem::take(read).end(cell.span));
                        row.push(cell);
                    }
                }
            }
            TagEnd::Link => self.end_link(false),
            TagEnd::Image => self.end_link(true),
            _ => {}
        }
    }

    fn end_link(&mut self, is_image: bool) {
        let Some((target, words)) = self.link.pop() else { return };
        let Some(open) = &mut self.open else { return };
        if is_image {
            open.images.push(target.value);
            return;
        }
        let mut text = words.whole(self.file);
        if text.value.is_empty() {
            text.span = target.span;
        }
        open.links.push(Link { text, target });
    }

    /// Adds words. The words of a link also belong to its block; those of an image do not.
    fn text(&mut self, text: &str, source: Range<usize>) {
        for (_, words) in &mut self.link {
            words.push(text, source.clone());
        }
        if self.open.is_none() {
            // This is the text of a tight list item after a nested list.
            self.begin(OpenKind::Item, source.clone());
        }
        if let Some(open) = &mut self.open {
            open.words.push(text, source.clone());
            if !open.cell.is_raised {
                open.cell.line.push(text, source);
            }
        }
    }

    /// Handles inline HTML. Tags are invisible, but something that looks like a tag is often a parameter such as
    /// `<shipId>`.
    fn html(&mut self, html: &str, source: Range<usize>) {
        match tag_name(html) {
            Some(name) if TAGS.contains(&name.to_ascii_lowercase().as_str()) => {
                self.anchor(html, &source);
                if let Some(open) = &mut self.open {
                    open.words.space();
                    open.cell.tag(&name.to_ascii_lowercase(), html.starts_with("</"));
                }
            }
            Some(_) => self.text(html, source),
            None => {}
        }
    }

    fn anchor(&mut self, html: &str, source: &Range<usize>) {
        for name in ["name", "id"] {
            if let Some(value) = attribute(html, name) {
                let span = self.span(source.clone());
                self.found.anchors.push(Text { value: value.to_owned(), span });
            }
        }
    }

    fn begin(&mut self, kind: OpenKind, range: Range<usize>) {
        self.flush();
        let cell = CellWords::default();
        self.open = Some(Open { kind, words: Words::default(), range, links: Vec::new(), images: Vec::new(), cell });
    }

    fn reset_words(&mut self) {
        if let Some(open) = &mut self.open {
            open.words = Words::default();
            open.cell = CellWords::default();
        }
    }

    /// Marks a cell as bold if its first words are bold.
    fn bold(&mut self) {
        if let Some(Open { kind: OpenKind::Table { .. }, words, cell, .. }) = &mut self.open {
            cell.is_bold |= words.is_empty();
        }
    }

    fn flush(&mut self) {
        let Some(open) = self.open.take() else { return };
        let span = self.span(open.range.clone());
        let file = self.file;
        let kind = match open.kind {
            OpenKind::Heading(level) => Kind::Heading(level, open.words),
            OpenKind::Paragraph | OpenKind::Item if open.words.is_empty() && open.images.is_empty() => return,
            OpenKind::Paragraph => Kind::Paragraph(open.words),
            OpenKind::Item => Kind::Item(open.words),
            OpenKind::Fence(language) => {
                let mut text = open.words.verbatim(file);
                if text.value.is_empty() {
                    text.span = span;
                }
                Kind::Fence(Fence { language, text, words: open.words })
            }
            OpenKind::Table { mut rows, mut cells } => {
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                cells.drain(..cells.len().min(1));
                Kind::Table(Table { head, rows, cells, span })
            }
            OpenKind::Html(text) => return self.html_block(&text, span),
        };
        self.found.blocks.push(Block { kind, span, links: open.links, images: open.images });
    }

    /// Searches an HTML block for anchors. Other text in it is not read.
    fn html_block(&mut self, html: &str, span: Span) {
        let source = span.start as usize..span.end as usize;
        let (mut rest, mut shown) = (html, String::new());
        while let Some((before, after)) = rest.split_once('<') {
            shown.push_str(before);
            let end = if after.starts_with("!--") { "-->" } else { ">" };
            let (tag, behind) = after.split_once(end).unwrap_or((after, ""));
            self.anchor(tag, &source);
            rest = behind;
        }
        shown.push_str(rest);
        if !shown.trim().is_empty() {
            let what = "this is HTML, which is not read".to_owned();
            self.found.unread.push(Unread { span, kind: UnreadKind::Text, what });
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let text = self.part.get(range.start - self.base..range.end - self.base).unwrap_or_default();
        let end = range.start + text.trim_end().len();
        Span { file: self.file, start: range.start as u32, end: end as u32 }
    }
}

impl CellWords {
    /// Handles a tag in a table cell: `<br>` ends a line, and `<sup>` marks a footnote.
    fn tag(&mut self, name: &str, ends: bool) {
        match name {
            "br" => self.lines.push(std::mem::take(&mut self.line)),
            "sup" => self.is_raised = !ends,
            _ => self.line.space(),
        }
    }

    fn end(mut self, span: Span) -> Cell {
        self.lines.push(self.line);
        let lines = self.lines.iter().map(|line| {
            let text = line.whole(span.file);
            if text.value.is_empty() { Text { value: String::new(), span } } else { text }
        });
        Cell { lines: lines.collect(), is_bold: self.is_bold, span }
    }
}

/// Tags that browsers know.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "div",
    "details",
    "em",
    "font",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Returns the name of a tag; `None` for a comment.
fn tag_name(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix('<')?.trim_start_matches('/');
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    (end > 0).then(|| &inner[..end])
}

/// Returns the value of an attribute.
fn attribute<'t>(html: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = html.split_once(&format!(" {name}="))?;
    let quote = after.chars().next().filter(|character| matches!(character, '"' | '\''))?;
    after[1..].split_once(quote).map(|(value, _)| value)
}

/// Returns the span of the text between the backticks of a code span, if it has that spelling there.
fn inner(written: &str, text: &str) -> Option<Range<usize>> {
    let at = written.find(text)?;
    Some(at..at + text.len())
}
