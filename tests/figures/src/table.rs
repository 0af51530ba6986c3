//! Formats and prints Markdown tables. With `--write`, replaces the table between two comments in CONTRIBUTING.

use std::fs;
use std::path::Path;

/// A table of figures that a benchmark measures.
#[derive(Debug)]
pub struct Table {
    /// The table's name, as written in the comment before it.
    pub name: &'static str,
    /// The column headers. The first one heads the names of the rows.
    pub columns: &'static [&'static str],
    /// The names of the rows.
    pub rows: &'static [&'static str],
}

/// The name of a row and its other cells. A cell that was not measured is `None`.
pub type Row<'a> = (&'a str, Vec<Option<String>>);

/// Reports whether the command line contains `--write`.
pub fn is_written() -> bool {
    std::env::args().any(|argument| argument == "--write")
}

impl Table {
    /// Prints the table with a line about how it was measured, and writes it into CONTRIBUTING if `--write` is set.
    ///
    /// # Panics
    ///
    /// Panics if the rows differ from those of the table, if a table with missing figures would be written, or if
    /// CONTRIBUTING lacks the comments around the table.
    pub fn publish(&self, rows: &[Row<'_>], note: &str) {
        let block = format!("{}\n{note}\n", self.markdown(rows));
        println!("\n{block}");
        if is_written() {
            let lacks = rows.iter().flat_map(|(_, cells)| cells).any(Option::is_none);
            assert!(!lacks, "{}: the table is not written, because some figures were not measured", self.name);
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../CONTRIBUTING.md");
            let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let page = self.replaced(&page, &block);
            fs::write(&path, page).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }

    fn markdown(&self, rows: &[Row<'_>]) -> String {
        assert_eq!(rows.iter().map(|(name, _)| *name).collect::<Vec<_>>(), self.rows, "{}: its rows", self.name);
        let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.columns);
        out.push_str(&format!("|---|{}\n", "---:|".repeat(self.columns.len() - 1)));
        for (name, cells) in rows {
            assert_eq!(cells.len() + 1, self.columns.len(), "{}: a row must have as many cells as columns", self.name);
            let cells = cells.iter().map(|cell| cell.as_deref().unwrap_or("–"));
            out.push_str(&line(&std::iter::once(*name).chain(cells).collect::<Vec<_>>()));
        }
        out
    }

    fn replaced(&self, page: &str, block: &str) -> String {
        let Some((before, _, after)) = self.found(page) else {
            panic!("CONTRIBUTING.md does not contain `{}` ... `{END}`", self.start())
        };
        [before, "\n\n", block, "\n", after].concat()
    }

    /// Splits the page into the part before the block, the block, and the part after it.
    fn found<'a>(&self, page: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let start = page.find(&self.start())? + self.start().len();
        let end = start + page[start..].find(END)?;
        Some((&page[..start], &page[start..end], &page[end..]))
    }

    fn start(&self) -> String {
        format!("{START}{} -->", self.name)
    }
}

const START: &str = "<!-- figures: ";
const END: &str = "<!-- end of figures -->";

/// Returns the name, the column headers and the row names of each table on a page.
pub fn published(page: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
    let blocks = page.split(START).skip(1).map(|rest| rest.split(END).next().unwrap_or_default());
    let tables = blocks.map(|block| {
        let name = block.split(" -->").next().unwrap_or_default().to_owned();
        let mut lines = block.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        let cells = |line: &str| line.split(" | ").map(str::to_owned).collect::<Vec<_>>();
        let columns = lines.next().map(cells).unwrap_or_default();
        (name, columns, lines.filter_map(|line| cells(line).into_iter().next()).collect())
    });
    tables.collect()
}

#[cfg(test)]
mod tests {
    use super::{Table, published};

    const TABLE: Table = Table { name: "speed", columns: &["Ship", "Sail", "Steam"], rows: &["`a`", "b"] };

    #[test]
    fn a_table_is_replaced_and_nothing_around_it() {
        let page = "x\n\n<!-- figures: other -->\n\nold\n\n<!-- end of figures -->\n<!-- figures: speed -->\n\
                    old\n<!-- end of figures -->\ny\n";
        let cell = |text: &str| Some(text.to_owned());
        let rows = [("`a`", vec![cell("1"), cell("2")]), ("b", vec![cell("3"), None])];
        let page = TABLE.replaced(page, &format!("{}\nnote\n", TABLE.markdown(&rows)));
        assert_eq!(
            page,
            "x\n\n<!-- figures: other -->\n\nold\n\n<!-- end of figures -->\n<!-- figures: speed -->\n\n\
             | Ship | Sail | Steam |\n|---|---:|---:|\n| `a` | 1 | 2 |\n| b | 3 | – |\n\nnote\n\n\
             <!-- end of figures -->\ny\n"
        );
        let found = published(&page).pop().expect("a table");
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(found, ("speed".to_owned(), texts(TABLE.columns), texts(TABLE.rows)));
    }

    #[test]
    #[should_panic(expected = "a row must have as many cells as columns")]
    fn a_cell_too_few_is_no_table() {
        TABLE.markdown(&[("`a`", vec![None, None]), ("b", vec![None])]);
    }

    #[test]
    #[should_panic(expected = "its rows")]
    fn rows_have_the_names_of_the_table() {
        TABLE.markdown(&[("b", vec![None, None]), ("`a`", vec![None, None])]);
    }

    #[test]
    #[should_panic(expected = "CONTRIBUTING.md does not contain `<!-- figures: speed -->`")]
    fn a_page_without_a_place_is_told() {
        TABLE.replaced("nothing here", "");
    }
}
