//! Renders templates for all files that are neither Rust nor data, in one strict environment.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use verispec_text::endings::Embedded;
use verispec_text::file::File;

/// Renders a template of this crate. A failure is a bug in the generator.
pub(super) fn file(path: impl Into<String>, (name, template): (&str, &Embedded), values: Value) -> File {
    let contents = environment().render_named_str(name, template.text(), values).unwrap_or_else(|error| {
        panic!("the template {name} cannot be rendered, which is a bug in the generator: {error:#}")
    });
    File { path: path.into(), contents }
}

/// Creates the environment, in which undefined names are errors, nothing is escaped, and lines that contain only tags
/// are removed.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("a constant configuration"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment
}
