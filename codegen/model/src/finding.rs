//! The kinds of audit finding. Each has an id, the reference that the document is compared with, and an explanation.

/// A kind of audit finding.
#[derive(Debug)]
pub struct Kind {
    /// The id of the kind, in kebab case. It is never renamed or reused for another kind.
    pub id: &'static str,
    /// The reference that the document is compared with.
    pub against: Against,
    /// One sentence that describes the finding.
    pub what: &'static str,
}

/// The reference that a document or an observed response is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The spec.
    Spec,
    /// The document itself.
    Itself,
    /// No reference, because the document could not be read.
    Reader,
}

/// Kinds are equal if their ids are equal.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

impl Kind {
    /// Returns the kind with this id, if it exists.
    pub fn find(id: &str) -> Option<&'static Kind> {
        ALL.iter().chain(OBSERVED).find(|kind| kind.id == id).copied()
    }
}

macro_rules! kinds {
    ($(#[doc = $doc:literal])* $all:ident: $($name:ident: $against:ident $id:literal, $what:literal;)*) => {
        $(
            #[doc = $what]
            pub static $name: Kind = Kind { id: $id, against: Against::$against, what: $what };
        )*

        $(#[doc = $doc])*
        pub static $all: &[&Kind] = &[$(&$name),*];
    };
}

kinds! {
    /// Every kind of finding in a document.
    ALL:

    UNKNOWN_WORKFLOW: Spec "workflow-only-in-document", "The document describes a workflow that the spec does not have.";
    MISSING_WORKFLOW: Spec "workflow-only-in-spec", "The spec has a workflow that the document does not describe.";
    NAME: Spec "name-differs", "The document and the spec have different names for a workflow.";
    REQUIRED: Spec "required-credentials-differ", "The document and the spec list different required credentials of a workflow.";
    STORED: Spec "stored-credentials-differ", "The document and the spec list different stored credentials of a workflow.";
    ON_FILE: Spec "on-file-differs", "The document and the spec disagree on which credentials are on file.";
    CHANNELS: Spec "channels-differ", "The document and the spec list different channels of a workflow.";
    PREREQUISITES: Spec "prerequisites-differ", "The document and the spec list different prerequisites of a workflow.";
    CHAINS: Spec "chains-differ", "The document and the spec list different chains of capabilities of a workflow.";
    CAPABILITY: Spec "capability-only-in-document", "A chain names a capability that the spec does not have.";
    OPERATIONS: Spec "operations-differ", "The document and the spec show different operations of a workflow.";
    SLOTS: Spec "slots-differ", "A documented response and the slots in the spec have different credentials or channels.";
    PARTS: Spec "parts-differ", "A documented response and the slots in the spec have different parts to upload.";
    METHOD: Spec "method-differs-from-spec", "The document and the spec have different methods for an operation.";
    URL: Spec "url-differs-from-spec", "The document and the spec have different URLs for an operation.";
    REGION: Spec "region-only-in-document", "The document has a URL for a region that the spec does not have.";
    PARAMETERS: Spec "parameters-differ", "A table of path parameters and the URL, or the table and the spec, have different parameters.";
    PARAMETER_TYPE: Spec "parameter-type-differs", "The document and the spec have different types for a path parameter.";
    UPLOADED: Spec "uploaded-parts-differ", "The document and the spec have different parts for an upload.";
    FILE_FIELD: Spec "file-field-differs", "The document and the spec have different form fields for an upload.";
    FILE_FORMAT: Spec "file-format-differs", "The document and the spec have different formats for an upload.";
    FILE_LIMIT: Spec "file-limit-differs", "The document and the spec have different limits for the size of a file.";
    CONTENT_TYPE: Spec "content-type-differs", "A curl command sends a different media type than the spec defines for the request.";
    ANSWER_HOST: Spec "answer-host-differs", "A URL in a response leads to a host that the spec does not define for it.";
    ANSWER_URL: Spec "answer-url-differs", "A URL in a response does not match the operation that it is for.";
    UNNAMED_TABLE: Spec "table-not-in-layout", "The document has a table that its layout does not name, so the table was not compared.";
    UNUSED_ENTRY: Spec "unused-layout-entry", "The layout describes a table, row or line that the document does not have in that form.";
    COLUMNS: Spec "table-columns-differ", "A table lacks a column that the layout names, so it cannot be compared.";
    UNNAMED_COLUMN: Spec "column-not-in-layout", "A table has a column that its layout neither compares nor omits.";
    SECTION: Spec "heading-differs", "A heading is written differently than the layout has it, and is otherwise the same.";
    ROW_NAME: Spec "row-name-differs", "A row of a table and the spec have different names for the same item.";
    EXTRA_ROW: Spec "row-only-in-document", "A table has a row for an item that the spec does not have.";
    LACKING_ROW: Spec "row-only-in-spec", "The spec has an item that is missing from the table of such items.";
    FIELD_TYPE: Spec "field-type-differs", "A table and the spec have different types for a field.";
    FIELD_REQUIRED: Spec "field-required-differs", "A table and the spec disagree on whether a field is required.";
    FIELD_LIMIT: Spec "field-limit-differs", "A table and the spec have different limits or defaults for a field.";
    FIELD_VALUES: Spec "field-values-differ", "A table and the spec have different values for a field, or assign the same values to different decisions or categories.";
    CELL: Spec "cell-differs", "A table and the spec have different titles or requirements for the same item.";
    LINE: Spec "line-differs", "A line of the document and the spec have different values for the same fact.";
    MISSING_LINE: Spec "missing-line", "The layout has a pattern for a line, but no line of the section matches it.";
    TEXT: Spec "text-differs", "The document and the edition that the spec follows have different text, and no other finding explains the difference.";
    COMPARED_LESS: Spec "compared-less", "Fewer facts of a line are compared with the spec than when the edition was recorded.";
    SUPERFLUOUS: Spec "superfluous-layout-entry", "An entry of the layout says nothing about the document: without it, the same is compared.";
    OBSOLETE: Spec "decision-without-contradiction", "A decision settles a contradiction that the document no longer has.";

    CURL_METHOD: Itself "curl-method-differs", "A curl command uses a different method than the one documented above it.";
    CURL_URL: Itself "curl-url-differs", "A curl command does not use any of the URLs documented above it.";
    URL_REGION: Itself "url-of-other-region", "The URL of a region points to the host of another region, or to an unknown host.";
    MIXED_REGIONS: Itself "mixed-regions", "The URLs of one example belong to several regions.";
    FOREIGN_KEY: Itself "foreign-workflow-key", "An example uses the key of a different workflow than its section.";
    BREAKS_RULE: Itself "example-breaks-rule", "An example violates a validation rule of the spec.";
    DOES_NOT_FIT: Itself "example-does-not-fit", "An example does not match the schema of its payload.";
    SLOT_CHANNEL: Itself "channel-not-in-prerequisites", "A response offers a channel that the prerequisites do not allow.";
    CHANNEL_UNUSED: Itself "channel-never-offered", "The prerequisites allow a channel that no response offers.";
    CHANNEL_OBJECT: Itself "channel-object-differs", "A response has an object for a channel that none of its credentials allow, or lacks one for a channel that they allow.";
    SKIPS: Itself "chain-skips-dependency", "A chain runs a capability before or without another one that it requires.";
    CLAIM: Itself "capability-not-in-chain", "The text describes a capability that no chain runs.";
    NOT_SHOWN: Itself "operation-not-shown", "The document shows an operation for other workflows, but not for this one.";
    BEYOND: Itself "credentials-beyond-required", "An example names a credential more often than the workflow requires it.";
    ID_FORM: Itself "id-form", "The documented format of an id does not match the examples.";
    OTHER_ID: Itself "url-with-other-id", "A URL in a response contains a different id than the object with the URL.";
    QUERY: Itself "query-without-equals", "A query parameter lacks the equals sign that other examples have.";
    HEADER: Itself "header-differs", "A curl command lacks a header that the other commands of its operation have, or sends another value.";
    AUTHORIZATION: Itself "authorization-differs", "A curl command does not use the authorization method of its operation.";
    ROW_TWICE: Itself "row-twice", "A table has two rows with the same name.";
    TWICE: Itself "workflow-described-twice", "Two sections describe workflows with the same key.";
    HEADING: Itself "heading-spelling", "A heading is spelled differently than other headings with the same words, or than in the table of contents.";
    CONTENTS: Itself "contents-differ", "The table of contents and the headings do not match.";
    DEAD_ANCHOR: Itself "dead-anchor", "A link points to an anchor that the document does not have.";
    NUMBERED_ANCHOR: Itself "numbered-anchor", "A link points to one of several identical headings by its number, which changes when a section is added before it.";
    MISSPELT_ANCHOR: Itself "misspelt-anchor", "A link to another document has a slightly different spelling than the section that the spec cites.";
    CAPABILITY_LINK: Itself "capability-link-differs", "The link of a capability has a different form than the links of other capabilities.";

    OTHER_DOCUMENT: Reader "other-document", "The document has none of the sections that the layout describes.";
    NO_EDITION: Reader "no-edition", "The layout does not record an edition of the document, so text that no fact is based on was not compared.";
    BYTES: Reader "not-utf8", "Some bytes are not valid UTF-8.";
    FENCE: Reader "unclosed-fence", "A code block has no closing fence.";
    QUOTE: Reader "unclosed-quote", "A quotation mark has no match, or is not one that a shell accepts.";
    JSON: Reader "malformed-json", "A body is not valid JSON.";
    COMMAND: Reader "malformed-command", "A curl command cannot be parsed completely.";
    UNKNOWN_HEADING: Reader "unknown-heading", "A heading is unexpected in this position.";
    MISSING: Reader "missing-section", "A section or a list of a workflow is missing.";
    UNREAD: Reader "unreadable", "A part of the document could not be read.";
}

kinds! {
    /// Every kind of difference between the spec and observed responses. Decisions settle these differences in the same
    /// way.
    OBSERVED:

    OBSERVED_ABSENT: Spec "observed-absent", "A required field was absent or `null` in an observed response.";
    OBSERVED_TYPE: Spec "observed-type", "A field of an observed response had a different type than in the spec.";
    OBSERVED_FIELD: Spec "observed-field", "An observed response had a field that the spec does not have.";
    OBSERVED_VALUE: Spec "observed-value", "An observed response had a value that an enum of the spec does not have.";
}
