//! What generating costs, stage by stage, for the shipped spec and for synthetic ones of 1 to 1,000 workflows, and what
//! linting costs next to nothing but parsing the same YAML.
//!
//! Each size runs in a process of its own, because peak memory is a figure of a process.

mod measure;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use measure::{Competitor, compare};
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{load, parse, render};
use xtask::tree::Tree;

const SIZES: [u32; 4] = [1, 10, 100, 1_000];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--size") {
        Some(at) => child(&arguments[at + 1]),
        None => parent(),
    }
}

fn parent() {
    println!("\ngenerating, seconds; the last columns are per workflow");
    println!(
        "{:>10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>10} {:>10}",
        "workflows", "parse", "resolve", "render", "rustfmt", "total", "peak MB", "ms each", "KB each"
    );
    let shipped = measured("shipped");
    row("shipped", &shipped, None);
    let mut base = None;
    for size in SIZES {
        let figures = measured(&size.to_string());
        row(&size.to_string(), &figures, base.as_ref().map(|base| (base, f64::from(size - SIZES[0]))));
        base.get_or_insert(figures);
    }
    lint();
}

/// Seconds of the four stages, and peak memory in megabytes.
type Figures = [f64; 5];

fn measured(size: &str) -> Figures {
    let own = std::env::current_exe().expect("the benchmark's own path");
    let output = Command::new(own).args(["--size", size]).output().expect("the benchmark starts itself");
    let text = String::from_utf8(output.stdout).expect("figures");
    let figures: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("a figure")).collect();
    figures.try_into().expect("five figures")
}

/// One line of the table; what one more workflow costs is told from the difference to the smallest spec.
fn row(name: &str, figures: &Figures, base: Option<(&Figures, f64)>) {
    let total = |figures: &Figures| figures[..4].iter().sum::<f64>();
    let stages: Vec<String> = figures[..4].iter().map(|seconds| format!("{seconds:>8.3}")).collect();
    print!("{name:>10} {} {:>8.3} {:>9.0}", stages.join(" "), total(figures), figures[4]);
    match base {
        Some((base, more)) => {
            let time = (total(figures) - total(base)) / more * 1e3;
            println!(" {time:>10.2} {:>10.1}", (figures[4] - base[4]) / more * 1024.0);
        }
        None => println!(),
    }
}

fn child(size: &str) {
    let sources = match size.parse() {
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
    xtask::format::format(&mut tree).expect("rustfmt takes it");
    let formatted = start.elapsed();
    for stage in [parsed, resolved, rendered, formatted] {
        print!("{} ", stage.as_secs_f64());
    }
    println!("{}", peak_megabytes());
}

/// The most memory that this process has had, where the system tells.
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
    xtask::read::read(&folder).expect("the shipped spec")
}

/// The issue of speed in an editor: all stages that find mistakes, against a parser that finds none of them.
fn lint() {
    let sources = shipped();
    let texts: Vec<String> = sources.iter().map(|(id, _)| sources.text(id).into_owned()).collect();
    compare(
        "linting the shipped spec",
        20,
        1,
        &mut [
            Competitor {
                name: "parse the YAML alone (serde_yaml::Value)",
                run: &mut || {
                    for text in &texts {
                        drop(black_box(serde_yaml::from_str::<serde_yaml::Value>(text)));
                    }
                },
            },
            Competitor {
                name: "parse into the spec language",
                run: &mut || drop(black_box(parse::parse(&sources, &mut Diagnostics::default()))),
            },
            Competitor { name: "lint: parse, resolve, check", run: &mut || drop(black_box(load(&sources))) },
        ],
    );
}
