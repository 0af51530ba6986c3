//! Checks the handwritten documentation: its excerpts, recipes, outputs, commands and links.
//!
//! A comment before a code block states its kind, such as `<!-- excerpt: spec/files.yaml -->`.

use std::fs;
use std::path::Path;

use jumio_workflows::Report;
use jumio_workflows::model::MODEL;
use jumio_workflows::runtime::cli::{self, Service};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{Output, generate};
use verispec_tests::folder::{self, workspace};

const PAGES: &[&str] = &["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "UPGRADING.md", "spec/README.md"];

/// A code block on a page.
struct Block {
    page: &'static str,
    /// The kind of the block and its subject from the comment before it, such as `("excerpt", "spec/files.yaml")`.
    mark: Option<(String, String)>,
    language: String,
    text: String,
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    code: Vec<String>,
    links: Vec<String>,
    anchors: Vec<String>,
}

fn read(path: &str) -> String {
    folder::text(&workspace(path))
}

fn parse(name: &'static str) -> Page {
    let markdown = read(name);
    let mut page = Page::default();
    let (mut mark, mut language, mut heading) = (None, None, None::<String>);
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) if html.starts_with("<!--") => {
                let inside = html.trim().trim_start_matches("<!-- ").trim_end_matches(" -->");
                mark = inside.split_once(": ").map(|(what, of)| (what.to_owned(), of.to_owned()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word))) => {
                language = Some(word.to_string());
                let block = Block { page: name, mark: mark.take(), language: word.to_string(), text: String::new() };
                page.blocks.push(block);
            }
            Event::End(TagEnd::CodeBlock) => language = None,
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => page.anchors.extend(heading.take().map(|text| anchor(&text))),
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(dest_url.to_string()),
            Event::Code(code) => page.code.push(code.to_string()),
            Event::Text(text) => match (&language, &mut heading) {
                (Some(_), _) => {
                    page.blocks.last_mut().expect("the code block should have started").text.push_str(&text)
                }
                (None, Some(heading)) => heading.push_str(&text),
                (None, None) => {}
            },
            _ => {}
        }
    }
    page
}

/// Returns the anchor that GitHub generates for a heading.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase().replace(' ', "-");
    letters.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// Returns the blocks of this kind on all pages.
fn marked(what: &str) -> Vec<(String, Block)> {
    let blocks = PAGES.iter().flat_map(|page| parse(page).blocks);
    let found = blocks.filter_map(|mut block| block.mark.take_if(|mark| mark.0 == what).map(|mark| (mark.1, block)));
    let found: Vec<_> = found.collect();
    assert!(!found.is_empty(), "no page has a block with the comment `{what}`");
    found
}

fn output(of: &str) -> String {
    let mut blocks = marked("output").into_iter().filter(|(mark, _)| mark == of);
    blocks.next().unwrap_or_else(|| panic!("no page shows the output of `{of}`")).1.text
}

/// Reports whether these lines occur consecutively in the text, all indented by the same number of spaces.
fn holds(text: &str, lines: &[&str]) -> bool {
    let text: Vec<&str> = text.lines().collect();
    text.windows(lines.len()).any(|window| {
        let moved = window[0].len() - window[0].trim_start().len();
        let own = lines[0].len() - lines[0].trim_start().len();
        let spaces = " ".repeat(moved.saturating_sub(own));
        window
            .iter()
            .zip(lines)
            .all(|(there, here)| here.is_empty() && there.is_empty() || **there == format!("{spaces}{here}"))
    })
}

#[test]
fn excerpts_stand_in_the_files_that_they_are_from() {
    for (path, block) in marked("excerpt") {
        let text = read(&path);
        let lines: Vec<&str> = block.text.lines().collect();
        for part in lines.split(|line| matches!(line.trim(), "# …" | "// …")) {
            assert!(holds(&text, part), "{}: {path} does not contain\n{}", block.page, part.join("\n"));
        }
    }
}

/// The exact code of the README's request. In addition to printing the request, it returns the same string for the
/// test.
fn request() -> Result<String, Box<dyn std::error::Error>> {
    use jumio_workflows::payloads::{Channel, ConsentDetails, ConsentObtained, UserConsent, UserLocation};
    use jumio_workflows::workflows::id_and_identity_verification;
    use jumio_workflows::{Context, regions};

    let context = Context::new().now_rfc3339("2024-03-05T12:00:00Z")?.channel(Channel::Web).account_exists(false);
    let answer = ConsentDetails::new().obtained(ConsentObtained::Yes).obtained_at("2024-03-04T11:01:12.000Z");
    let consent = UserConsent::new("203.0.113.17", UserLocation::new("USA").state("IL")).consent(answer);
    let request = id_and_identity_verification::create("onboarding-1", consent)
        .callback_url("https://www.example.com/callback")
        .build(&context)?;
    println!("{} {}\n{}", request.operation().method, request.url(&regions::US)?, request.to_json());
    Ok(format!("{} {}\n{}\n", request.operation().method, request.url(&regions::US)?, request.to_json()))
}

