//! Checks that literals in a spec are compared with the limits of their schemas, for every kind of limit and every
//! position of a literal.

use jumio_workflows::Context;
use jumio_workflows::runtime::{At, Report, constraint};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::fault::{self, Faulty};

/// A schema, a literal, and whether the schema allows it.
type Literal = (&'static str, &'static str, bool);

const DATE_TIME: &str = "type: string, format: date-time";
const DATE: &str = "type: string, format: date";
const URI: &str = "type: string, format: uri";
const LENGTH: &str = "type: string, minLength: 2, maxLength: 3";
const NUMBER: &str = "type: integer, minimum: -2, maximum: 3";
const LIST: &str = "type: array, minItems: 1, maxItems: 2, items: {type: string, maxLength: 2}";
const DATES: &str = "type: array, items: {type: string, format: date}";
const MAP: &str = "type: object, additionalProperties: {type: integer, maximum: 3}";

const STRINGS: &[Literal] = &[
    (DATE_TIME, "2024-02-29T23:59:59.000Z", true),
    (DATE_TIME, "2024-02-29T23:59:59Z", true),
    (DATE_TIME, "2023-02-29T23:59:59.000Z", false),
    (DATE_TIME, "2024-02-29T24:00:00.000Z", false),
    (DATE_TIME, "2024-02-29T23:59:60Z", false),
    (DATE_TIME, "2024-02-29T23:59:59.000+01:00", false),
    (DATE_TIME, "2024-02-29t23:59:59z", false),
    (DATE_TIME, "2024-02-29 23:59:59Z", false),
    (DATE_TIME, "2024-02-29", false),
    (DATE_TIME, "yesterday", false),
    (DATE, "2024-02-29", true),
    (DATE, "1900-02-28", true),
    (DATE, "1900-02-29", false),
    (DATE, "2024-13-01", false),
    (DATE, "2024-2-9", false),
    (DATE, "29.02.2024", false),
    (DATE, "0000-01-01", false),
    (URI, "https://quay.example/papers?sheet=1#top", true),
    (URI, "HTTP://quay.example:8080", true),
    (URI, "https://[2001:db8::1]/", true),
    (URI, "https://", false),
    (URI, "https://quay example/", false),
    (URI, "https://quay..example/", false),
    (URI, "https://300.1.1.1/", false),
    (URI, "https://quay.example:99999/", false),
    (URI, "ftp://quay.example/", false),
    (URI, "mailto:quay@quay.example", false),
    (URI, "/papers", false),
    (LENGTH, "ab", true),
    (LENGTH, "äöü", true),
    (LENGTH, "a", false),
    (LENGTH, "ä", false),
    (LENGTH, "abcd", false),
    (LENGTH, "äöüß", false),
];

const OTHERS: &[Literal] = &[
    (NUMBER, "-2", true),
    (NUMBER, "3", true),
    (NUMBER, "-3", false),
    (NUMBER, "4", false),
    (NUMBER, "18446744073709551615", false),
    (LIST, "[ab]", true),
    (LIST, "[ab, c]", true),
    (LIST, "[]", false),
    (LIST, "[ab, c, d]", false),
    (LIST, "[ab, abc]", false),
    (DATES, "[2024-02-29]", true),
    (DATES, "[2024-02-29, 2024-02-30]", false),
    (MAP, "{grain: 3}", true),
    (MAP, "{grain: 3, salt: 4}", false),
];

/// Returns the example spec with additional lines in its files, and additional files.
fn harbor(behind: &[(&str, &str, String)], files: &[(&str, String)]) -> SourceMap {
    let sources = Faulty::harbor().sources();
    let changed = sources.iter().map(|(_, file)| {
        let mut text = String::from_utf8(file.bytes.clone()).expect("the example spec should be UTF-8");
        for (_, line, added) in behind.iter().filter(|(path, ..)| *path == file.path) {
            assert_eq!(text.matches(line).count(), 1, "{}: {line}", file.path);
            text = text.replacen(line, &format!("{line}{added}"), 1);
        }
        SourceFile { path: file.path.clone(), bytes: text.into_bytes() }
    });
    let added =
        files.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: text.clone().into_bytes() });
    SourceMap::new(changed.chain(added).collect())
}

/// Returns a line for each literal.
fn lines(literals: &[Literal], line: impl Fn(usize, &str, &str) -> String) -> String {
    let literals = literals.iter().enumerate();
    literals.map(|(index, (schema, literal, _))| line(index, schema, &written(schema, literal))).collect()
}

