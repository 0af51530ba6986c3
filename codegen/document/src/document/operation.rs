//! Processes the blocks of an operation: collects its method, URLs, requests and responses.

use super::blocks::{Block, Kind};
use super::names::{self, Line, Names, Url};
use super::words::Words;
use super::{Fence, Heading, Operation, RegionUrl, Request, Response, Table, Unread, UnreadKind, curl};
use verispec_model::ir::OperationId;
use verispec_spec::syntax::Text;
use verispec_text::source::{FileId, Span};

pub(super) struct OperationReader {
    operation: Operation,
    /// The kind and label that the introduction states for the next block.
    label: Option<(Side, Text)>,
    /// The parameters described in list items.
    parameters: Option<Table>,
    /// Whether the previous block was a list item about a parameter.
    is_in_parameters: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

impl OperationReader {
    pub(super) fn new(heading: Heading, operation: Option<OperationId>, span: Span) -> Self {
        let operation = Operation {
            heading,
            span,
            operation,
            method: None,
            urls: Vec::new(),
            requests: Vec::new(),
            responses: Vec::new(),
            tables: Vec::new(),
            notes: Vec::new(),
        };
        Self { operation, label: None, parameters: None, is_in_parameters: false }
    }

    /// Splits the heading into its own words, and the method and URL after them. A heading that consists only of a
    /// method and URL is kept unchanged.
    pub(super) fn heading(&mut self, file: FileId, words: &Words) {
        let own = words.slice(file, names::own_words(&words.text));
        if !own.value.is_empty() {
            self.operation.heading.text = own;
        }
        if let Some(url) = names::endpoint(&words.text) {
            self.url(url, &|range| words.slice(file, range));
        }
    }

    pub(super) fn level(&self) -> u8 {
        self.operation.heading.level
    }

    pub(super) fn finish(mut self, end: u32) -> Operation {
        self.operation.span.end = end.max(self.operation.span.start);
        self.operation.tables.extend(self.parameters);
        self.operation
    }

    /// Handles the introduction of a block. Returns `false` if the words are not an introduction.
    pub(super) fn label(&mut self, names: &Names<'_>, file: FileId, words: &Words) -> bool {
        let (side, variant) = match names.line(&words.text) {
            Some(Line::Request(variant)) => (Side::Request, variant),
            Some(Line::Response(variant)) => (Side::Response, variant),
            _ => return false,
        };
        self.label = Some((side, words.slice(file, variant)));
        true
    }

    pub(super) fn block(&mut self, names: &Names<'_>, block: Block, unread: &mut Vec<Unread>) {
        let file = block.span.file;
        if let Kind::Item(words) = &block.kind {
            self.is_in_parameters = self.parameter(names, file, words);
            if self.is_in_parameters {
                return;
            }
        }
        self.is_in_parameters = false;
        match block.kind {
            Kind::Paragraph(words) | Kind::Item(words) => self.words(names, file, &words),
            Kind::Fence(fence) => self.fence(fence, block.span, unread),
            Kind::Table(table) => {
                self.label = None;
                if table.rows.is_empty() {
                    self.operation.notes.extend(table.head.iter().filter(|cell| !cell.value.is_empty()).cloned());
                }
                self.cells(names, &table);
                self.operation.tables.push(table);
            }
            Kind::Heading(..) | Kind::Html => {}
        }
    }

    /// Handles each line of a paragraph separately, because a method and its URLs may be in one paragraph.
    fn words(&mut self, names: &Names<'_>, file: FileId, words: &Words) {
        let mut start = 0;
        let mut known = false;
        for line in words.text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            known |= self.line(names, file, words, range);
        }
        if !known && !words.is_empty() {
            self.operation.notes.push(words.whole(file));
        }
    }

    fn line(&mut self, names: &Names<'_>, file: FileId, words: &Words, range: std::ops::Range<usize>) -> bool {
        let at = |inner: std::ops::Range<usize>| words.slice(file, range.start + inner.start..range.start + inner.end);
        match names.line(&words.text[range.clone()]) {
            None => return false,
            Some(Line::Method(method)) if self.operation.method.is_none() => self.operation.method = Some(at(method)),
            Some(Line::Method(_)) => return false,
            Some(Line::Request(variant)) => self.label = Some((Side::Request, at(variant))),
            Some(Line::Response(variant)) => self.label = Some((Side::Response, at(variant))),
            Some(Line::Url(url)) => self.url(url, &at),
        }
        true
    }

