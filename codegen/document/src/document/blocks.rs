//! Parses Markdown into a flat list of blocks in document order, each with its words and spans.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::html::{TAGS, attribute, tag_name};
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
    /// The targets of the images in the block.
    pub(super) images: Vec<Text>,
    /// What readers see of links and images besides their words: titles, and alternative texts in HTML.
    pub(super) titles: Vec<Text>,
    /// How the block is nested, such as `i2` for an item of a list within a list.
    pub(super) shape: String,
}

/// The content of a block.
#[derive(Debug)]
pub(super) enum Kind {
    Heading(u8, Words),
    Paragraph(Words),
    Item(Words),
    Fence(Fence),
    Table(Table),
    /// HTML with links, images or titles.
    Html,
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
        let mut reader = Reader {
            file,
            base: segment.range.start,
            part,
            found: &mut found,
            open: None,
            link: Vec::new(),
            lists: Vec::new(),
        };
        for (event, range) in Parser::new_ext(part, Options::ENABLE_TABLES).into_offset_iter() {
            reader.event(event, range);
        }
        reader.flush();
        let Some(open) = segment.open else { continue };
        let span = Span { file, start: open.start as u32, end: open.end as u32 };
        let what = "this fence is never closed; the following text was read as if it were".to_owned();
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
    /// The targets and titles of the open links and images, with their words.
    link: Vec<(Text, String, Words)>,
    /// The lists around the current block.
    lists: Vec<List>,
}

/// A list that is being read.
enum List {
    Bulleted,
    /// A list with numbers, with the first number until its item has been read. Readers see later numbers counted, however
    /// they are written.
    Numbered(Option<u64>),
}

