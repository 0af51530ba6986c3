//! Tests the website of the docs, built from the checked-in docs, from the docs of a fictional provider, and from
//! deliberately difficult pages.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::site::{Files, build, check};
use xtask::{Console, Outcome, docs, generate};

fn files(pages: &[(&str, &str)]) -> Files {
    pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Builds a site and returns the output of the command.
fn run(docs: &Path, out: &Path) -> (anyhow::Result<Outcome>, String) {
    let options = docs::Options { docs: Some(docs.to_owned()), out: Some(out.to_owned()), ..docs::Options::default() };
    let (mut said, mut err) = (Vec::new(), Vec::new());
    let outcome = docs::run(&options, &mut Console { out: &mut said, err: &mut err, color: false });
    said.extend(err);
    (outcome, String::from_utf8(said).expect("text"))
}

#[test]
fn the_shipped_docs_become_a_site_that_hangs_together_and_loads_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (outcome, said) = run(&workspace("generated/docs"), folder.path());
    assert_eq!(outcome.expect("it runs"), Outcome::Fine, "{said}");
    assert!(said.contains(" pages, ") && said.contains(" 0 broken"), "{said}");
    let start = fs::read_to_string(folder.path().join("index.html")).expect("the site should have a start page");
    assert!(start.contains("<html lang=\"en\"") && start.contains("<main ") && start.contains("aria-current=\"page\""));
    for html in
        fs::read_dir(folder.path().join("workflows")).expect("the site should have a folder of workflows").flatten()
    {
        let html = fs::read_to_string(html.path()).expect("text");
        assert_eq!(html.matches("<h1 ").count(), 1);
        assert!(html.contains("<svg class=\"graph\"") && html.contains("<svg class=\"sequence\""));
        assert!(!html.contains("<!-- ") && !html.contains("<img") && !html.contains("url(http"));
        for loading in ["<script src=\"", "<link rel=\"stylesheet\" href=\""] {
            assert!(html.split(loading).skip(1).all(|rest| rest.starts_with("../")), "{loading}");
        }
    }
}

#[test]
fn another_provider_gets_its_own_site() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let tree = generate::build(&workspace("tests/cases/specs/harbor"), &mut console);
    let tree = tree.expect("the spec should be readable").expect("the spec should have no errors");
    let pages: Files = tree
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("docs/")?.to_owned(), text.to_owned())))
        .collect();
    let site = build(&pages).expect("building the site should succeed");
    let checked = check(&site);
    assert!(checked.is_fine(), "{checked:?}");
    assert!(site["index.html"].contains("<title>Tidewater Harbor Office</title>"));
    assert!(site["workflows/first_call.html"].contains("data-from=\"c_legible_papers\""));
}

const DIFFICULT: &str = "<!-- for editors\n\nonly -->\n\n# A &lt;b&gt; & `c`\n\n[Index](index.md)\n\nWhat this is about, in a sentence.\n\n## Twice\n\n- [ ] to do\n\n## Twice\n\n| | |\n|---|---|\n| `longName.of_it` | x |\n\n\
    <details>\n<summary>More</summary>\n\n```rust\nlet a = 1; // <b>\n```\n\n</details>\n\n![What it shows](p.svg)\n\n[back](../index.md#start) [there](#twice-1) [out](https://x.example/a?b=1&c=2)\n";

const PICTURE: &str = "<!-- from -->\n<svg class=\"graph\" role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">t</title>\n\
    <desc id=\"description\">d</desc>\n<style>\n.graph {}\n</style>\n<path marker-end=\"url(#arrow)\"/></svg>\n";

