//! Measures the cost of reading and validating payloads, compared with other ways to read the same bytes.
//!
//! Prints two tables: the times, and the instructions if valgrind is installed. With `--write`, also updates them in
//! CONTRIBUTING. The program starts itself under valgrind with `--count INPUT READER`.

mod callgrind;
mod context;
mod inputs;
mod plain;
mod readers;

use inputs::Input;
use verispec_figures::{INSTRUCTIONS, Measured, Row, TIMES, machine, measure};

/// The number of rounds. Every reader takes a turn in each round.
const ROUNDS: usize = 200;

fn main() {
    refuse_other_features();
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--count") {
        let number = |at: usize| arguments[at].parse::<usize>().expect("a number");
        return callgrind::counted(&inputs::ALL[number(at + 1)](), number(at + 2));
    }
    let inputs: Vec<Input> = inputs::ALL.iter().map(|input| input()).collect();
    let names: Vec<&'static str> = inputs[0].readers().iter().map(|reader| reader.name).collect();
    let columns: Vec<Vec<Measured>> = inputs.iter().map(|input| measure(ROUNDS, &mut input.readers())).collect();
    let note = format!(
        "Medians of {ROUNDS} rounds. The ratios, with quartiles, are relative to `serde_json::Value` in the same round; {}. The sizes of the inputs are {}.",
        machine(),
        inputs.iter().map(Input::size).collect::<Vec<_>>().join(", ")
    );
    TIMES.publish(&rows(&names, &columns, |own, _| Some(time(own))), &note);
    instructions(&names, &inputs);
}

fn instructions(names: &[&'static str], inputs: &[Input]) {
    if !callgrind::is_there() {
        return println!("\ninstructions: not counted, because valgrind is not installed");
    }
    let counted = |input: usize| (0..names.len()).map(|reader| callgrind::count(input, reader)).collect();
    let columns: Vec<Vec<u64>> = (0..inputs.len()).map(counted).collect();
    let cell = |own: &u64, first: &u64| Some(format!("{}, {:.2}", thousands(*own), *own as f64 / *first as f64));
    let note =
        format!("Instructions counted by callgrind, and their ratio to those of `serde_json::Value`; {}.", machine());
    INSTRUCTIONS.publish(&rows(names, &columns, cell), &note);
}

/// Transposes columns of figures into rows with names. `cell` receives a figure and the first figure of its column, so
/// that it can compute ratios.
fn rows<'a, T>(names: &[&'a str], columns: &[Vec<T>], cell: impl Fn(&T, &T) -> Option<String>) -> Vec<Row<'a>> {
    let row =
        |(at, name): (usize, &&'a str)| (*name, columns.iter().map(|column| cell(&column[at], &column[0])).collect());
    names.iter().enumerate().map(row).collect()
}

fn time(own: &Measured) -> String {
    let unit = match own.seconds.median {
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s => format!("{:.2} ms", s * 1e3),
    };
    format!("{unit}, {:.2} ({:.2}–{:.2})", own.ratio.median, own.ratio.low, own.ratio.high)
}

fn thousands(count: u64) -> String {
    match count {
        c if c < 1_000_000 => format!("{:.1} k", c as f64 / 1e3),
        c => format!("{:.2} M", c as f64 / 1e6),
    }
}

/// Fails if `preserve_order` is enabled. The feature makes `serde_json::Value` slower, and would make all ratios too
/// favorable.
fn refuse_other_features() {
    let value: serde_json::Value = serde_json::from_str(r#"{"b":1,"a":2}"#).expect("the literal should be JSON");
    assert_eq!(
        value.to_string(),
        r#"{"a":2,"b":1}"#,
        "serde_json is compiled with `preserve_order`, which users do not get. Run `cargo tree -e features -i serde_json` to find the dependency of tests/bench that enables it."
    );
}
