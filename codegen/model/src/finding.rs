//! The kinds of finding of an audit: each has an id, is about the spec or the document alone, and is explained by a sentence.

/// A kind of finding.
#[derive(Debug)]
pub struct Kind {
    /// Kebab-case, names the contradiction. Never renamed and never given to another kind.
    pub id: &'static str,
    /// What the document was held against.
    pub against: Against,
    /// What is found, as a sentence.
    pub what: &'static str,
}

/// What a document is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The spec.
    Spec,
    /// Itself.
    Itself,
    /// What can be read at all.
    Reader,
}

/// Kinds are told apart by their ids.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

impl Kind {
    /// The kind with this id.
    pub fn find(id: &str) -> Option<&'static Kind> {
        ALL.iter().find(|kind| kind.id == id).copied()
    }
}

macro_rules! kinds {
    ($($name:ident: $against:ident $id:literal, $what:literal;)*) => {
        $(
            #[doc = $what]
            pub static $name: Kind = Kind { id: $id, against: Against::$against, what: $what };
        )*

        /// Every kind of finding.
        pub static ALL: &[&Kind] = &[$(&$name),*];
    };
}

kinds! {
    UNKNOWN_WORKFLOW: Spec "workflow-only-in-document", "The document describes a workflow that the spec does not have.";
    MISSING_WORKFLOW: Spec "workflow-only-in-spec", "The spec has a workflow that the document does not describe.";
    NAME: Spec "name-differs", "The document calls a workflow by another name than the spec.";
    REQUIRED: Spec "required-credentials-differ", "The document and the spec list different credentials that a workflow needs.";
    STORED: Spec "stored-credentials-differ", "The document and the spec list different credentials that a workflow stores.";
    ON_FILE: Spec "on-file-differs", "The document and the spec disagree on which credentials are on file already.";
    CHANNELS: Spec "channels-differ", "The document and the spec list different channels of a workflow.";
    PREREQUISITES: Spec "prerequisites-differ", "The document and the spec list different prerequisites of a workflow.";
    CHAINS: Spec "chains-differ", "The document and the spec list different chains of capabilities of a workflow.";
    CAPABILITY: Spec "capability-only-in-document", "A chain names a capability that the spec does not have.";
    OPERATIONS: Spec "operations-differ", "The document and the spec show different operations of a workflow.";
    SLOTS: Spec "slots-differ", "A documented response has other credentials, or other channels of them, than the spec's slots.";
    PARTS: Spec "parts-differ", "A documented response has other parts to upload to than the spec's slots.";
    METHOD: Spec "method-differs-from-spec", "An operation is documented with another method than the spec's.";
    URL: Spec "url-differs-from-spec", "An operation is documented with another URL than the spec's.";
    REGION: Spec "region-only-in-document", "A URL is documented for a region that the spec does not have.";
    OBSOLETE: Spec "decision-without-contradiction", "A decision settles what the document no longer contradicts.";

    CURL_METHOD: Itself "curl-method-differs", "A curl command sends another method than the one documented above it.";
    CURL_URL: Itself "curl-url-differs", "A curl command sends to none of the URLs documented above it.";
    URL_REGION: Itself "url-of-other-region", "The URL of one region leads to the host of another, or of none.";
    MIXED_REGIONS: Itself "mixed-regions", "The URLs of one example lead to several regions.";
    FOREIGN_KEY: Itself "foreign-workflow-key", "An example sends the key of another workflow than its section is about.";
    BREAKS_RULE: Itself "example-breaks-rule", "An example breaks a validation rule of the spec.";
    DOES_NOT_FIT: Itself "example-does-not-fit", "An example does not fit the schema of its payload.";
    SLOT_CHANNEL: Itself "channel-not-in-prerequisites", "A response offers a channel that the prerequisites do not allow.";
    CHANNEL_UNUSED: Itself "channel-never-offered", "The prerequisites allow a channel that no response offers.";
    CHANNEL_OBJECT: Itself "channel-object-differs", "A response has the object of a channel that none of its credentials allows, or lacks the one that they do.";
    SKIPS: Itself "chain-skips-dependency", "A chain runs a capability without, or before, one that it requires in general.";
    CLAIM: Itself "capability-not-in-chain", "The text says that something is done which no chain does.";
    NOT_SHOWN: Itself "operation-not-shown", "An operation that starts other workflows of the document is not shown for this one.";
    BEYOND: Itself "credentials-beyond-required", "An example names a credential more often than the workflow is said to need it.";
    ID_FORM: Itself "id-form", "An id is documented with a form that the examples do not have.";
    OTHER_ID: Itself "url-with-other-id", "A URL of a response names another id than the object that it stands in.";
    QUERY: Itself "query-without-equals", "A parameter of a URL has its value without an equals sign, which other examples have.";
    AUTHORIZATION: Itself "authorization-differs", "A curl command does not authorize itself in the way that the operation asks for.";
    TWICE: Itself "workflow-described-twice", "Two sections are about the workflow with the same key.";
    HEADING: Itself "heading-spelling", "A heading is spelled differently from others of the same words, or from the table of contents.";
    CONTENTS: Itself "contents-differ", "The table of contents and the headings do not match.";
    DEAD_ANCHOR: Itself "dead-anchor", "A link leads to an anchor that the document does not have.";
    NUMBERED_ANCHOR: Itself "numbered-anchor", "A link leads to one of several headings of the same words by its number, which changes with any section in front of it.";
    MISSPELT_ANCHOR: Itself "misspelt-anchor", "A link to another document is spelled almost, but not quite, like a section of it that the spec cites.";
    CAPABILITY_LINK: Itself "capability-link-differs", "The link of a capability is not built like those of the others.";

    BYTES: Reader "not-utf8", "Some bytes are no text.";
    FENCE: Reader "unclosed-fence", "A block has no closing fence.";
    QUOTE: Reader "unclosed-quote", "A quote is not closed, or is no quote to a shell.";
    JSON: Reader "malformed-json", "A body is not JSON.";
    COMMAND: Reader "malformed-command", "A curl command cannot be read in full.";
    UNKNOWN_HEADING: Reader "unknown-heading", "A heading is not known where it stands.";
    MISSING: Reader "missing-section", "A section or a list of a workflow is missing.";
    UNREAD: Reader "unreadable", "A part of the document could not be read.";
}
