//! Texts, sources and examples: what readers of the docs notice and nobody else, found in the YAML itself.

use super::kinds_of;

kinds_of! { Documentation:
    REWORDED = "text-reworded" [None None None]
        "A text says the same in other words, or says more."
        "Nothing."
    SOURCE = "source-changed" [None None None]
        "A fact comes from another place of the documents; lines that have moved do not count."
        "Nothing."
    CITED = "decisions-cited-changed" [None None None]
        "A fact rests on other decisions."
        "Nothing."
    DECISION = "decision-noted" [None None None]
        "A decision where the documents contradict themselves is new, gone or another one; what follows from it is told apart."
        "Nothing."
    CITED_DOCUMENT = "document-changed" [None None None]
        "A document that facts come from is new, gone, or elsewhere."
        "Nothing."
    EXAMPLE = "example-changed" [None None None]
        "Examples of requests and responses are other ones."
        "Nothing."
    PRESENTATION = "presentation-changed" [None None None]
        "The licence, the address of the docs, who answers questions, or the group of an operation has changed."
        "Nothing."
}
