//! Plants a few random faults in valid specs, chosen by a seed.

use verispec_codegen::source::{SourceFile, SourceMap};

use crate::hostile;
use crate::random::Random;

/// The specs to mutate, and the lines, values and names to insert.
pub struct Mutator {
    specs: Vec<SourceMap>,
    /// The lines of all specs, whose values are inserted in the wrong places.
    lines: Vec<String>,
    /// Hostile strings and names, and values that no field accepts.
    values: Vec<String>,
    names: Vec<String>,
}

/// YAML that parsers interpret in unexpected ways.
const ODD: &[&str] = &[
    "",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1e999",
    "0x10",
    "012",
    "1.10",
    ".nan",
    "4294967296",
    "18446744073709551616",
    "-9223372036854775809",
    "[]",
    "{}",
    "[[]]",
    "{a: {}}",
    "[null]",
    "&a x",
    "*a",
    "!t x",
    "<<: x",
    "|",
    ">-",
    "? x",
    "- x",
    "%YAML 1.2",
    "---",
    "...",
    "@",
    "`",
    "\t",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\r",
    "[",
    "{",
    "\"",
    "'",
    "#",
    ": ",
];

impl Mutator {
    /// Collects the specs to mutate.
    pub fn new(specs: Vec<SourceMap>) -> Self {
        let texts = specs.iter().flat_map(|spec| spec.iter().map(|(_, file)| String::from_utf8_lossy(&file.bytes)));
        let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let names = hostile::names();
        let hostile = hostile::texts().into_iter().chain(names.clone());
        let mut values: Vec<String> = hostile.map(|text| hostile::quoted(&text)).collect();
        values.extend(ODD.iter().map(|text| (*text).to_owned()));
        Self { specs, lines, values, names }
    }

    /// Generates the mutated spec for this seed.
    pub fn spec(&self, number: u64) -> SourceMap {
        let mut random = Random(number);
        let mut files: Vec<SourceFile> = random.pick(&self.specs).iter().map(|(_, file)| file.clone()).collect();
        // Most mutations plant a single fault, because a second one could hide the effect of the first in a later
        // stage.
        let faults = [1, 1, 1, 2, 4][random.below(5)];
        for _ in 0..faults {
            self.fault(&mut files, &mut random);
        }
        SourceMap::new(files)
    }

    fn fault(&self, files: &mut Vec<SourceFile>, random: &mut Random) {
        let at = random.below(files.len());
        match random.below(40) {
            0 => drop(files.remove(at)),
            1 => files[at].bytes = files[random.below(files.len())].bytes.clone(),
            2 => files[at].path = self.path(&files[at].path, random),
            3 => {
                let end = random.below(files[at].bytes.len() + 1);
                files[at].bytes.truncate(end);
            }
            4 => {
                let bytes = &mut files[at].bytes;
                let place = random.below(bytes.len() + 1);
                bytes.insert(place, random.below(256) as u8);
            }
            5 => files[at].bytes = String::from_utf8_lossy(&files[at].bytes).replace('\n', "\r\n").into_bytes(),
            _ => {
                let text = String::from_utf8_lossy(&files[at].bytes);
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                self.line(&mut lines, random);
                files[at].bytes = (lines.join("\n") + "\n").into_bytes();
            }
        }
        if files.is_empty() {
            files.push(SourceFile { path: "provider.yaml".into(), bytes: Vec::new() });
        }
    }

    fn path(&self, path: &str, random: &mut Random) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        match random.below(3) {
            0 => format!("{folder}/{}.yaml", random.pick(&self.names).as_str()),
            1 => format!("{}/{name}", random.pick(&self.names).as_str()),
            _ => name.to_owned(),
        }
    }

    /// Plants a fault in one line, or adds, removes or swaps lines.
    fn line(&self, lines: &mut Vec<String>, random: &mut Random) {
        if lines.is_empty() {
            return lines.push(random.pick(&self.values).clone());
        }
        let (at, other) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(16) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[other].clone()),
            2 => lines.swap(at, other),
            3 => lines[at] = format!("{}{}", " ".repeat(random.below(5)), lines[at].trim_start()),
            4 => lines[at] = format!("{}{}", " ".repeat(random.below(9)), lines[at]),
            5 => lines.insert(at, random.pick(&self.lines).clone()),
            6 => lines[at] = random.pick(&self.lines).clone(),
            7 | 8 => lines[at] = replaced_key(&lines[at], random.pick(&self.names).as_str()),
            9 => lines[at] = replaced_value(&lines[at], value_of(random.pick(&self.lines).as_str())),
            10 => lines[at] = replaced_item(&lines[at], random.pick(&self.values).as_str(), random),
            11 => lines[at] = replaced_item(&lines[at], value_of(random.pick(&self.lines).as_str()), random),
            12 => lines[at] = with_word_of(&lines[at], random.pick(&self.lines).as_str(), random),
            _ => lines[at] = replaced_value(&lines[at], random.pick(&self.values).as_str()),
        }
    }
}