/// An unfinished block.
struct Open {
    kind: OpenKind,
    words: Words,
    range: Range<usize>,
    links: Vec<Link>,
    images: Vec<Text>,
    titles: Vec<Text>,
    shape: String,
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
    Table { rows: Vec<Vec<Text>>, cells: Vec<Vec<Cell>>, targets: Vec<Vec<Text>> },
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
            Tag::List(first) => self.lists.push(first.map_or(List::Bulleted, |first| List::Numbered(Some(first)))),
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
            Tag::Table(_) => {
                self.begin(OpenKind::Table { rows: Vec::new(), cells: Vec::new(), targets: Vec::new() }, source)
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(Open { kind: OpenKind::Table { rows, cells, targets }, .. }) = &mut self.open {
                    rows.push(Vec::new());
                    cells.push(Vec::new());
                    targets.push(Vec::new());
                }
            }
            Tag::TableCell => self.reset_words(),
            Tag::Strong => self.bold(),
            Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } => {
                let written = &self.part[source.start - self.base..source.end - self.base];
                let inner = written.rfind(&*dest_url).map(|at| source.start + at..source.start + at + dest_url.len());
                let span = self.span(inner.unwrap_or(source));
                self.link.push((Text { value: dest_url.to_string(), span }, title.to_string(), Words::default()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: Range<usize>) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table => self.flush(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Paragraph if matches!(self.open, Some(Open { kind: OpenKind::Paragraph, .. })) => self.flush(),
            TagEnd::TableCell => {
                let span = self.span(source);
                if let Some(Open { kind: OpenKind::Table { rows, cells, .. }, words, cell: read, .. }) = &mut self.open
                {
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
        let Some((target, title, words)) = self.link.pop() else { return };
        let mut text = words.whole(self.file);
        if text.value.is_empty() {
            text.span = target.span;
        }
        self.leads(Link { text, target }, is_image, Some(title));
    }

    /// Adds a link or an image to the current block, and to the row if it is a table.
    fn leads(&mut self, link: Link, is_image: bool, title: Option<String>) {
        if self.open.is_none() {
            let span = link.target.span;
            self.begin(OpenKind::Item, span.start as usize..span.end as usize);
        }
        let Some(open) = &mut self.open else { return };
        let span = link.target.span;
        let title = title.filter(|title| !title.is_empty()).map(|title| Text { value: title, span });
        let target = Some(&link.target).filter(|target| !target.value.is_empty());
        if let OpenKind::Table { targets, .. } = &mut open.kind
            && let Some(row) = targets.last_mut()
        {
            row.extend(target.into_iter().chain(&title).cloned());
        }
        match is_image {
            true => open.images.extend(target.cloned()),
            false if target.is_some() || !link.text.value.is_empty() => open.links.push(link),
            false => {}
        }
        open.titles.extend(title);
    }

    /// Adds words. The words of a link also belong to its block; those of an image do not.
    fn text(&mut self, text: &str, source: Range<usize>) {
        for (.., words) in &mut self.link {
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
                self.target(html, &source);
                if let Some(open) = &mut self.open {
                    open.words.space();
                    open.cell.tag(&name.to_ascii_lowercase(), html.starts_with("</"));
                }
            }
            Some(_) => self.text(html, source),
            None => {}
        }
    }

    /// Handles the target, title and alternative text of a tag.
    fn target(&mut self, html: &str, source: &Range<usize>) {
        let named = |name: &str| attribute(html, name).map(str::to_owned);
        let (is_image, target) = (named("src").is_some(), named("src").or_else(|| named("href")));
        let shown: Vec<String> = ["alt", "title"].into_iter().filter_map(named).collect();
        if target.is_none() && shown.is_empty() {
            return;
        }
        let span = self.span(source.clone());
        let target = Text { value: target.unwrap_or_default(), span };
        let text = Text { value: String::new(), span };
        self.leads(Link { text, target }, is_image, Some(shown.join(" ")));
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
        let shape = self.shape(&kind);
        self.open = Some(Open {
            kind,
            words: Words::default(),
            range,
            links: Vec::new(),
            images: Vec::new(),
            titles: Vec::new(),
            shape,
            cell: CellWords::default(),
        });
    }

    /// Returns how a block is nested; empty for a paragraph, and for an item of a plain list.
    fn shape(&mut self, kind: &OpenKind) -> String {
        let depth = self.lists.len();
        match (kind, self.lists.last_mut()) {
            (OpenKind::Heading(level), _) => format!("h{level}"),
            (OpenKind::Item, Some(List::Numbered(first))) => {
                let first = first.take().map(|first| format!(".{first}"));
                format!("n{depth}{}", first.unwrap_or_default())
            }
            (OpenKind::Item, Some(List::Bulleted)) if depth > 1 => format!("i{depth}"),
            _ => String::new(),
        }
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
            OpenKind::Paragraph | OpenKind::Item
                if open.words.is_empty()
                    && open.images.is_empty()
                    && open.links.is_empty()
                    && open.titles.is_empty() =>
            {
                return;
            }
            OpenKind::Paragraph => Kind::Paragraph(open.words),
            OpenKind::Item => Kind::Item(open.words),
            OpenKind::Fence(language) => {
                let mut text = open.words.verbatim(file);
                if text.value.is_empty() {
                    text.span = span;
                }
                Kind::Fence(Fence { language, text, words: open.words })
            }
            OpenKind::Table { mut rows, mut cells, targets } => {
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                cells.drain(..cells.len().min(1));
                Kind::Table(Table { head, rows, cells, targets, span })
            }
            OpenKind::Html(text) => return self.html_block(&text, span),
        };
        let Open { links, images, titles, shape, .. } = open;
        self.found.blocks.push(Block { kind, span, links, images, titles, shape });
    }

    /// Reads the anchors, targets and alternative texts of an HTML block. Other text in it is reported as unread.
    fn html_block(&mut self, html: &str, span: Span) {
        let source = span.start as usize..span.end as usize;
        self.begin(OpenKind::Paragraph, source.clone());
        let (mut rest, mut shown) = (html, String::new());
        while let Some((before, after)) = rest.split_once('<') {
            shown.push_str(before);
            let is_comment = after.starts_with("!--");
            let (tag, behind) = after.split_once(if is_comment { "-->" } else { ">" }).unwrap_or((after, ""));
            if !is_comment {
                self.anchor(tag, &source);
                self.target(tag, &source);
            }
            rest = behind;
        }
        shown.push_str(rest);
        if !shown.trim().is_empty() {
            let what = "HTML is not read".to_owned();
            self.found.unread.push(Unread { span, kind: UnreadKind::Text, what });
        }
        let Some(Open { links, images, titles, .. }) = self.open.take() else { return };
        if !(links.is_empty() && images.is_empty() && titles.is_empty()) {
            let shape = String::new();
            self.found.blocks.push(Block { kind: Kind::Html, span, links, images, titles, shape });
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

/// Returns the span of the text between the backticks of a code span, if the document spells it that way.
fn inner(written: &str, text: &str) -> Option<Range<usize>> {
    let at = written.find(text)?;
    Some(at..at + text.len())
}
