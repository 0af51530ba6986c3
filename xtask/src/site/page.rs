//! Converts a page from Markdown to HTML, and collects its headings and its text for the search.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::table::Tables;
use super::{Files, escaped, highlight, html_path, is_external, resolved};

/// A parsed page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The path below the docs folder.
    pub(super) path: String,
    /// The first heading.
    pub(super) title: String,
    /// The first paragraph.
    pub(super) summary: String,
    /// The headings, including the first one.
    pub(super) headings: Vec<Heading>,
    /// The pages of the docs that the page links to, in order.
    pub(super) links: Vec<String>,
    /// The text below each heading, by the heading's index.
    pub(super) texts: Vec<String>,
    /// The image files of the docs that the page embeds.
    pub(super) shown: Vec<String>,
    /// The HTML between header and footer.
    pub(super) html: String,
}

/// A heading with its anchor.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: usize,
    pub(super) text: String,
    pub(super) anchor: String,
}

/// Converts one page. Images are embedded in the page, so that they follow its color theme.
pub(super) fn read(path: &str, markdown: &str, docs: &Files) -> Result<Page> {
    let events: Vec<Event<'_>> =
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS).collect();
    let mut reader = Reader::new(path, docs);
    reader.read(events)?;
    reader.finish()
}

struct Reader<'a> {
    docs: &'a Files,
    page: Page,
    out: Vec<Event<'a>>,
    seen: BTreeMap<String, usize>,
    /// The open code block: its language and content.
    code: Option<(String, String)>,
    /// The open HTML block.
    block: Option<String>,
    /// The open heading: its level, its text, and the index of its first event.
    heading: Option<(usize, String, usize)>,
    /// The open image.
    picture: Option<String>,
    pictures: usize,
    tasks: usize,
    tables: Tables,
    summary: Summary,
    in_link: bool,
}

/// The state of the search for the paragraph that summarizes the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Summary {
    Wanted,
    /// Inside a paragraph that has this many letters outside links.
    Open {
        outside_links: usize,
    },
    Found,
}

impl Summary {
    /// Ends a paragraph. A paragraph that consists only of links is about other pages, and is not used as the summary.
    fn ended(self) -> Self {
        match self {
            Summary::Open { outside_links } if outside_links > 12 => Summary::Found,
            Summary::Open { .. } => Summary::Wanted,
            other => other,
        }
    }
}

impl<'a> Reader<'a> {
    fn new(path: &str, docs: &'a Files) -> Self {
        Self {
            docs,
            page: Page { path: path.to_owned(), ..Page::default() },
            out: Vec::new(),
            seen: BTreeMap::new(),
            code: None,
            block: None,
            heading: None,
            picture: None,
            pictures: 0,
            tasks: 0,
            tables: Tables::default(),
            summary: Summary::Wanted,
            in_link: false,
        }
    }

    fn read(&mut self, events: Vec<Event<'a>>) -> Result<()> {
        for event in events {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = match &kind {
                        CodeBlockKind::Fenced(word) => word.to_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    self.code = Some((language, String::new()));
                }
                Event::End(TagEnd::CodeBlock) => self.end_code(),
                Event::Text(text) if self.code.is_some() => {
                    self.code.iter_mut().for_each(|(_, code)| code.push_str(&text));
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    self.heading = Some((level as usize, String::new(), self.out.len()));
                }
                Event::End(TagEnd::Heading(_)) => self.end_heading(),
                Event::Start(Tag::Image { dest_url, .. }) => self.picture = Some(dest_url.to_string()),
                Event::End(TagEnd::Image) => self.end_picture()?,
                _ if self.picture.is_some() => {}
                Event::Start(Tag::HtmlBlock) => self.block = Some(String::new()),
                Event::End(TagEnd::HtmlBlock) => self.end_block(),
                Event::Html(html) if self.block.is_some() => {
                    self.block.iter_mut().for_each(|block| block.push_str(&html));
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => {}
                Event::TaskListMarker(done) => self.task(done),
                other => self.other(other),
            }
        }
        Ok(())
    }