/// Returns the value after the key of a line, or the entire line if it has no key.
fn value_of(line: &str) -> &str {
    line.split_once(": ").map_or(line.trim(), |(_, value)| value)
}

fn replaced_value(line: &str, value: &str) -> String {
    match line.split_once(": ") {
        Some((key, _)) => format!("{key}: {value}"),
        None if line.ends_with(':') => format!("{line} {value}"),
        None => format!("{}{value}", &line[..line.len() - line.trim_start().len()]),
    }
}

fn replaced_key(line: &str, name: &str) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let rest = line.trim_start().split_once(':').map_or("", |(_, rest)| rest);
    format!("{indent}{}:{rest}", hostile::quoted(name))
}

/// Replaces one of the values between brackets or commas.
fn replaced_item(line: &str, value: &str, random: &mut Random) -> String {
    let mut pieces: Vec<&str> = line.split_inclusive([',', '[', '{']).collect();
    let at = random.below(pieces.len().max(1));
    let Some(piece) = pieces.get(at).copied() else { return value.to_owned() };
    let end = piece.trim_end_matches([',', '[', '{', ']', '}', ' ']).len();
    let start = piece.find(": ").map_or(0, |colon| colon + 2).min(end);
    let piece = format!("{}{value}{}", &piece[..start], &piece[end..]);
    pieces[at] = &piece;
    pieces.concat()
}

/// Replaces a word of this line with a word from another line.
fn with_word_of(line: &str, other: &str, random: &mut Random) -> String {
    let word = |line: &str, random: &mut Random| {
        let words: Vec<String> = line.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        random.pick(&words).clone()
    };
    let (old, new) = (word(line, random), word(other, random));
    if old.is_empty() { format!("{line}{new}") } else { line.replacen(&old, &new, 1) }
}

/// Strings that have a special meaning in Markdown, JSON or shell commands.
const MARKS: &[&str] = &[
    "```",
    "~~~",
    "#",
    "######",
    "__",
    "**",
    "|",
    "|---|",
    "<",
    ">",
    "<!--",
    "-->",
    "<a name=\"",
    "&lt;",
    "[",
    "](",
    "![",
    "\\",
    "\\\n",
    "'",
    "\"",
    "\u{2018}",
    "\u{201D}",
    "{",
    "}",
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{a0}",
    "\u{202e}",
    "\u{0}",
    "---",
    "===",
    "curl",
    "--header",
    "$(",
    "\u{1F6A2}",
    ":",
    "/",
    "https://",
    "?",
    "#-1",
];

/// Generates the mutated document for this seed.
pub fn document(text: &[u8], number: u64) -> Vec<u8> {
    let mut random = Random(number);
    let mut bytes = text.to_vec();
    let faults = [1, 2, 4, 8, 16][random.below(5)];
    for _ in 0..faults {
        let (at, other) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (start, end) = (at.min(other), at.max(other).min(at.min(other) + 400));
        match random.below(8) {
            0 => drop(bytes.drain(start..end)),
            1 => {
                let part = bytes[start..end].to_vec();
                drop(bytes.splice(at..at, part));
            }
            2 => bytes.insert(at, random.below(256) as u8),
            3 => bytes.truncate(at),
            4 => {
                let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let (line, other) = (random.below(lines.len()), random.below(lines.len()));
                lines.swap(line, other);
                bytes = lines.join(&b'\n');
            }
            _ => drop(bytes.splice(at..at, random.pick(MARKS).bytes().collect::<Vec<_>>())),
        }
    }
    bytes
}
