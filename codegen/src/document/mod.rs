//! A document of the provider, read: takes Markdown and the layout that the spec gives for it, gives its facts with
//! their places, and every place that could not be read.
//!
//! **Invariant:** nothing is guessed silently. What the layout does not explain is an [`Unread`], with its place.

mod model;

pub use model::*;
