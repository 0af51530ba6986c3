//! Assembles blocks into workflows: assigns every block to the section of its headings.

use super::blocks::{Block, Kind};
use super::names::{Headed, Names, Part};
use super::operation::OperationReader;
use super::words::Words;
use super::{Document, Heading, Section, Unread, UnreadKind, Workflow};
use verispec_spec::syntax::Text;
use verispec_text::source::{FileId, Span, Spanned};

/// The section that the next block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Outside,
    Contents,
    Summary,
    Part(Part),
    Operation,
    /// Below a heading of the layout whose content is skipped.
    Elsewhere,
    /// Below an unknown heading, which has been reported.
    Unknown,
}

pub(super) struct Assembler<'a> {
    file: FileId,
    names: &'a Names<'a>,
    document: Document,
    /// The index of the next heading, in the order of the document.
    next_heading: usize,
    at: At,
    workflow: Option<Workflow>,
    operation: Option<OperationReader>,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(names: &'a Names<'a>, document: Document) -> Self {
        Self { file: document.file, names, document, next_heading: 0, at: At::Outside, workflow: None, operation: None }
    }

    /// Assigns the blocks to their sections.
    pub(super) fn run(mut self, blocks: Vec<Block>) -> Document {
        let end = blocks.last().map_or(0, |block| block.span.end);
        for block in blocks {
            self.block(block);
        }
        self.end_workflow(end);
        self.document
    }

    fn block(&mut self, block: Block) {
        match &block.kind {
            Kind::Heading(level, words) => self.heading(*level, words, &block),
            Kind::Html => {}
            // Only the edition has a link without words.
            Kind::Paragraph(words) | Kind::Item(words) if words.is_empty() && block.images.is_empty() => {}
            _ => self.content(block),
        }
    }

    fn heading(&mut self, level: u8, words: &Words, block: &Block) {
        let text = words.whole(self.file);
        let Some(heading) = self.document.headings.get(self.next_heading).cloned() else { return };
        self.next_heading += 1;
        if let Some((key, name)) = self.names.workflow(&words.text) {
            self.end_workflow(block.span.start);
            return self.begin_workflow(heading, words.slice(self.file, key), words.slice(self.file, name), block.span);
        }
        if let Some(operation) = &mut self.operation
            && level > operation.level()
            && operation.label(self.names, self.file, words)
        {
            return;
        }
        let Some(own) = self.workflow.as_ref().map(|workflow| workflow.heading.level) else {
            self.at = if self.names.is_contents(&text.value) { At::Contents } else { At::Outside };
            return;
        };
        match self.names.heading(&text.value) {
            Some(headed) => self.known_heading(headed, heading, block.span, own),
            None if level <= own => {
                self.end_workflow(block.span.start);
                self.at = if self.names.is_contents(&text.value) { At::Contents } else { At::Outside };
            }
            None => self.unknown_heading(heading, block.span, own),
        }
        if let (At::Operation, Some(operation)) = (self.at, &mut self.operation) {
            operation.heading(self.file, words);
        }
    }

    /// Handles a heading at the level of workflows. A heading of a workflow's own section ends the workflow only if the
    /// workflow already has that section.
    fn known_heading(&mut self, headed: Headed, heading: Heading, span: Span, own: u8) {
        if heading.level <= own {
            let has_it = match (headed, &self.workflow) {
                (Headed::Part(part), Some(workflow)) => has(workflow, part),
                _ => true,
            };
            if has_it {
                self.end_workflow(span.start);
                self.at = At::Outside;
                return;
            }
            let what =
                "this heading has the level of a workflow heading; it was read as a section of the workflow".to_owned();
            self.tell(UnreadKind::Heading, heading.text.span, what);
        }
        self.enter(headed, heading, span);
    }

    /// Handles an unknown heading. Among operations, it is an unknown operation; elsewhere, it is usually misspelled.
    fn unknown_heading(&mut self, heading: Heading, span: Span, own: u8) {
        let among_operations =
            matches!(self.at, At::Operation | At::Elsewhere | At::Unknown | At::Part(Part::Operations));
        let inside = self.operation.as_ref().is_some_and(|operation| heading.level > operation.level());
        let shown = super::items::shown(&heading.text.value);
        if let Some((meant, headed)) = self.names.misspelt(&heading.text.value) {
            let what = format!("the heading `{shown}` was read as `{meant}`");
            self.tell(UnreadKind::Heading, heading.text.span, what);
            return self.known_heading(headed, heading, span, own);
        }
        let what = match among_operations && !inside {
            true => format!("the layout has no operation with the heading `{shown}`"),
            false => format!("the layout does not have the heading `{shown}`"),
        };
        self.tell(UnreadKind::Heading, heading.text.span, what);
        // The following blocks do not belong to the operation above.
        self.end_operation(span.start);
        self.end_section(span.start);
        if among_operations && !inside {
            self.operation = Some(OperationReader::new(heading, None, span));
            self.at = At::Operation;
        } else {
            self.at = At::Unknown;
        }
    }

    fn enter(&mut self, headed: Headed, heading: Heading, span: Span) {
        self.end_operation(span.start);
        self.end_section(span.start);
        let part = match headed {
            Headed::Operation(id) => {
                self.operation = Some(OperationReader::new(heading, Some(id), span));
                self.at = At::Operation;
                return;
            }
            Headed::Elsewhere => {
                self.at = At::Elsewhere;
                return;
            }
            Headed::Part(part) => part,
        };
        self.at = At::Part(part);
        let Some(workflow) = &mut self.workflow else { return };
        if part != Part::Operations && has(workflow, part) {
            let what = format!("the workflow already has a section `{}`; both were read", heading.text.value);
            self.tell(UnreadKind::Heading, heading.text.span, what);
            return;
        }
        match part {
            Part::Required => workflow.required_credentials = Some(Section::new(heading, span)),
            Part::Stored => workflow.stored_credentials = Some(Section::new(heading, span)),
            Part::Prerequisites => workflow.prerequisites = Some(Section::new(heading, span)),
            Part::Capabilities => workflow.chains = Some(Section::new(heading, span)),
            Part::Operations => {}
        }
    }

    fn begin_workflow(&mut self, heading: Heading, key: Text, name: Text, span: Span) {
        let number = key.value.parse::<u32>().ok();
        if number.is_none() {
            let what = format!("`{}` is not a workflow key: it is not a number", super::items::shown(&key.value));
            self.tell(UnreadKind::Heading, key.span, what);
        }
        if name.value.is_empty() {
            self.tell(UnreadKind::Heading, heading.text.span, "this heading does not name a workflow".to_owned());
        }
        self.at = At::Summary;
        self.workflow = Some(Workflow {
            heading,
            span,
            key: number.map(|value| Spanned { value, span: key.span }),
            name,
            summary: Vec::new(),
            required_credentials: None,
            stored_credentials: None,
            prerequisites: None,
            channels: None,
            chains: None,
            operations: Vec::new(),
            notes: Vec::new(),
        });
    }

    fn end_workflow(&mut self, end: u32) {
        self.end_operation(end);
        self.end_section(end);
        let Some(mut workflow) = self.workflow.take() else { return };
        workflow.span.end = end;
        self.tell_missing(&workflow);
        self.document.workflows.push(workflow);
    }

    /// Reports the missing sections of a workflow, because they cannot be compared.
    fn tell_missing(&mut self, workflow: &Workflow) {
        let layout = self.names.layout;
        let parts = [
            (workflow.required_credentials.is_none(), layout.required_credentials.first()),
            (workflow.stored_credentials.is_none(), layout.stored_credentials.first()),
            (workflow.prerequisites.is_none(), layout.prerequisite_sections.first()),
            (workflow.chains.is_none(), layout.capabilities.first()),
            (workflow.operations.is_empty(), layout.operation_sections.first()),
        ];
        for (_, name) in parts.iter().filter(|(is_missing, _)| *is_missing) {
            let name = name.map_or("", |name| name.as_str());
            let what = format!("the workflow has no section `{name}`, or it could not be read");
            self.tell(UnreadKind::Missing, workflow.heading.text.span, what);
        }
        if workflow.prerequisites.is_some() && workflow.channels.is_none() {
            let what = "the prerequisites of the workflow list no channels".to_owned();
            self.tell(UnreadKind::Missing, workflow.heading.text.span, what);
        }
    }

    fn end_operation(&mut self, end: u32) {
        let Some(operation) = self.operation.take() else { return };
        let operation = operation.finish(end);
        if let Some(workflow) = &mut self.workflow {
            workflow.operations.push(operation);
        }
    }

    fn end_section(&mut self, end: u32) {
        let (At::Part(part), Some(workflow)) = (self.at, &mut self.workflow) else { return };
        let span = match part {
            Part::Required => workflow.required_credentials.as_mut().map(|section| &mut section.span),
            Part::Stored => workflow.stored_credentials.as_mut().map(|section| &mut section.span),
            Part::Prerequisites => workflow.prerequisites.as_mut().map(|section| &mut section.span),
            Part::Capabilities => workflow.chains.as_mut().map(|section| &mut section.span),
            Part::Operations => None,
        };
        if let Some(span) = span {
            span.end = end.max(span.start);
        }
    }

    fn content(&mut self, block: Block) {
        match (self.at, &block.kind) {
            (At::Outside | At::Unknown, _) => {}
            (At::Contents, _) => self.document.contents.extend(block.links),
            (At::Operation, _) => {
                if let Some(operation) = &mut self.operation {
                    operation.block(self.names, block, &mut self.document.unread);
                }
            }
            (At::Summary, Kind::Paragraph(words) | Kind::Item(words)) if block.images.is_empty() => {
                let text = words.whole(self.file);
                if let Some(workflow) = &mut self.workflow {
                    workflow.summary.push(text);
                }
            }
            (At::Part(part), Kind::Item(words)) => self.item(part, words, &block),
            (At::Part(_), Kind::Paragraph(words)) => self.paragraph(words, &block),
            (_, Kind::Paragraph(words) | Kind::Item(words)) if block.images.is_empty() => {
                self.note(words.whole(self.file))
            }
            (_, Kind::Table(table)) if table.rows.is_empty() => {
                let cells = table.head.iter().filter(|cell| !cell.value.is_empty()).cloned();
                cells.collect::<Vec<_>>().into_iter().for_each(|cell| self.note(cell));
            }
            (_, Kind::Table(table)) => {
                self.tell(UnreadKind::Text, table.span, "tables are not read here".to_owned());
            }
            (_, Kind::Fence(fence)) if self.workflow.is_some() => {
                let span = Span { end: fence.text.span.start, ..block.span };
                self.tell(
                    UnreadKind::Text,
                    span,
                    "this block is not read, because it does not belong to an operation".to_owned(),
                );
            }
            _ => {}
        }
    }

    fn item(&mut self, part: Part, words: &Words, block: &Block) {
        let (names, file) = (self.names, self.file);
        let Some(workflow) = &mut self.workflow else { return };
        let unread = &mut self.document.unread;
        if let Some(list) = names.channels(&words.text).filter(|_| part == Part::Prerequisites) {
            let channels = names.listed_channels(file, words, list);
            if workflow.channels.is_some() {
                let what = "the channels are already listed; the first list is used".to_owned();
                unread.push(Unread { span: channels.text.span, kind: UnreadKind::Text, what });
                return;
            }
            workflow.channels = Some(channels);
            return;
        }
        match part {
            Part::Required | Part::Stored => {
                let credentials = names.credentials(file, words, unread);
                let section = match part {
                    Part::Required => &mut workflow.required_credentials,
                    _ => &mut workflow.stored_credentials,
                };
                if let Some(section) = section {
                    section.items.extend(credentials);
                }
            }
            Part::Prerequisites => {
                let prerequisite = names.prerequisite(file, words, block, unread);
                if let Some(section) = &mut workflow.prerequisites {
                    section.items.push(prerequisite);
                }
            }
            Part::Capabilities => {
                let chain = names.chain(file, words, &block.links, unread);
                if let (Some(section), Some(chain)) = (&mut workflow.chains, chain) {
                    section.items.push(chain);
                }
            }
            Part::Operations => self.note(words.whole(file)),
        }
    }

    /// Handles a paragraph. Some documents use one instead of an item for channels or a chain.
    fn paragraph(&mut self, words: &Words, block: &Block) {
        let is_chain = self.at == At::Part(Part::Capabilities)
            && self.names.layout.arrows.iter().any(|arrow| words.text.contains(arrow.as_str()));
        let is_channels = self.at == At::Part(Part::Prerequisites) && self.names.channels(&words.text).is_some();
        match self.at {
            At::Part(part) if is_chain || is_channels => self.item(part, words, block),
            _ => self.note(words.whole(self.file)),
        }
    }

    fn note(&mut self, text: Text) {
        let ignored = self.names.is_ignored(&text.value);
        if let Some(workflow) = self.workflow.as_mut().filter(|_| !ignored && !text.value.is_empty()) {
            workflow.notes.push(text);
        }
    }

    fn tell(&mut self, kind: UnreadKind, span: Span, what: String) {
        self.document.unread.push(Unread { span, kind, what });
    }
}

impl<T> Section<T> {
    fn new(heading: Heading, span: Span) -> Self {
        Self { heading, span, items: Vec::new() }
    }
}

fn has(workflow: &Workflow, part: Part) -> bool {
    match part {
        Part::Required => workflow.required_credentials.is_some(),
        Part::Stored => workflow.stored_credentials.is_some(),
        Part::Prerequisites => workflow.prerequisites.is_some(),
        Part::Capabilities => workflow.chains.is_some(),
        Part::Operations => !workflow.operations.is_empty(),
    }
}