#[test]
fn the_request_is_built_as_shown() {
    assert_eq!(request().expect("the request should be valid"), output("request"));
}

/// The exact code of the README's program.
fn program() -> Result<Report, serde_json::Error> {
    use jumio_workflows::payloads::{AccountRequest, Channel};
    use jumio_workflows::{Context, validate};

    let request: AccountRequest = serde_json::from_str(
        r#"{
            "customerInternalReference": "login-1",
            "workflowDefinition": {"key": 5, "credentials": [{"category": "ID"}, {"category": "SELFIE"}]},
            "userConsent": {"userIp": "198.51.100.7", "userLocation": {"country": "GBR"}}
        }"#,
    )?;
    let context = Context::new().channel(Channel::Web);
    let report = validate::update_account_request(&request, &context);
    println!("{report}");
    Ok(report)
}

#[test]
fn the_program_prints_what_is_shown() {
    let report = program().expect("the request should be readable");
    assert_eq!(format!("{report}\n"), output("program"));
}

#[test]
fn the_case_is_judged_as_shown() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let (name, block) = marked("case").remove(0);
    let file = temporary.path().join(&name);
    fs::write(&file, block.text).expect("the folder should be writable");
    let service = Service {
        name: "x",
        version: "0",
        model: &MODEL,
        check: jumio_workflows::validate::check,
        outcome: None,
        answers: &[],
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::main(&service, ["check".into(), file.clone().into_os_string()].into_iter(), &mut out, &mut err);
    let out = String::from_utf8(out).expect("text").replace(&*file.to_string_lossy(), &name);
    assert_eq!((code, out), (1, output("case")));
}

/// Returns the output for the spec with one file changed or added.
fn generated_with(path: &str, change: &dyn Fn(&str) -> String) -> (SourceMap, Result<Output, Diagnostics>) {
    let path = path.trim_start_matches("spec/");
    let sources = folder::spec(&workspace("spec"));
    let (mut changed, kept): (Vec<_>, Vec<_>) =
        sources.iter().map(|(_, file)| file.clone()).partition(|file| file.path == path);
    let old = changed.pop().map_or(String::new(), |file| String::from_utf8_lossy(&file.bytes).into_owned());
    let new = SourceFile { path: path.to_owned(), bytes: change(&old).into_bytes() };
    let sources = SourceMap::new(kept.into_iter().chain([new]).collect());
    let result = generate(&sources);
    (sources, result)
}

/// Asserts that a changed spec can be generated, and that one of its output files contains this text.
fn promise(path: &str, change: &dyn Fn(&str) -> String, file: &str, text: &str) {
    let (sources, result) = generated_with(path, change);
    let output = result.unwrap_or_else(|found| panic!("{path}\n{}", found.render(&sources, false)));
    let kept = output.files.iter().any(|made| made.path == file && made.contents.contains(text));
    assert!(kept, "{path} was changed, but {file} does not contain {text}");
}

#[test]
fn recipes_for_the_spec_give_what_they_promise() {
    for (path, block) in marked("new file") {
        let stem = Path::new(&path).file_stem().and_then(|stem| stem.to_str()).expect("a file name");
        let module = format!("jumio-workflows/src/workflows/{stem}.rs");
        promise(&path, &|_| block.text.clone(), &module, "pub const KEY: u32 = 10011;");
    }
    for (path, block) in marked("added to") {
        let id = block.text.trim().split(':').next().expect("a rule");
        promise(&path, &|old| format!("{old}{}", block.text), "docs/rules.md", &format!("### {id}"));
    }
    for (path, block) in marked("replaces in") {
        let (old, new) =
            block.text.split_once('\n').expect("the block should contain an existing line and its replacement");
        assert!(read(&path).contains(old), "{path} does not contain {old}");
        let url = new.trim().trim_start_matches("docs_url: ");
        let change = |text: &str| text.replace(old, block.text.trim_end());
        promise(&path, &change, "jumio-workflows/src/rules/workflow.rs", url);
    }
}

