//! Checks documents with random faults and invalid Markdown: the audit ends in time, does not panic, and its findings
//! can be displayed.
//!
//! `VERISPEC_MUTATIONS` sets the number or range of mutations, as for specs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use verispec_codegen::audit::audit;
use verispec_codegen::audit::report::{Shown, json, markdown, text};
use verispec_codegen::check::Valid;
use verispec_codegen::document::read;
use verispec_codegen::ir::Model;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::mutation::document;

use verispec_tests::{almanac, folder};

use super::mutations::numbers;
use super::work::work;

/// The time limit per document, which also applies to builds without optimization.
const LONG: Duration = Duration::from_secs(20);

/// A spec with a layout, and the path of its document.
struct Office {
    sources: SourceMap,
    model: Valid<Model>,
    almanac: Vec<u8>,
}

impl Office {
    fn new() -> Self {
        let (almanac, sources) = almanac::apart(&almanac::harbor());
        Self { model: folder::sound(&sources), sources, almanac: almanac.bytes }
    }

    /// Audits a document, renders all findings, and returns their number.
    fn audited(&self, bytes: &[u8]) -> usize {
        let file = SourceFile { path: almanac::NAME.to_owned(), bytes: bytes.to_vec() };
        let (sources, file) = self.sources.clone().with(file);
        let layout = &self.model.layouts[0];
        let document = read(&self.model, layout, file, bytes);
        let audit = audit(&self.model, layout, &document, "2025-01-01T00:00:00.000Z".parse().ok());
        let shown = Shown {
            audit: &audit,
            model: &self.model,
            sources: &sources,
            document: file,
            title: "The almanac",
            all: true,
        };
        assert!(!text(&shown, false).is_empty() && !markdown(&shown).is_empty());
        assert!(serde_json::from_str::<serde_json::Value>(&json(&shown)).is_ok());
        audit.findings.len()
    }
}

#[test]
fn no_mutation_of_a_document_makes_the_audit_panic_or_hang() {
    let office = Office::new();
    let (mut bad, mut findings) = (Vec::new(), 0);
    for number in numbers() {
        let bytes = document(&office.almanac, number);
        match catch_unwind(AssertUnwindSafe(|| work(|| office.audited(&bytes)))) {
            Ok((count, spent)) if spent < LONG => findings += count,
            _ => bad.push(number),
        }
    }
    assert!(bad.is_empty(), "mutations that panicked or took too long: {bad:?}");
    assert!(findings > 0, "no finding was reported for any mutation");
}

/// Markdown documents that are large, deeply nested or empty, or that repeat one construct very often.
#[test]
fn extreme_documents_are_audited_in_time() {
    let office = Office::new();
    let many = |text: &str, count: usize| text.repeat(count);
    let body = |json: &str| {
        let head = "## Procedure 700: First Call\n\n### How to apply\n\n#### Apply\n\n**Answered:**\n\n```\n";
        format!("{head}{json}\n```\n")
    };
    let extremes = [
        String::new(),
        many("# a\n", 20_000),
        many("## Procedure 700: First Call\n", 4_000),
        many("[a](#b) ", 20_000),
        many("```\n", 20_001),
        many("> ", 20_000),
        many("- ", 20_000),
        many("- [Procedure 1: A](#procedure-1-a)\n", 4_000) + &many("## Procedure 1: A\n", 2_000),
        many("*_", 20_000),
        many("|a", 20_000) + "\n" + &many("|-", 20_000),
        body(&many("[", 100_000)),
        body(&many("{\"a\":", 50_000)),
        body(&format!(
            "{{\"papers\": [{}]}}",
            many("{\"id\": \"x\", \"paper\": \"MANIFEST\", \"ways\": [\"GANGWAY\"]},", 2_000)
        )),
        body(&many("\"", 50_001)),
        body(&format!("curl {}", many("-H 'a ", 20_000))),
        body(&format!("curl {}", many("\\\n", 20_000))),
    ];
    for (number, extreme) in extremes.iter().enumerate() {
        let (_, spent) = work(|| office.audited(extreme.as_bytes()));
        assert!(spent < LONG, "document {number} took {spent:?}");
        println!("{number}: {spent:?}");
    }
}

/// Checks the project's own Markdown, whose content is unrelated to the spec.
#[test]
fn markdown_about_anything_can_be_audited() {
    let office = Office::new();
    let files = ["README.md", "CONTRIBUTING.md", "spec/README.md", "CHANGELOG.md"];
    for file in files.map(folder::workspace) {
        office.audited(folder::text(&file).as_bytes());
    }
}