#[test]
fn markdown_becomes_html_that_everybody_can_use() {
    let pages = files(&[
        ("index.md", "# Start\n\n[one](a/one.md#twice-1)\n"),
        ("a/one.md", DIFFICULT),
        ("a/p.svg", PICTURE),
        ("a/index.md", "# Inner\n"),
    ]);
    let site = build(&pages).expect("building the site should succeed");
    assert!(check(&site).is_fine(), "{:?}", check(&site));
    let page = &site["a/one.html"];
    for part in [
        "<title>A &lt;b&gt; &amp; c · Start</title>",
        "<meta name=\"description\" content=\"What this is about, in a sentence.\">",
        "<h2 id=\"twice\">",
        "<h2 id=\"twice-1\">",
        "<input type=\"checkbox\" class=\"task\" aria-label=\"Item 1 is done\">",
        "<table><tbody>\n<tr><th scope=\"row\"><code>long<wbr>Name.<wbr>of_<wbr>it</code></th><td>x</td></tr>",
        "<span class=\"word\">let</span> a = 1; <span class=\"comment\">// &lt;b&gt;</span>",
        "aria-labelledby=\"title.1 description.1\"",
        "url(#arrow.1)",
        "href=\"../index.html#start\"",
        "href=\"https://x.example/a?b=1&amp;c=2\"",
    ] {
        assert!(page.contains(part), "{part} is missing from:\n{page}");
    }
    for left_out in ["for editors", "<style>", "<img", "<thead>"] {
        assert!(!page.contains(left_out), "{left_out} must not be in:\n{page}");
    }
}

/// Checks that long lists of pages are not repeated on every page, because the size of the site would be quadratic.
#[test]
fn a_folder_of_many_pages_is_left_to_the_page_that_lists_them() {
    let many: Vec<String> = (0..200).map(|number| format!("m{number:03}")).collect();
    let list: String = many.iter().map(|name| format!("- [{name}](many/{name}.md)\n")).collect();
    let mut pages = files(&[
        ("index.md", "# Start\n\n[list](list.md) [few](few/a.md)\n"),
        ("few/a.md", "# A\n\n## B\n\n[b](#b)\n"),
    ]);
    pages.insert("list.md".to_owned(), format!("# List\n\n{list}"));
    pages.extend(many.iter().map(|name| (format!("many/{name}.md"), format!("# {name}\n"))));
    let site = build(&pages).expect("building the site should succeed");
    assert!(check(&site).is_fine(), "{:?}", check(&site));
    let nav = |page: &str| site[page].split_once("<main").map(|(nav, _)| nav.to_owned()).expect("a page");
    for (page, seen) in [("few/a.html", 0), ("many/m000.html", 11), ("many/m100.html", 21), ("many/m199.html", 11)] {
        let nav = nav(page);
        assert!(nav.contains("<li><a href=\"../list.html\">All 200</a></li>"), "{nav}");
        assert_eq!(nav.matches("many/").count(), seen, "{page}");
        assert!(nav.contains("href=\"../few/a.html\""), "{page}");
    }
    pages.insert("list.md".to_owned(), "# List\n".to_owned());
    let site = build(&pages).expect("building the site should succeed");
    assert_eq!(
        site["few/a.html"].matches("many/").count(),
        200,
        "the navigation must list pages that nothing else links to"
    );
}

#[test]
fn rows_can_be_chosen_where_a_comment_says_so() {
    let table = "\n\n| a | b |\n|---|---|\n| [c](#start) | d |\n";
    let data = "{\"rows\": [\n{\"needs\": [\"a & b\"]}\n]}";
    let chosen = format!("# Start\n\n[s](#start)\n\n<!-- choose: {data} -->{table}\nthen{table}");
    let site = build(&files(&[("index.md", &chosen), ("b.md", "# B\n")])).expect("building the site should succeed");
    let attribute = " data-choose=\"{&quot;rows&quot;: [\n{&quot;needs&quot;: [&quot;a &amp; b&quot;]}\n]}\"";
    assert_eq!(site["index.html"].matches(attribute).count(), 1);
    assert_eq!(site["index.html"].matches("data-choose").count(), 1, "only the first table may have data");
    assert!(site["index.html"].contains("choose.js") && site.contains_key("choose.js"));
    assert!(!site["b.html"].contains("choose.js"));
}

