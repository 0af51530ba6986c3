//! Kinds of change to texts, sources and examples, which only readers of the docs notice. They are detected in the YAML
//! itself.

use super::kinds_of;

kinds_of! { Documentation:
    REWORDED = "text-reworded" [None None None]
        "A text was reworded or extended."
        "Nothing."
    SOURCE = "source-changed" [None None None]
        "A fact has a different source in the documents. Lines that only moved do not count."
        "Nothing."
    CITED = "decisions-cited-changed" [None None None]
        "A fact refers to different decisions."
        "Nothing."
    DECISION = "decision-noted" [None None None]
        "A decision about contradictory documents was added, removed or changed. The effects of the decision are reported separately."
        "Nothing."
    CITED_DOCUMENT = "document-changed" [None None None]
        "A source document was added, removed or moved."
        "Nothing."
    DOCUMENT_TEXT = "document-text-changed" [None None None]
        "Text of a source document was added, removed or reworded, and no fact is based on it."
        "Check whether you rely on the text."
    EXAMPLE = "example-changed" [None None None]
        "The examples of requests and responses have different values. The order of values does not count."
        "Nothing."
    HISTORY = "history-changed" [None None None]
        "An entry in the history of a workflow was added, removed or reworded. The change that it describes is reported separately."
        "Nothing."
    LAYOUT = "layout-changed" [None None None]
        "Audits and imports read a source document in a different way."
        "Nothing."
    LAYOUT_ADDED = "layout-added" [None None None]
        "A source document now has a layout, so audits compare it with the spec."
        "Nothing."
    LAYOUT_REMOVED = "layout-removed" [None None None]
        "A source document no longer has a layout, so audits do not compare it with the spec."
        "Check whether you rely on audits of the document."
    PRESENTATION = "presentation-changed" [None None None]
        "The license, the URL of the docs, the contact, or the group of an operation changed."
        "Nothing."
}