    fn other(&mut self, event: Event<'a>) {
        let event = match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.link(dest_url);
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            event => event,
        };
        self.remember(&event);
        let section = self.page.headings.last().map(|heading| heading.text.clone()).unwrap_or_default();
        self.tables.take(event, &section, &mut self.out);
    }

    /// Collects the text of the event for the search and for the summary.
    fn remember(&mut self, event: &Event<'_>) {
        let said = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::TableCell | Tag::Item | Tag::Paragraph) => " ",
            _ => "",
        };
        if let Some((_, heading, _)) = &mut self.heading {
            heading.push_str(said);
            return;
        }
        self.page.texts.iter_mut().next_back().into_iter().for_each(|text| text.push_str(said));
        match event {
            Event::Start(Tag::Paragraph) if self.summary != Summary::Found && !self.page.headings.is_empty() => {
                self.page.summary.clear();
                self.summary = Summary::Open { outside_links: 0 };
            }
            Event::Start(Tag::Link { .. }) => self.in_link = true,
            Event::End(TagEnd::Link) => self.in_link = false,
            Event::End(TagEnd::Paragraph) => self.summary = self.summary.ended(),
            _ => {}
        }
        if let Summary::Open { outside_links } = &mut self.summary {
            self.page.summary.push_str(said);
            *outside_links += if self.in_link { 0 } else { said.len() };
        }
    }

    /// Redirects links from pages to their HTML.
    fn link(&mut self, link: CowStr<'a>) -> CowStr<'a> {
        if is_external(&link) {
            return link;
        }
        let (path, anchor) = link.split_once('#').map_or((&*link, None), |(path, anchor)| (path, Some(anchor)));
        self.page.links.push(resolved(&self.page.path, path));
        let path = if path.is_empty() { String::new() } else { html_path(path) };
        anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}")).into()
    }

    fn html(&mut self, html: String) {
        self.out.push(Event::Html(html.into()));
    }

    /// Handles HTML. Comments are only for readers of the Markdown, except for the data that filters rows of the next
    /// table.
    fn end_block(&mut self) {
        let block = self.block.take().unwrap_or_default();
        match block.trim().strip_prefix("<!--") {
            Some(comment) => {
                let choice = comment.trim_end_matches("-->").trim().strip_prefix("choose: ");
                choice.into_iter().for_each(|choice| self.tables.choose(choice));
            }
            None => self.html(block),
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let name = if language.is_empty() { "Text".to_owned() } else { highlight::name(&language) };
        let code = highlight::marked(&language, &code);
        self.html(format!(
            "<div class=\"code\" role=\"group\" aria-label=\"{}\" tabindex=\"0\"><pre><code>{code}</code></pre></div>\n",
            escaped(&name)
        ));
    }

    fn end_heading(&mut self) {
        let Some((level, text, start)) = self.heading.take() else { return };
        let anchor = self.anchor(&text);
        let inner = self.out.split_off(start);
        let mut content = String::new();
        html::push_html(&mut content, inner.into_iter());
        let link = match level {
            1 => String::new(),
            _ => format!(" <a class=\"anchor\" href=\"#{anchor}\" aria-label=\"Link to: {}\">#</a>", escaped(&text)),
        };
        self.html(format!("<h{level} id=\"{anchor}\">{content}{link}</h{level}>\n"));
        if self.page.title.is_empty() {
            self.page.title.clone_from(&text);
        }
        self.page.headings.push(Heading { level, text, anchor });
        self.page.texts.push(String::new());
    }

    /// Returns the anchor that GitHub generates for a heading.
    fn anchor(&mut self, heading: &str) -> String {
        let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let slug: String = kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
        let count = self.seen.entry(slug.clone()).or_default();
        *count += 1;
        if *count == 1 { slug } else { format!("{slug}-{}", *count - 1) }
    }

    /// Embeds an image in the page. Its ids get a numeric suffix, because a page may have several images.
    fn end_picture(&mut self) -> Result<()> {
        let Some(file) = self.picture.take() else { return Ok(()) };
        let path = resolved(&self.page.path, &file);
        let svg =
            self.docs.get(&path).with_context(|| format!("{}: the image `{path}` does not exist", self.page.path))?;
        self.page.shown.push(path);
        self.pictures += 1;
        let number = self.pictures;
        let svg = svg.split_once("<svg").map_or("", |(_, rest)| rest);
        // Drops the image's own `<style>`: the style sheet of the site contains the same rules, and follows the
        // selected theme.
        let (before, after) = svg.split_once("<style>").unwrap_or((svg, ""));
        let after = after.split_once("</style>").map_or(after, |(_, after)| after);
        let mut svg = format!("<svg{before}{after}");
        svg = svg.replace(
            "aria-labelledby=\"title description\"",
            &format!("aria-labelledby=\"title.{number} description.{number}\""),
        );
        for id in ["title", "description", "arrow"] {
            svg = svg.replace(&format!("id=\"{id}\""), &format!("id=\"{id}.{number}\""));
        }
        svg = svg.replace("url(#arrow)", &format!("url(#arrow.{number})"));
        self.html(format!(
            "<span class=\"picture\" role=\"group\" aria-label=\"Picture {number}\" tabindex=\"0\">{}</span>",
            svg.trim()
        ));
        Ok(())
    }

    fn task(&mut self, done: bool) {
        self.tasks += 1;
        let done = if done { " checked" } else { "" };
        self.html(format!(
            "<input type=\"checkbox\" class=\"task\" aria-label=\"Item {} is done\"{done}> ",
            self.tasks
        ));
    }

    fn finish(mut self) -> Result<Page> {
        html::push_html(&mut self.page.html, self.out.into_iter());
        if self.page.title.is_empty() {
            anyhow::bail!("{}: the page must begin with a heading", self.page.path);
        }
        Ok(self.page)
    }
}