#[test]
fn every_heading_can_be_searched_for() {
    let pages =
        files(&[("index.md", "# Start\n\nfirst\n"), ("b.md", "# B\n\none\n\n## \"C\" &lt;/script>\n\ntwo `three`\n")]);
    let site = build(&pages).expect("building the site should succeed");
    let list =
        site["search-index.js"].trim().strip_prefix("window.searchIndex = ").and_then(|list| list.strip_suffix(';'));
    let entries: Vec<[String; 4]> =
        serde_json::from_str(list.expect("an assignment")).expect("the search index should be JSON");
    let found: Vec<Vec<&str>> = entries.iter().map(|entry| entry.iter().map(String::as_str).collect()).collect();
    assert_eq!(
        found,
        [
            ["b.html", "B", "B", "one"],
            ["b.html#c-script", "B", "\"C\" </script>", "two three"],
            ["index.html", "Start", "Start", "first"]
        ]
    );
}

#[test]
fn dead_links_fail_the_build_and_name_the_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a writable folder");
    fs::write(docs.join("index.md"), "# Start\n\n[gone](gone.md) [nowhere](#nowhere)\n").expect("a writable folder");
    let (outcome, said) = run(&docs, &folder.path().join("site"));
    assert_eq!(outcome.expect("it runs"), Outcome::Findings);
    assert!(said.contains("index.html: gone.html: gone.html does not exist"), "{said}");
    assert!(said.contains("index.html: #nowhere: index.html has no #nowhere"), "{said}");
}

#[test]
fn a_site_replaces_itself_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (docs, out) = (folder.path().join("docs"), folder.path().join("site"));
    fs::create_dir(&docs).expect("a writable folder");
    fs::write(docs.join("index.md"), "# Start\n\n[b](b.md#b)\n").expect("a writable folder");
    fs::write(docs.join("b.md"), "# B\n").expect("a writable folder");
    assert_eq!(run(&docs, &out).0.expect("it runs"), Outcome::Fine);
    fs::remove_file(docs.join("b.md")).expect("a writable folder");
    fs::write(docs.join("index.md"), "# Start\n\n[s](#start)\n").expect("a writable folder");
    assert_eq!(run(&docs, &out).0.expect("it runs"), Outcome::Fine);
    assert!(!out.join("b.html").exists() && out.join("index.html").exists());

    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).expect("a writable folder");
    fs::write(foreign.join("notes"), "mine").expect("a writable folder");
    let refused = run(&docs, &foreign).0.expect_err("a folder with foreign files should be rejected").to_string();
    assert!(refused.contains("this tool did not write") && refused.contains("notes"), "{refused}");
    assert!(foreign.join("notes").exists() && !foreign.join("index.html").exists());
    let missing = run(&folder.path().join("nowhere"), &out).0.expect_err("missing docs should be an error");
    assert!(format!("{missing:#}").contains("cargo xtask generate"), "{missing:#}");
}

#[test]
fn what_is_no_page_is_named_and_other_endings_of_pages_are_taken() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let docs = folder.path().join("docs");
    let files = [
        ("index.md", "# Start\n\n[a](a.markdown#a) [b](b/B.MD#b) [s](#start) ![p](p.svg)\n"),
        ("a.markdown", "# A\n"),
        ("b/B.MD", "# B\n"),
        ("p.svg", "<svg></svg>\n"),
        ("unused.svg", "<svg></svg>\n"),
        ("notes.txt", "notes\n"),
        (".draft.md", "# Draft\n"),
        ("b/.drafts/c.md", "# C\n"),
    ];
    for (path, text) in files {
        fs::create_dir_all(docs.join(path).parent().expect("a folder")).expect("the folder should be writable");
        fs::write(docs.join(path), text).expect("the folder should be writable");
    }
    let (outcome, said) = run(&docs, &folder.path().join("site"));
    assert_eq!(outcome.expect("it runs"), Outcome::Fine, "{said}");
    let over: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("skipped ")).collect();
    let named =
        [".draft.md: it is hidden", "b/.drafts: it is hidden", "notes.txt: it is neither", "unused.svg: it is neither"];
    assert!(over.len() == named.len() && over.iter().zip(named).all(|(over, named)| over.contains(named)), "{said}");
    for page in ["index.html", "a.html", "b/B.html"] {
        assert!(folder.path().join("site").join(page).is_file(), "{page}");
    }
    fs::write(docs.join("a.md"), "# A again\n").expect("the folder should be writable");
    let (outcome, said) = run(&docs, &folder.path().join("site"));
    assert!(
        format!("{:#}", outcome.expect_err("pages with the same name should be rejected"))
            .contains("both become a.html"),
        "{said}"
    );
}

