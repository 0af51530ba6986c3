//! Kinds of change to texts, sources and examples, which only readers of the docs notice. They are detected in the YAML
//! itself.

use super::kinds_of;

kinds_of! { Documentation:
    REWORDED = "text-reworded" [None None None]
        "A text was reworded or extended."
        "Nothing."
    SOURCE = "source-changed" [None None None]
        "A fact has a different source in the documents. Moved lines do not count."
        "Nothing."
    CITED = "decisions-cited-changed" [None None None]
        "A fact refers to different decisions."
        "Nothing."
    DECISION = "decision-noted" [None None None]
        "A decision about contradictory documents was added, removed or changed. Its effects are reported separately."
        "Nothing."
    CITED_DOCUMENT = "document-changed" [None None None]
        "A source document was added, removed or moved."
        "Nothing."
    DOCUMENT_TEXT = "document-text-changed" [None None None]
        "A source document has text that was added, removed or reworded, and no fact is read from it."
        "Check whether you rely on what it says."
    EXAMPLE = "example-changed" [None None None]
        "The examples of requests and responses have different values. Their order does not count."
        "Nothing."
    HISTORY = "history-changed" [None None None]
        "The history of a workflow has an entry that was added, removed or reworded. What changed is reported separately."
        "Nothing."
    LAYOUT = "layout-changed" [None None None]
        "A source document is read in a different way by audits and imports."
        "Nothing."
    LAYOUT_ADDED = "layout-added" [None None None]
        "A source document has a layout, so that audits compare it with the spec."
        "Nothing."
    LAYOUT_REMOVED = "layout-removed" [None None None]
        "A source document has no layout any more, so that audits compare nothing with it."
        "Check whether you rely on audits of the document."
    PRESENTATION = "presentation-changed" [None None None]
        "The license, the URL of the docs, the contact, or the group of an operation changed."
        "Nothing."
}