#[test]
fn the_mistake_is_reported_as_shown() {
    let (sources, result) =
        generated_with("workflows/id_verification.yaml", &|text| text.replace("imageChecks,", "imageCheks,"));
    let sources = sources.below("spec");
    let found = result.expect_err("a name that does not exist in the spec should be an error").render(&sources, false);
    assert_eq!(found.trim_end().trim_end_matches("1 error").trim_end(), output("mistake").trim_end());
}

#[test]
fn commands_and_their_options_exist() {
    let mut commands = Vec::new();
    for page in PAGES {
        let page = parse(page);
        let shell = page.blocks.iter().filter(|block| block.language == "sh").flat_map(|block| block.text.lines());
        commands.extend(shell.map(str::to_owned));
        commands.extend(page.code);
    }
    let main = read("xtask/src/main.rs");
    let mut seen = 0;
    for words in commands.iter().filter_map(|line| line.strip_prefix("cargo xtask ")) {
        let name = words.split(' ').next().unwrap_or_default();
        assert!(main.contains(&format!("{name}::run(")), "there is no command `cargo xtask {words}`");
        let single = format!("xtask/src/{name}.rs");
        let source = if workspace(&single).exists() { single } else { format!("xtask/src/{name}/mod.rs") };
        for option in words.split(' ').filter_map(|word| word.strip_prefix("--")) {
            assert!(
                read(&source).contains(&format!("pub {}:", option.replace('-', "_"))),
                "`cargo xtask {name}` has no option --{option}"
            );
        }
        seen += 1;
    }
    assert!(seen > 5, "the pages contain only {seen} commands");
}

#[test]
fn the_readme_names_the_test_command_of_ci() {
    let arguments = ["test", "--workspace", "--all-features"];
    let block = format!("cargo {}\n", arguments.join(" "));
    assert!(parse("README.md").blocks.iter().any(|shown| shown.language == "sh" && shown.text == block), "{block}");
    assert!(
        read("xtask/src/ci.rs").contains(&format!("&{arguments:?}")),
        "`xtask/src/ci.rs` does not run the command with these arguments"
    );
}

#[test]
fn links_resolve() {
    for name in PAGES {
        let page = parse(name);
        for link in page.links.iter().filter(|link| !link.starts_with("https://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = workspace(name).parent().expect("a folder").join(path);
            assert!(target.exists(), "{name}: the target of the link {link} does not exist");
            assert!(
                anchor.is_empty() || path.is_empty(),
                "{name}: {link}: only link to whole pages, or to headings of the same page"
            );
            assert!(
                anchor.is_empty() || page.anchors.iter().any(|known| known == anchor),
                "{name}: there is no heading for the link {link}"
            );
        }
    }
}

#[test]
fn the_language_is_described_in_full() {
    let schema: serde_json::Value = serde_json::from_str(&read("generated/schema/rules.json")).expect("JSON");
    let page = parse("spec/README.md");
    let described = |word: &str| {
        page.code.iter().any(|code| code == word || code.strip_prefix(word).is_some_and(|rest| rest.starts_with(':')))
    };
    let predicate = &schema["$defs"]["Predicate"];
    let tests = predicate["properties"].as_object().expect("members").keys().cloned();
    let values = predicate["description"].as_str().expect("a text").split('`').skip(1).step_by(2).map(str::to_owned);
    let mut words: Vec<String> = tests.chain(values).collect();
    for kind in ["ModelSet", "ModelLimit", "TextFormat", "CredentialTestKind"] {
        let kinds =
            schema["$defs"][kind]["oneOf"].as_array().expect("the schema should have one alternative per enum value");
        words.extend(kinds.iter().map(|kind| kind["const"].as_str().expect("a word").to_owned()));
    }
    assert!(words.len() > 60, "{words:?}");
    let missing: Vec<_> = words.iter().filter(|word| !described(word)).collect();
    assert!(missing.is_empty(), "spec/README.md does not describe {missing:?}");
}

#[test]
fn every_dependency_is_justified() {
    let page = parse("CONTRIBUTING.md");
    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        let text = read(manifest);
        let sections = text
            .split("\n[")
            .filter(|section| section.split(']').next().is_some_and(|name| name.ends_with("dependencies")));
        for line in sections.flat_map(|section| section.lines().skip(1)).filter(|line| line.contains(" = ")) {
            let name = line.split([' ', '.']).next().unwrap_or_default();
            let own = name.starts_with("verispec-") || line.contains("path = ");
            assert!(
                own || page.code.iter().any(|code| code == name),
                "CONTRIBUTING.md does not state why the dependency {name} is needed"
            );
        }
    }
}
