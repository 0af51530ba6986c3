//! Renders accessible tables: adds row headers, and a frame that scrolls.

use pulldown_cmark::{Event, Tag, TagEnd, html};

/// Renders the tables of a page.
#[derive(Debug, Default)]
pub(super) struct Tables {
    count: usize,
    /// The data about the rows of the next table, as JSON for `choose.js`.
    choice: Option<String>,
    open: Option<Table>,
}

#[derive(Debug, Default)]
struct Table {
    label: String,
    choice: Option<String>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The open cell, as rendered so far.
    cell: String,
    in_head: bool,
}

impl Tables {
    /// Makes the rows of the next table selectable, with the JSON that `choose.js` reads.
    pub(super) fn choose(&mut self, choice: &str) {
        self.choice = Some(choice.to_owned());
    }

    /// Handles an event. Events of a table are collected until the table ends; all others are passed on.
    pub(super) fn take<'a>(&mut self, event: Event<'a>, section: &str, out: &mut Vec<Event<'a>>) {
        match (event, &mut self.open) {
            (Event::Start(Tag::Table(_)), _) => {
                self.count += 1;
                let label = format!("Table {}: {section}", self.count);
                self.open = Some(Table { label, choice: self.choice.take(), ..Table::default() });
            }
            (Event::End(TagEnd::Table), Some(table)) => {
                out.push(Event::Html(table.html().into()));
                self.open = None;
            }
            (event, Some(table)) => table.take(event),
            (event, None) => out.push(event),
        }
    }
}

impl Table {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::TableHead) => self.in_head = true,
            Event::End(TagEnd::TableHead) => self.in_head = false,
            Event::Start(Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableRow) => {}
            Event::Start(Tag::TableCell) => self.cell.clear(),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut self.cell);
                match self.rows.last_mut().filter(|_| !self.in_head) {
                    Some(row) => row.push(cell),
                    None => self.heads.push(cell),
                }
            }
            event => html::push_html(&mut self.cell, std::iter::once(event)),
        }
    }

    /// Renders the table. The first cell of each row is a row header.
    fn html(&self) -> String {
        let choice = self.choice.iter().map(|choice| format!(" data-choose=\"{}\"", super::escaped(choice)));
        let mut out = format!(
            "<div class=\"table\" role=\"group\" aria-label=\"{}\" tabindex=\"0\"{}><table>",
            super::escaped(&self.label),
            choice.collect::<String>()
        );
        if self.heads.iter().any(|head| !head.is_empty()) {
            let heads = self.heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>"));
            out.push_str(&format!("<thead><tr>{}</tr></thead>", heads.collect::<String>()));
        }
        out.push_str("<tbody>\n");
        for row in &self.rows {
            let cell = |(index, cell): (usize, &String)| match index {
                0 => format!("<th scope=\"row\">{}</th>", breakable(cell)),
                _ => format!("<td{}>{cell}</td>", length(cell)),
            };
            out.push_str(&format!("<tr>{}</tr>\n", row.iter().enumerate().map(cell).collect::<String>()));
        }
        out + "</tbody></table></div>\n"
    }
}

/// Allows line breaks in a long name between its words.
fn breakable(cell: &str) -> String {
    if !cell.starts_with("<code>") || cell.matches('<').count() != 2 {
        return cell.to_owned();
    }
    let mut out = String::new();
    let mut before = ' ';
    for c in cell.chars() {
        if matches!(before, '.' | '_') || (before.is_lowercase() && c.is_uppercase()) {
            out.push_str("<wbr>");
        }
        out.push(c);
        before = c;
    }
    out
}

/// Marks cells with long contents, which get a minimum width.
fn length(cell: &str) -> &'static str {
    let mut in_tag = false;
    let letters = cell.chars().filter(|c| {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => return !in_tag,
        }
        false
    });
    if letters.count() > 40 { " class=\"long\"" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::{breakable, length};

    #[test]
    fn long_names_break_between_their_words() {
        assert_eq!(breakable("<code>a.bC_D</code>"), "<code>a.<wbr>b<wbr>C_<wbr>D</code>");
        assert_eq!(breakable("<code><a href=\"a.html\">a.b</a></code>"), "<code><a href=\"a.html\">a.b</a></code>");
    }

    #[test]
    fn only_what_is_read_counts() {
        assert_eq!(length("<a href=\"https://a.example/very/long/way/to/somewhere\">short</a>"), "");
        assert_eq!(length(&"word ".repeat(10)), " class=\"long\"");
    }
}
