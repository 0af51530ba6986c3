//! Measures the cost of each stage of generation, for the shipped spec and for synthetic specs with 1 to 1,000
//! workflows. Also compares the cost of linting with that of parsing the same YAML. With `--write`, updates the tables
//! in CONTRIBUTING.
//!
//! Each size runs in a separate process, because peak memory is measured per process.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{load, parse, render};
use verispec_figures::{Contestant, GENERATING, LINTING, Row, machine, measure};
use xtask::tree::Tree;

/// The number of measured rounds of linting the shipped spec.
const ROUNDS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--size") {
        Some(at) => child(&arguments[at + 1]),
        None => parent(),
    }
}

fn parent() {
    let rows: Vec<Row<'_>> = GENERATING.rows.iter().map(|name| (*name, cells(&measured(name)))).collect();
    let note = format!("Seconds for one run, with a separate process per size; {}.", machine());
    GENERATING.publish(&rows, &note);
    lint();
}

/// The seconds of the four stages, and the peak memory in megabytes.
type Figures = [f64; 5];

fn measured(size: &str) -> Figures {
    let own = std::env::current_exe().expect("the path of the benchmark's executable should be known");
    let output =
        Command::new(own).args(["--size", size]).output().expect("the benchmark should be able to start itself");
    let text = String::from_utf8(output.stdout).expect("figures");
    let figures: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("a figure")).collect();
    figures.try_into().expect("five figures")
}

fn cells(figures: &Figures) -> Vec<Option<String>> {
    let stages = &figures[..4];
    let seconds = stages.iter().copied().chain([stages.iter().sum()]).map(|seconds| Some(format!("{seconds:.2}")));
    seconds.chain([Some(format!("{:.0} MB", figures[4])).filter(|_| figures[4].is_finite())]).collect()
}

fn child(size: &str) {
    let sources = match size.replace(',', "").parse() {
        Ok(workflows) => synthetic(workflows),
        Err(_) => shipped(),
    };
    let start = Instant::now();
    black_box(parse::parse(&sources, &mut Diagnostics::default()));
    let parsed = start.elapsed();
    let start = Instant::now();
    let (model, _) = load(&sources).unwrap_or_else(|found| panic!("{}", found.render(&sources, false)));
    let resolved = start.elapsed().saturating_sub(parsed);
    let start = Instant::now();
    let files = render::render(&model);
    let rendered = start.elapsed();
    let start = Instant::now();
    let mut tree = Tree::new(files.into_iter().map(|file| (file.path, file.contents))).expect("safe paths");
    xtask::format::format(&mut tree).expect("rustfmt should accept the generated code");
    let formatted = start.elapsed();
    for stage in [parsed, resolved, rendered, formatted] {
        print!("{} ", stage.as_secs_f64());
    }
    println!("{}", peak_megabytes());
}

/// Returns the peak memory of this process in megabytes, if the system reports it.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
}

fn synthetic(workflows: u32) -> SourceMap {
    let files = xtask::synth::spec(workflows).expect("a synthetic spec");
    SourceMap::new(files.into_iter().map(|(path, text)| SourceFile { path, bytes: text.into_bytes() }).collect())
}

fn shipped() -> SourceMap {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    xtask::read::read(&folder).expect("the shipped spec should be readable")
}

/// Measures the cost of linting in an editor: all stages with rules, compared with only parsing the YAML.
fn lint() {
    let sources = shipped();
    let texts: Vec<String> = sources.iter().map(|(id, _)| sources.text(id).into_owned()).collect();
    let parsed = || texts.iter().for_each(|text| drop(black_box(serde_yaml::from_str::<serde_yaml::Value>(text))));
    let measured = measure(
        ROUNDS,
        &mut [
            Contestant { name: "Its YAML into `serde_yaml::Value`", run: Box::new(parsed) },
            Contestant {
                name: "The same into the spec language",
                run: Box::new(|| drop(black_box(parse::parse(&sources, &mut Diagnostics::default())))),
            },
            Contestant { name: "All of lint", run: Box::new(|| drop(black_box(load(&sources)))) },
        ],
    );
    let rows = measured.iter().map(|own| {
        let ratio = format!("{:.2} ({:.2}–{:.2})", own.ratio.median, own.ratio.low, own.ratio.high);
        (own.name, vec![Some(format!("{:.1} ms", own.seconds.median * 1e3)), Some(ratio)])
    });
    let note = format!("Medians of {ROUNDS} rounds, with the quartiles of the ratio; {}.", machine());
    LINTING.publish(&rows.collect::<Vec<_>>(), &note);
}