/// Quotes strings, because YAML then always parses them as strings.
fn written(schema: &str, literal: &str) -> String {
    if schema.starts_with("type: string") { format!("\"{literal}\"") } else { literal.to_owned() }
}

const MEMBERS: (&str, &str) =
    ("schemas/application.yaml", "return: {description: The voyage that this one returns from., type: string}\n");
const TYPES: (&str, &str) = ("schemas/application.yaml", "source: \"almanac: Berths\"\n$defs:\n");

fn members(line: String) -> (&'static str, &'static str, String) {
    (MEMBERS.0, MEMBERS.1, line)
}

fn types(line: String) -> (&'static str, &'static str, String) {
    (TYPES.0, TYPES.1, line)
}

fn plain_members(literals: &[Literal]) -> String {
    lines(literals, |index, schema, _| format!("      m{index}: {{description: Made up., {schema}}}\n"))
}

/// Checks that there is a finding of this rule at each literal that its schema does not allow, and no other finding.
fn assert_found(position: &str, rule: &str, literals: &[Literal], spec: &SourceMap) {
    let found = fault::findings(spec);
    let told = found.render(spec, false);
    let mut places: Vec<String> = Vec::new();
    for finding in found.iter() {
        let file = spec.file(finding.span.file);
        let words = String::from_utf8_lossy(&file.bytes[finding.span.start as usize..finding.span.end as usize]);
        assert_eq!(finding.rule.id, rule, "{position}\n{told}");
        places.push(words.trim_matches('"').to_owned());
    }
    let wrong = literals.iter().filter(|(.., fits)| !fits).map(|(_, literal, _)| *literal);
    let (inside, whole): (Vec<&str>, Vec<&str>) = wrong.partition(|literal| literal.ends_with([']', '}']));
    for literal in whole.into_iter().chain(inside) {
        // In a list or an object, the finding is at the invalid item.
        let items = literal.split(['[', ']', '{', '}', ',', ' ', ':']);
        let is_this = |words: &String| words == literal || items.clone().any(|item| item == words);
        let at = places
            .iter()
            .position(is_this)
            .unwrap_or_else(|| panic!("{position}: there is no finding at {literal}\n{told}"));
        places.swap_remove(at);
    }
    assert!(places.is_empty(), "{position}: unexpected findings at {places:?}\n{told}");
}

#[test]
fn the_table_says_what_generated_validators_say() {
    for (schema, literal, fits) in STRINGS {
        let mut report = Report::for_context(&Context::default());
        let at = At::ROOT.member("m");
        match *schema {
            DATE_TIME => constraint::date_time(Some(literal), &at, &mut report),
            DATE => constraint::date(Some(literal), &at, &mut report),
            URI => constraint::uri(Some(literal), &at, &mut report),
            _ => {
                constraint::min_length(Some(literal), 2, &at, &mut report);
                constraint::max_length(Some(literal), 3, &at, &mut report);
            }
        }
        assert_eq!(report.is_ok(), *fits, "{schema}: {literal}");
    }
    for (_, literal, fits) in OTHERS.iter().filter(|(schema, ..)| *schema == NUMBER) {
        let Ok(number) = literal.parse() else { continue };
        let mut report = Report::for_context(&Context::default());
        constraint::minimum(Some(number), -2, &At::ROOT, &mut report);
        constraint::maximum(Some(number), 3, &At::ROOT, &mut report);
        assert_eq!(report.is_ok(), *fits, "{literal}");
    }
}

#[test]
fn defaults_are_held_against_their_limits() {
    let literals = [STRINGS, OTHERS].concat();
    let of_members = lines(&literals, |index, schema, literal| {
        format!("      m{index}: {{description: Made up., {schema}, default: {literal}}}\n")
    });
    assert_found("member", "default-does-not-fit", &literals, &harbor(&[members(of_members)], &[]));

    let of_types = lines(&literals, |index, schema, literal| {
        format!("  T{index}: {{description: Made up., {schema}, default: {literal}}}\n")
    });
    let used = lines(&literals, |index, _, _| format!("      m{index}: {{$ref: \"#/$defs/T{index}\"}}\n"));
    let spec = harbor(&[types(of_types), members(used)], &[]);
    assert_found("type", "default-does-not-fit", &literals, &spec);

    let plain = lines(&literals, |index, schema, _| format!("  T{index}: {{description: Made up., {schema}}}\n"));
    let used = lines(&literals, |index, _, literal| {
        format!("      m{index}: {{$ref: \"#/$defs/T{index}\", default: {literal}}}\n")
    });
    let spec = harbor(&[types(plain), members(used)], &[]);
    assert_found("beside a reference", "default-does-not-fit", &literals, &spec);
}