/// Writes the docs of a version, and adds its site to a folder with several versions.
fn add(folder: &Path, version: &str, pages: &[&str], out: &Path) -> (anyhow::Result<Outcome>, String) {
    let docs = folder.join(format!("docs-{version}"));
    let list: String = pages.iter().map(|page| format!("- [{page}]({page}.md)\n")).collect();
    let files = pages.iter().map(|page| (format!("{page}.md"), format!("# {page}\n\nOf {version}.\n")));
    for (path, text) in files.chain([("index.md".to_owned(), format!("# Start\n\n[top](#start)\n\n{list}"))]) {
        fs::create_dir_all(docs.join(&path).parent().expect("a folder")).expect("the folder should be writable");
        fs::write(docs.join(path), text).expect("the folder should be writable");
    }
    let (versions, version) = (Some(out.to_owned()), Some(version.to_owned()));
    let options = docs::Options { docs: Some(docs), versions, version, ..docs::Options::default() };
    let (mut said, mut err) = (Vec::new(), Vec::new());
    let outcome = docs::run(&options, &mut Console { out: &mut said, err: &mut err, color: false });
    said.extend(err);
    (outcome, String::from_utf8(said).expect("text"))
}

/// Returns every file below a folder by its path.
fn contents(folder: &Path, below: &str) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder.join(below)).expect("a folder").flatten() {
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => found.extend(contents(folder, &format!("{path}/"))),
            false => _ = found.insert(path, fs::read_to_string(entry.path()).expect("text")),
        }
    }
    found
}

/// The versions with their pages. As numbers, 0.10.0 is newer than 0.9.0.
const VERSIONS: [(&str, &[&str]); 3] =
    [("0.9.0", &["a", "f/old"]), ("0.10.0", &["a", "f/old", "f/new"]), ("1.0.0", &["a", "f/new"])];

#[test]
fn versions_beside_each_other_lead_to_each_other_in_whatever_order_they_are_built() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut sites: Vec<Files> = Vec::new();
    for (number, order) in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].into_iter().enumerate() {
        let out = folder.path().join(format!("site-{number}"));
        for version in order {
            let (version, pages) = VERSIONS[version];
            let (outcome, said) = add(folder.path(), version, pages, &out);
            assert_eq!(outcome.expect("it runs"), Outcome::Fine, "{said}");
        }
        sites.push(contents(&out, ""));
    }
    for site in &sites[1..] {
        assert!(*site == sites[0], "the order of the versions makes a difference");
    }
    let site = &sites[0];
    assert!(check(site).is_fine(), "{:?}", check(site));
    for (version, pages) in VERSIONS {
        for page in pages.iter().chain(&["index", "changelog"]) {
            let html = &site[&format!("{version}/{page}.html")];
            assert_eq!(html.matches("<nav class=\"versions\"").count(), 1, "{version} {page}");
            let above = "../".repeat(page.matches('/').count() + 1);
            for (other, others) in VERSIONS {
                let has = others.contains(page) || ["index", "changelog"].contains(page);
                let target = format!("{above}{other}/{}.html", if has { page } else { "index" });
                let current = if version == other { " aria-current=\"true\"" } else { "" };
                assert!(
                    html.contains(&format!("<li><a href=\"{target}\"{current}>{other}</a></li>")),
                    "{version} {page}: {target}"
                );
            }
            let old =
                format!("<strong>Version {version} is old.</strong> The newest version is <a href=\"{above}1.0.0/");
            assert_eq!(html.contains(&old), version != "1.0.0", "{version} {page}");
            assert_eq!(html.contains(" is old."), version != "1.0.0", "{version} {page}");
            assert!(html.contains(&format!("<a href=\"{above}1.0.0/changelog.html\">Changes by version</a>")));
        }
    }
    let start = &site["index.html"];
    assert!(start.contains("content=\"0; url=1.0.0/index.html\"") && start.contains("<a href=\"0.9.0/index.html\">"));
}

