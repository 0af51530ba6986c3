//! Collects the results in a table that shows which tool validated which document.

use std::io::{self, Write};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Failed,
    NotInstalled,
    /// The tool does not support this version of the standard yet.
    UnknownVersion,
}

/// The result of one tool for one document: a row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) tool: String,
    pub(super) document: String,
    pub(super) version: String,
    pub(super) verdict: Verdict,
}

#[derive(Debug, Default)]
pub(super) struct Table(Vec<Row>);

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Failed => "FAILED",
            Verdict::NotInstalled => "not installed",
            Verdict::UnknownVersion => "version not supported",
        }
    }
}

impl Table {
    pub(super) fn push(&mut self, row: Row) {
        self.0.push(row);
    }

    /// Returns the number of results from tools that were installed.
    pub(super) fn ran(&self) -> usize {
        self.0.iter().filter(|row| matches!(row.verdict, Verdict::Passed | Verdict::Failed)).count()
    }

    pub(super) fn failed(&self) -> bool {
        self.0.iter().any(|row| row.verdict == Verdict::Failed)
    }

    /// Writes the table with aligned columns.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let head = ["Tool", "Document", "Version", "Verdict"].map(str::to_owned);
        let rows = self
            .0
            .iter()
            .map(|row| [row.tool.clone(), row.document.clone(), row.version.clone(), row.verdict.word().to_owned()]);
        let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..4).map(width).collect();
        writeln!(out)?;
        for (index, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
            if index == 0 {
                writeln!(out, "|{}|", widths.iter().map(|w| "-".repeat(w + 2)).collect::<Vec<_>>().join("|"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Table, Verdict};

    fn row(verdict: Verdict) -> Row {
        Row { tool: "judge".to_owned(), document: "a.yaml".to_owned(), version: "1".to_owned(), verdict }
    }

    #[test]
    fn who_is_not_there_has_not_passed() {
        let mut table = Table::default();
        table.push(row(Verdict::NotInstalled));
        assert_eq!((table.ran(), table.failed()), (0, false));
        table.push(row(Verdict::Failed));
        assert_eq!((table.ran(), table.failed()), (1, true));
        let mut out = Vec::new();
        assert!(table.write(&mut out).is_ok());
        let text = String::from_utf8_lossy(&out).into_owned();
        assert!(text.contains("| judge | a.yaml   | 1       | not installed |"), "{text}");
    }
}