#[test]
fn values_of_enumerations_are_held_against_their_limits() {
    // Enum values become Rust names, so they need an ASCII letter.
    let named: Vec<Literal> = STRINGS.iter().filter(|(_, literal, _)| literal.is_ascii()).copied().collect();
    let enums = lines(&named, |index, schema, literal| {
        format!("  T{index}: {{description: Made up., {schema}, enum: [{literal}]}}\n")
    });
    let used = lines(&named, |index, _, _| format!("      m{index}: {{$ref: \"#/$defs/T{index}\"}}\n"));
    let spec = harbor(&[types(enums), members(used)], &[]);
    assert_found("enum", "value-does-not-fit", &named, &spec);
}

#[test]
fn bodies_of_examples_are_held_against_their_limits() {
    let literals = [STRINGS, OTHERS].concat();
    let shown = lines(&literals, |index, _, literal| format!("          m{index}: {literal}\n"));
    let shown = ("workflows/first_call.yaml", "          crew: 9\n", shown);
    let spec = harbor(&[members(plain_members(&literals)), shown], &[]);
    assert_found("example", "example-does-not-fit", &literals, &spec);
}

#[test]
fn parameters_of_example_paths_are_held_against_their_limits() {
    let literals = [STRINGS, &OTHERS[..5]].concat();
    let parameters = lines(&literals, |index, schema, _| format!("  T{index}: {{description: Made up., {schema}}}\n"));
    let declared = lines(&literals, |index, _, _| format!("  m{index}: {{summary: Made up., schema: T{index}}}\n"));
    let path = lines(&literals, |index, _, _| format!("/{{m{index}}}"));
    let shown = literals.iter().enumerate().map(|(index, (_, literal, _))| format!(", m{index}: \"{literal}\""));
    let spec = harbor(
        &[
            types(parameters),
            ("operations/call_again.yaml", "path: /ships/{ship}", path),
            ("operations/call_again.yaml", "  ship: {summary: The ship., schema: ShipId}\n", declared),
            ("workflows/return_call.yaml", "path: {ship: s-7", shown.collect()),
        ],
        &[],
    );
    assert_found("path", "example-does-not-fit", &literals, &spec);
}

/// Returns a file with a rule for each literal.
fn rules(literals: &[Literal], test: impl Fn(usize, &str) -> String) -> (&'static str, String) {
    let rules = lines(literals, |index, _, literal| {
        format!(
            "  r{index}:\n    summary: Made up.\n    on: [apply]\n    check: {{{}}}\n    severity: warning\n    \
             message: Made up.\n    source: \"almanac: Berths\"\n",
            test(index, literal)
        )
    });
    ("rules/made_up.yaml", format!("summary: Made up.\nrules:\n{rules}"))
}

#[test]
fn words_of_rules_are_held_against_the_limits_of_what_they_are_compared_with() {
    for test in ["is: L", "is_not: L", "in: [L]", "not_in: [L]"] {
        let rules = rules(STRINGS, |index, literal| format!("value: body.m{index}, {}", test.replace('L', literal)));
        let spec = harbor(&[members(plain_members(STRINGS))], &[rules]);
        assert_found(test, "impossible-word", STRINGS, &spec);
    }
    for test in ["contains: L", "lacks: L"] {
        let lists = lines(STRINGS, |index, schema, _| {
            format!("      m{index}: {{description: Made up., type: array, items: {{{schema}}}}}\n")
        });
        let rules = rules(STRINGS, |index, literal| format!("value: body.m{index}, {}", test.replace('L', literal)));
        assert_found(test, "impossible-word", STRINGS, &harbor(&[members(lists)], &[rules]));
    }
    let numbers = &OTHERS[..4];
    for test in ["min: L", "max: L"] {
        let rules = rules(numbers, |index, literal| format!("value: body.m{index}, {}", test.replace('L', literal)));
        let spec = harbor(&[members(plain_members(numbers))], &[rules]);
        assert_found(test, "impossible-word", numbers, &spec);
    }
}