    fn url(&mut self, Url { method, region, url }: Url, at: &dyn Fn(std::ops::Range<usize>) -> Text) {
        self.operation.urls.push(RegionUrl { region: region.map(at), url: at(url) });
        if self.operation.method.is_none() {
            self.operation.method = method.map(at);
        }
    }

    /// Reads a method and URLs from a table. Either each row has a name and a value, or the header has the names of the
    /// values below.
    fn cells(&mut self, names: &Names<'_>, table: &Table) {
        let rows = std::iter::once(&table.head).chain(&table.rows);
        let mut is_read = false;
        for row in rows {
            if let [name, value] = row.as_slice() {
                is_read |= self.cell(names, name, value);
            }
        }
        if !is_read {
            for (name, value) in table.rows.iter().flat_map(|row| table.head.iter().zip(row)) {
                self.cell(names, name, value);
            }
        }
    }

    /// Handles a name and its value like the line `name: value`. Returns `false` if such a line has no method or URL.
    fn cell(&mut self, names: &Names<'_>, name: &Text, value: &Text) -> bool {
        let line = format!("{}: {}", name.value, value.value);
        let value_at = line.len() - value.value.len();
        let at = |range: std::ops::Range<usize>| match range.start.checked_sub(value_at) {
            Some(start) => {
                Text { value: line[range.clone()].to_owned(), span: value.within(start..range.end - value_at) }
            }
            None => name.clone(),
        };
        match names.line(&line) {
            Some(Line::Method(method)) if self.operation.method.is_none() => self.operation.method = Some(at(method)),
            Some(Line::Url(url)) => self.url(url, &at),
            _ => return false,
        }
        true
    }

    /// Handles an item about a parameter like a table row. Returns `false` if the item is not about a parameter. The
    /// first item must describe a parameter of a URL, because unrelated items can have the same form.
    fn parameter(&mut self, names: &Names<'_>, file: FileId, words: &Words) -> bool {
        let Some(places) = names.parameter_item(&words.text) else { return false };
        let row: Vec<Text> = places.into_iter().map(|place| words.slice(file, place)).collect();
        let is_named =
            |name: &Text| self.operation.urls.iter().any(|url| names.has_parameter(&url.url.value, &name.value));
        if !self.is_in_parameters && !row.first().is_some_and(is_named) {
            return false;
        }
        let span = words.whole(file).span;
        let table = self.parameters.get_or_insert_with(|| Table {
            head: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            targets: Vec::new(),
            span,
        });
        table.span.end = span.end;
        table.rows.push(row);
        true
    }

    /// Handles a code block. A command is always a request; for any other block, the introduction decides.
    fn fence(&mut self, fence: Fence, span: Span, unread: &mut Vec<Unread>) {
        let file = span.file;
        let label = self.label.take();
        let is_curl = curl::is_curl(&fence);
        let none = Text { value: String::new(), span: Span { end: span.start, ..span } };
        match label {
            Some((Side::Request, label)) => self.request(label, fence, is_curl, unread),
            None if is_curl => self.request(none, fence, is_curl, unread),
            Some((Side::Response, label)) if is_curl => {
                let what = "this is a command, but the text before it announces a response".to_owned();
                unread.push(Unread { span: label.span, kind: UnreadKind::Text, what });
                self.request(none, fence, is_curl, unread);
            }
            Some((Side::Response, label)) => {
                let body = curl::body(file, &fence.words, unread);
                self.operation.responses.push(Response { label, fence, body });
            }
            None => {
                let what = "it is unclear whether this block is a request or a response, so it was skipped".to_owned();
                let line = Span { end: fence.text.span.start.max(span.start), ..span };
                unread.push(Unread { span: line, kind: UnreadKind::Text, what });
            }
        }
    }

    fn request(&mut self, label: Text, fence: Fence, is_curl: bool, unread: &mut Vec<Unread>) {
        let file = fence.text.span.file;
        let (curl, body) = match is_curl {
            true => (Some(curl::read(file, &fence, unread)), None),
            false => (None, Some(curl::body(file, &fence.words, unread))),
        };
        self.operation.requests.push(Request { label, fence, curl, body });
    }
}
