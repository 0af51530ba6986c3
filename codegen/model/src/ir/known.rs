//! Values outside the payload that rules can use. Each has a name, a type, and the fact of a case that supplies it.
//!
//! To add a value, add a row here and a method to the runtime's `Scope`. If the spec defines the possible values,
//! `lower::word` lists them.

use super::ValueKind;

/// The fact of a case that supplies a value.
type Fact = Option<&'static str>;

/// Declares the values: name as spelled in rules, type, and the fact of a case that supplies it.
macro_rules! known {
    ($($(#[$doc:meta])* $name:ident = $spelled:literal, $kind:ident, $fact:expr, $accessor:literal;)*) => {
        /// A value outside the payload.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Known {
            $($(#[$doc])* $name,)*
        }

        impl Known {
            /// All values outside the payload that rules can use.
            pub const ALL: &[Known] = &[$(Known::$name),*];

            /// Returns the name as spelled in rules.
            pub fn name(self) -> &'static str {
                match self {
                    $(Known::$name => $spelled,)*
                }
            }

            /// Returns the type of the value.
            pub fn kind(self) -> ValueKind {
                match self {
                    $(Known::$name => ValueKind::$kind,)*
                }
            }

            /// Returns the fact of a case that supplies it; `None` if it is always known.
            pub fn fact(self) -> Fact {
                match self {
                    $(Known::$name => $fact,)*
                }
            }

            /// Returns the name of the method of the runtime's `Scope` that returns the value.
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
    /// The channel that the caller intends to use.
    Channel = "channel", Text, Some("channel"), "channel";
    /// Whether the end user already has an account.
    AccountExists = "account_exists", Truth, Some("account_exists"), "account_exists";
    /// The capability that the clause was created for, which is known when the rule is compiled.
    Capability = "capability", Text, None, "capability";
    /// The file's media type.
    FileContentType = "file.content_type", Text, Some("file.content_type"), "file_content_type";
    /// The extension of the file's name.
    FileExtension = "file.extension", Text, Some("file.name"), "file_extension";
    /// The file's size in bytes.
    FileBytes = "file.bytes", Number, Some("file.bytes"), "file_bytes";
    /// The image's width in pixels.
    FileWidth = "file.width", Number, Some("file.width"), "file_width";
    /// The image's height in pixels.
    FileHeight = "file.height", Number, Some("file.height"), "file_height";
    /// The id of the credential that a file is uploaded to.
    CredentialId = "credential.id", Text, Some("credential.id"), "credential_id";
    /// The category of the credential that a file is uploaded to.
    CredentialCategory = "credential.category", Text, Some("credential.category"), "credential_category";
    /// The channels of the credential that a file is uploaded to.
    CredentialChannels = "credential.channels", Texts, Some("credential.allowed_channels"), "credential_channels";
    /// The ids of the credentials on file.
    StoredIds = "stored.ids", Texts, Some("stored_credentials"), "stored_ids";
    /// The categories of the credentials on file.
    StoredCategories = "stored.categories", Texts, Some("stored_credentials"), "stored_categories";
    /// The required parts.
    RequiredParts = "required_parts", Texts, Some("required_parts"), "required_parts";
    /// The uploaded parts.
    UploadedParts = "uploaded_parts", Texts, Some("uploaded_parts"), "uploaded_parts";
    /// The workflow's key.
    WorkflowKey = "workflow.key", Text, Some("workflow_key"), "workflow_key";
    /// The workflow's id.
    WorkflowId = "workflow.id", Text, Some("workflow_key"), "workflow_id";
    /// The ids of the workflow's prerequisites.
    WorkflowPrerequisites = "workflow.prerequisites", Texts, Some("workflow_key"), "workflow_prerequisites";
    /// The workflow's channels.
    WorkflowChannels = "workflow.channels", Texts, Some("workflow_key"), "workflow_channels";
}

impl Known {
    /// Returns the value with this name in rules, if it exists.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|known| known.name() == name).copied()
    }

    /// Returns whether the value follows from the workflow.
    pub fn is_of_workflow(self) -> bool {
        self.fact() == Some("workflow_key")
    }
}
