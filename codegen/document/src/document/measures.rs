//! Parses formats and limits of files in a document's words, such as `JPEG, PNG (max. 10 MB, 8000 x 8000)`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Operation, Table};
use verispec_spec::syntax::Text;

/// The document's statement about a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Measures {
    /// The extensions of its formats in lowercase, with their span.
    pub(crate) formats: Vec<String>,
    pub(crate) formats_at: Range<usize>,
    /// The size in bytes, first with 1,024 and then with 1,000 bytes per kilobyte, and its span.
    pub(crate) bytes: Option<([u64; 2], Range<usize>)>,
    /// The width and height in pixels, with their span.
    pub(crate) pixels: Option<([u64; 2], Range<usize>)>,
}

/// File extensions, with their media types.
const MEDIA_TYPES: &[(&str, &str)] = &[
    ("bin", "application/octet-stream"),
    ("bmp", "image/bmp"),
    ("csv", "text/csv"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("mov", "video/quicktime"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// Units of size, as multiples of a kilobyte.
const UNITS: &[(&str, u32)] =
    &[("b", 0), ("bytes", 0), ("kb", 1), ("kib", 1), ("mb", 2), ("mib", 2), ("gb", 3), ("gib", 3)];

/// Returns the media type of an extension, or the extension itself if it is unknown.
pub(crate) fn media_type(ending: &str) -> &str {
    MEDIA_TYPES.iter().find(|(known, _)| *known == ending).map_or(ending, |(_, media_type)| media_type)
}

/// Returns formats in canonical form: `jpg` and `jpeg` are the same.
pub(crate) fn media_types<'a>(endings: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'a str> {
    endings.into_iter().map(|ending| media_type(ending)).collect()
}

/// Parses a statement about a file. Formats are the words at its start, if all of them can be extensions.
pub(crate) fn measures_of(text: &str) -> Measures {
    let mut measures = Measures::default();
    let end = text.find(['(', ';', '.']).unwrap_or(text.len());
    let named = text[..end].trim_end();
    let words = named.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let words: Vec<String> = words.filter(|word| !word.is_empty() && !matches!(word.as_str(), "or" | "and")).collect();
    let plain = |word: &String| word.len() <= 8 && word.bytes().all(|b| b.is_ascii_alphanumeric());
    let shouted = !named.chars().any(|c| c.is_lowercase()) || words.iter().all(|word| media_type(word) != word);
    if !words.is_empty() && words.len() <= 8 && shouted && words.iter().all(plain) {
        measures.formats_at = text.len() - text.trim_start().len()..named.len();
        measures.formats = words;
    }
    let numbers = numbers(text);
    for (index, (range, number)) in numbers.iter().enumerate() {
        let rest = &text[range.end..];
        let unit: String =
            rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        if let Some((_, power)) = UNITS.iter().find(|(known, _)| *known == unit) {
            let behind = range.end + (rest.len() - rest.trim_start().len()) + unit.len();
            let bytes = [1024_u64, 1000].map(|kilo| (number * kilo.pow(*power) as f64) as u64);
            measures.bytes.get_or_insert((bytes, range.start..behind));
        }
        let Some((next, height)) = numbers.get(index + 1) else { continue };
        if matches!(text[range.end..next.start].trim(), "x" | "X" | "×" | "*") {
            measures.pixels.get_or_insert(([*number as u64, *height as u64], range.start..next.end));
        }
    }
    measures
}

/// Returns the numbers in a string.
fn numbers(text: &str) -> Vec<(Range<usize>, f64)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let rest = &text[start..];
        let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let written = rest[..length].trim_end_matches(['.', ',']);
        at = start + written.len().max(1);
        // Commas separate thousands.
        if let Ok(number) = written.replace(',', "").parse() {
            found.push((start..start + written.len(), number));
        }
    }
    found
}

/// A row of a table with the requirements for a file.
pub(crate) struct FileRow<'d> {
    /// The name of the form field.
    pub(crate) name: &'d Text,
    /// The statement about the file.
    pub(crate) text: &'d Text,
    pub(crate) measures: Measures,
}

/// Returns the rows about files. A row is about a file if at least one of its formats is known.
pub(crate) fn file_rows(operation: &Operation) -> Vec<FileRow<'_>> {
    operation.tables.iter().flat_map(rows_of).collect()
}

/// Returns the rows of a table that describe files.
pub(crate) fn rows_of(table: &Table) -> Vec<FileRow<'_>> {
    let read = table.rows.iter().filter_map(|row| {
        let (name, text) = (row.first()?, row.get(1..)?.last()?);
        let measures = measures_of(&text.value);
        let is_known = measures.formats.iter().any(|ending| media_type(ending) != ending);
        is_known.then_some(FileRow { name, text, measures })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::{measures_of, media_types};

    #[test]
    fn formats_and_limits_are_read_where_they_stand() {
        let text = "JPEG, PNG  (max. size 10 MB and max resolution of 8000 x 8000)";
        let measures = measures_of(text);
        assert_eq!(measures.formats, ["jpeg", "png"]);
        assert_eq!(&text[measures.formats_at], "JPEG, PNG");
        let (bytes, at) = measures.bytes.unwrap();
        assert_eq!((bytes, &text[at]), ([10_485_760, 10_000_000], "10 MB"));
        let (pixels, at) = measures.pixels.unwrap();
        assert_eq!((pixels, &text[at]), ([8000, 8000], "8000 x 8000"));
    }

    #[test]
    fn other_texts_say_nothing_of_files() {
        for text in ["UUID of the account", "string", "A sheet of paper, at most 3 times", ""] {
            let measures = measures_of(text);
            assert!(measures.bytes.is_none() && measures.pixels.is_none(), "{text}");
            assert!(media_types(&measures.formats).iter().all(|known| !known.contains('/')), "{text}");
        }
        assert_eq!(measures_of("1,500 kB").bytes.unwrap().0, [1_536_000, 1_500_000]);
        assert_eq!(measures_of("0.5 MiB").bytes.unwrap().0[0], 524_288);
    }
}
