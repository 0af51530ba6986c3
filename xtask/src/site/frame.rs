//! Renders the frame of every page: combines a page and the navigation into complete HTML.

use anyhow::{Context, Result};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

use super::nav::{Nav, capital};
use super::page::Page;
use super::{escaped, html_path, root_of};
use verispec_codegen::words::one_line;

/// The minimum number of headings on a page with a table of contents.
const FEW: usize = 4;

const TEMPLATE: &str = "page.html";
static SOURCE: &Embedded = embedded!("page.html.j2");

/// Renders pages with the template and the navigation of the site.
pub(super) struct Frame<'a> {
    nav: &'a Nav,
    environment: Environment<'static>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(nav: &'a Nav) -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.add_template(TEMPLATE, SOURCE.text()).context(TEMPLATE)?;
        Ok(Self { nav, environment })
    }

    /// Renders a complete page: the frame, the navigation and the content.
    pub(super) fn html(&self, page: Page) -> Result<String> {
        let (root, path) = (root_of(&page.path), html_path(&page.path));
        let headings: Vec<Value> = page
            .headings
            .iter()
            .filter(|heading| heading.level == 2)
            .map(|heading| context! { text => heading.text.as_str(), anchor => heading.anchor.as_str() })
            .collect();
        let context = context! {
            site => self.nav.site.as_str(),
            title => page.title.as_str(),
            summary => one_line(&page.summary),
            root => Value::from_safe_string(root.clone()),
            groups => self.groups(&root, &path),
            headings => if headings.len() < FEW { Vec::new() } else { headings },
            chooses => page.html.contains(" data-choose=\""),
            body => Value::from_safe_string(page.html),
        };
        let template = self.environment.get_template(TEMPLATE)?;
        template.render(context).with_context(|| page.path)
    }

    fn groups(&self, root: &str, current: &str) -> Vec<Value> {
        // The template engine must not escape the URLs, because it would escape every slash.
        let href = |path: &str| Value::from_safe_string(format!("{root}{}", escaped(path)));
        let groups = self.nav.groups.iter().map(|group| {
            let entries = group.seen_from(current).iter().map(|entry| {
                context! {
                    title => entry.title.as_str(),
                    href => href(&entry.path),
                    is_current => entry.path == current,
                }
            });
            context! {
                heading => capital(&group.folder),
                count => group.entries.len(),
                listed => group.listed.as_ref().map(|page| href(page)),
                entries => entries.collect::<Vec<_>>(),
            }
        });
        groups.collect()
    }
}