#[test]
fn a_version_that_is_added_halfway_leaves_a_site_that_works_and_is_completed_by_the_next_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (whole, half) = (folder.path().join("whole"), folder.path().join("half"));
    for out in [&whole, &half] {
        for (version, pages) in &VERSIONS[..2] {
            assert_eq!(add(folder.path(), version, pages, out).0.expect("it runs"), Outcome::Fine);
        }
    }
    let (version, pages) = VERSIONS[2];
    assert_eq!(add(folder.path(), version, pages, &whole).0.expect("it runs"), Outcome::Fine);
    // Folders are replaced as a whole, the new one first.
    for complete in ["1.0.0", "0.9.0", "0.10.0"] {
        let _ = fs::remove_dir_all(half.join(complete));
        for (path, text) in contents(&whole, &format!("{complete}/")) {
            fs::create_dir_all(half.join(&path).parent().expect("a folder")).expect("the folder should be writable");
            fs::write(half.join(path), text).expect("the folder should be writable");
        }
        let checked = check(&contents(&half, ""));
        assert!(checked.is_fine(), "after {complete}: {checked:?}");
    }
    assert_eq!(add(folder.path(), version, pages, &half).0.expect("it runs"), Outcome::Fine);
    assert!(contents(&half, "") == contents(&whole, ""));
}

#[test]
fn a_folder_of_versions_keeps_what_others_wrote() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("site");
    assert_eq!(add(folder.path(), "1.0.0", &["a"], &out).0.expect("it runs"), Outcome::Fine);
    fs::create_dir_all(out.join("0.5.0")).expect("the folder should be writable");
    fs::write(out.join("0.5.0/notes"), "mine").expect("the folder should be writable");
    fs::write(out.join("robots.txt"), "mine").expect("the folder should be writable");
    let page = fs::read_to_string(out.join("1.0.0/a.html")).expect("text").replace("Of 1.0.0.", "Mine.");
    fs::write(out.join("1.0.0/a.html"), page).expect("the folder should be writable");
    // Only its name is that of a version, so no page links to it.
    let told = add(folder.path(), "1.0.0", &["a"], &folder.path().join("new")).1;
    assert!(!told.contains("skipped"), "{told}");
    let before = contents(&out, "");
    let (refused, told) = add(folder.path(), "1.1.0", &["a"], &out);
    assert!(told.contains("0.5.0: it is named like a version, but is not a folder that this tool wrote"), "{told}");
    let refused = refused.expect_err("a page was edited").to_string();
    assert!(
        refused.contains("1.0.0 has files that this tool did not write") && refused.contains("--force"),
        "{refused}"
    );
    assert!(contents(&out, "") == before, "nothing was written");
    assert_eq!(add(folder.path(), "1.0.0", &["a"], &folder.path().join("new")).0.expect("it runs"), Outcome::Fine);
    fs::write(folder.path().join("new/index.html"), "mine").expect("the folder should be writable");
    let refused = add(folder.path(), "1.1.0", &["a"], &folder.path().join("new")).0.expect_err("a start page is there");
    assert!(refused.to_string().contains("index.html was not written by this tool"), "{refused}");
    let wrong = add(folder.path(), "one", &["a"], &out).0.expect_err("it is not a version").to_string();
    assert!(wrong.contains("`one` is not a version such as 1.2.3"), "{wrong}");
}
