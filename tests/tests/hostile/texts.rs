//! Checks strings that try to escape their context: every output must have the same structure as with plain words.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use quote::ToTokens;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use verispec_codegen::source::SourceMap;
use verispec_codegen::{File, generate};
use verispec_tests::{folder, hostile, yaml_data};

/// Keys whose values are prose in every file.
const PROSE: &[&str] =
    &["summary", "description", "message", "text", "title", "contradiction", "decision", "from", "group", "notes"];

/// Files in which `name` is prose instead of an id.
const NAMED_IN_PROSE: &[&str] = &["provider", "workflows/", "operations/", "credentials/"];

/// Replaces each prose string in a file of a spec with the next one from `text`.
fn replace(path: &str, value: &mut Value, key: &str, text: &mut dyn FnMut() -> String) {
    // In other files, `decision` is a path into a payload.
    let prose = PROSE.contains(&key) && (key != "decision" || path == "decisions.yaml");
    let named = key == "name" && NAMED_IN_PROSE.iter().any(|start| path.starts_with(start));
    match value {
        // Removes placeholders from messages, because they are filled in at run time.
        Value::String(old) if key == "message" => *old = text().replace('{', "("),
        Value::String(old) if prose || named => *old = text(),
        // The document of a source is an id, and the section is prose.
        Value::String(old) if key == "source" || key == "sources" => {
            let document = old.split(':').next().unwrap_or_default().to_owned();
            *old = format!("{document}: {}", text());
        }
        Value::Array(items) if !matches!(key, "request" | "response" | "examples") => {
            items.iter_mut().for_each(|item| replace(path, item, key, text));
        }
        Value::Object(members) => {
            for (name, member) in members {
                // The name of a package, and the data of an example, are not prose.
                if !matches!(name.as_str(), "package" | "request" | "response" | "default" | "properties")
                    || path.starts_with("schemas/")
                {
                    replace(path, member, name, text);
                }
            }
        }
        _ => {}
    }
}

/// Returns the harbor's spec with these strings as its prose, in order, starting at the index `first`.
fn spec(texts: &[String], first: usize) -> SourceMap {
    let mut files = yaml_data::read(&folder::spec(&folder::cases("specs/harbor")));
    let mut next = first;
    let mut text = || {
        next += 1;
        texts[(next - 1) % texts.len()].clone()
    };
    for (path, data) in &mut files {
        replace(path, data, "", &mut text);
    }
    yaml_data::write(files.iter().map(|(path, data)| (path.as_str(), data)))
}

fn outputs(sources: &SourceMap) -> BTreeMap<String, String> {
    let output = generate(sources).unwrap_or_else(|found| panic!("{}", found.render(sources, false)));
    output.files.into_iter().map(|File { path, contents }| (path, contents)).collect()
}

/// Splits a page into the page without the data of its first table, and this data with empty strings. The site parses
/// the data as JSON in a comment, so a string must neither end the comment nor break out of its quotes.
fn without_data(page: &str) -> (String, Option<Value>) {
    let Some((before, rest)) = page.split_once("<!-- choose: ") else { return (page.to_owned(), None) };
    let (data, after) = rest.split_once(" -->").unwrap_or((rest, ""));
    let mut data = serde_json::from_str(data).unwrap_or_else(|error| panic!("{error}: {data}"));
    wordless(&mut data);
    ([before, after].concat(), Some(data))
}

fn wordless(value: &mut Value) {
    match value {
        Value::String(text) => text.clear(),
        Value::Array(items) => items.iter_mut().for_each(wordless),
        Value::Object(members) => members.values_mut().for_each(wordless),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the structure of a page: blocks, tables, links and HTML, without words.
fn shape_of_markdown(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let parts = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(format!("{level}")),
        // Skips bare URLs, which are part of the prose.
        Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => None,
        Event::Start(Tag::Link { dest_url, .. }) => {
            Some(format!("link {}", dest_url.split('#').next().unwrap_or_default()))
        }
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::Html(html) => Some(html.into_string()),
        // Skips the HTML for names in payloads that a code span cannot contain.
        Event::InlineHtml(html) if !matches!(&*html, "<code>" | "</code>") => Some(html.into_string()),
        Event::Rule => Some("rule".into()),
        Event::HardBreak => Some("break".into()),
        Event::FootnoteReference(name) => Some(format!("footnote {name}")),
        _ => None,
    });
    parts.collect()
}

/// Removes the words from Rust code, and collects its documentation.
struct Words(Vec<String>);

impl VisitMut for Words {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let lines = attributes.iter().filter_map(doc_line).collect::<Vec<_>>();
        self.0.push(lines.join("\n"));
        attributes.retain(|attribute| doc_line(attribute).is_none());
        attributes.iter_mut().for_each(|attribute| visit_mut::visit_attribute_mut(self, attribute));
    }

    fn visit_lit_str_mut(&mut self, literal: &mut syn::LitStr) {
        *literal = syn::LitStr::new("", literal.span());
    }
}

fn doc_line(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    pair.path.is_ident("doc").then(|| text.value())
}

/// Returns the structure of a Rust file and of its documentation, without words.
fn shape_of_rust(path: &str, text: &str) -> (String, Vec<Vec<String>>) {
    let mut file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    let mut words = Words(Vec::new());
    words.visit_file_mut(&mut file);
    let tokens: TokenStream = file.to_token_stream();
    (tokens.to_string(), words.0.iter().map(|doc| shape_of_markdown(doc)).collect())
}

/// Describes the first difference and its position.
fn difference<T: PartialEq + std::fmt::Debug>(plain: &[T], hostile: &[T]) -> Option<String> {
    let at = (0..plain.len().max(hostile.len())).find(|at| plain.get(*at) != hostile.get(*at))?;
    Some(format!("{:?} instead of {:?}, after {:?}", hostile.get(at), plain.get(at), hostile.get(at.saturating_sub(1))))
}

fn compare(path: &str, plain: &str, hostile: &str) -> Option<String> {
    let found = if path.ends_with(".md") {
        let ((plain, wanted), (hostile, found)) = (without_data(plain), without_data(hostile));
        let other = (wanted != found).then(|| format!("{found:?} instead of {wanted:?}"));
        other.or(difference(&shape_of_markdown(&plain), &shape_of_markdown(&hostile)))
    } else if path.ends_with(".rs") {
        let (plain, hostile) = (shape_of_rust(path, plain), shape_of_rust(path, hostile));
        let code = (plain.0 != hostile.0).then(|| "other code".to_owned());
        code.or(difference(&plain.1, &hostile.1))
    } else if path.ends_with(".json") {
        serde_json::from_str::<Value>(hostile).err().map(|error| error.to_string())
    } else {
        None
    };
    found.map(|found| format!("{path}: {found}"))
}

#[test]
fn texts_stay_where_they_are_put() {
    let texts = hostile::texts();
    let words: Vec<String> = (0..texts.len()).map(|number| format!("word{number}")).collect();
    let plain = outputs(&spec(&words, 0));
    let mut differences = Vec::new();
    for first in (0..texts.len()).step_by(7) {
        let hostile = outputs(&spec(&texts, first));
        assert_eq!(
            plain.keys().collect::<Vec<_>>(),
            hostile.keys().collect::<Vec<_>>(),
            "a prose string changed the name of a generated file"
        );
        for (path, contents) in &hostile {
            differences.extend(compare(path, &plain[path], contents));
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}
