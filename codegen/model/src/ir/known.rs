//! Values that rules can ask for beside the payload: each with its name, its kind and the fact of a case that gives it.
//!
//! A new one is a row here and a method of the runtime's `Scope`. Where the spec can say which words it may have,
//! `lower::word` lists them.

use super::ValueKind;

/// What can give a value.
type Fact = Option<&'static str>;

/// Declares the values: name, as rules spell it, kind, and the fact of a case that gives it.
macro_rules! known {
    ($($(#[$doc:meta])* $name:ident = $spelled:literal, $kind:ident, $fact:expr, $accessor:literal;)*) => {
        /// A value that is known around a payload.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Known {
            $($(#[$doc])* $name,)*
        }

        impl Known {
            /// Every such value.
            pub const ALL: &[Known] = &[$(Known::$name),*];

            /// As rules spell it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Known::$name => $spelled,)*
                }
            }

            /// What kind of value it is.
            pub fn kind(self) -> ValueKind {
                match self {
                    $(Known::$name => ValueKind::$kind,)*
                }
            }

            /// The fact of a case that gives it; nothing for what is always known.
            pub fn fact(self) -> Fact {
                match self {
                    $(Known::$name => $fact,)*
                }
            }

            /// The method of the runtime's `Scope` that gives it.
            pub fn accessor(self) -> &'static str {
                match self {
                    $(Known::$name => $accessor,)*
                }
            }
        }
    };
}

known! {
    /// The operation.
    Operation = "operation", Text, None, "operation";
    /// The channel that the caller means to use.
    Channel = "channel", Text, Some("channel"), "channel";
    /// Whether the account exists.
    AccountExists = "account_exists", Truth, Some("account_exists"), "account_exists";
    /// The capability that the clause is made for; known when the rule is compiled.
    Capability = "capability", Text, None, "capability";
    /// The file's media type.
    FileContentType = "file.content_type", Text, Some("file.content_type"), "file_content_type";
    /// The ending of the file's name.
    FileExtension = "file.extension", Text, Some("file.name"), "file_extension";
    /// The file's size in bytes.
    FileBytes = "file.bytes", Number, Some("file.bytes"), "file_bytes";
    /// The image's width in pixels.
    FileWidth = "file.width", Number, Some("file.width"), "file_width";
    /// The image's height in pixels.
    FileHeight = "file.height", Number, Some("file.height"), "file_height";
    /// The id of the credential that is uploaded to.
    CredentialId = "credential.id", Text, Some("credential.id"), "credential_id";
    /// Its category.
    CredentialCategory = "credential.category", Text, Some("credential.category"), "credential_category";
    /// Its channels.
    CredentialChannels = "credential.channels", Texts, Some("credential.allowed_channels"), "credential_channels";
    /// The ids of the credentials on file.
    StoredIds = "stored.ids", Texts, Some("stored_credentials"), "stored_ids";
    /// Their categories.
    StoredCategories = "stored.categories", Texts, Some("stored_credentials"), "stored_categories";
    /// The parts that are needed.
    RequiredParts = "required_parts", Texts, Some("required_parts"), "required_parts";
    /// The parts that are there.
    UploadedParts = "uploaded_parts", Texts, Some("uploaded_parts"), "uploaded_parts";
    /// The workflow's key.
    WorkflowKey = "workflow.key", Text, Some("workflow_key"), "workflow_key";
    /// The workflow's id.
    WorkflowId = "workflow.id", Text, Some("workflow_key"), "workflow_id";
    /// The ids of its prerequisites.
    WorkflowPrerequisites = "workflow.prerequisites", Texts, Some("workflow_key"), "workflow_prerequisites";
    /// Its channels.
    WorkflowChannels = "workflow.channels", Texts, Some("workflow_key"), "workflow_channels";
}

impl Known {
    /// The value that rules spell like this.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|known| known.name() == name).copied()
    }

    /// Whether it follows from the workflow.
    pub fn is_of_workflow(self) -> bool {
        self.fact() == Some("workflow_key")
    }
}
