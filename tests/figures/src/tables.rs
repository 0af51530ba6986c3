//! Defines the names of the tables' rows and columns. The benchmarks measure them in this order.

use super::Table;

/// Every table.
pub const ALL: &[&Table] = &[&TIMES, &INSTRUCTIONS, &COMPILING, &GENERATING, &LINTING];

/// The contestants that read payloads.
const READERS: &[&str] = &[
    "`serde_json::Value`",
    "`simd_json::OwnedValue`",
    "Plain serde structs",
    "typify's types",
    "typify's types by `simd_json`",
    "`Value`, JSON Schema, typify's types",
    "This crate's types by `serde_json`",
    "`from_json`",
    "`from_json` and all rules",
];

macro_rules! payloads {
    ($what:literal) => {
        &[
            $what,
            "Request, full context",
            "with 2 warnings",
            "with 3 errors",
            "Details",
            "with 200 results",
            "1 MB of callbacks",
        ]
    };
}

/// The time for reading payloads.
pub const TIMES: Table = Table { name: "payload times", columns: payloads!("Time"), rows: READERS };

/// The instructions for reading payloads, which do not depend on the machine's load.
pub const INSTRUCTIONS: Table =
    Table { name: "payload instructions", columns: payloads!("Instructions"), rows: READERS };

/// The CPU time for compiling the crate.
pub const COMPILING: Table = Table {
    name: "compiling",
    columns: &["CPU seconds", "Generated crate", "Plain typify", "openapi-generator, models"],
    rows: &[
        "Lines of Rust for the payload types",
        "Everything from nothing, debug",
        "The crate alone, check",
        "The crate alone, debug",
        "The crate alone, release",
        "A small program, release rebuild",
    ],
};

/// The time and memory for generating the output.
pub const GENERATING: Table = Table {
    name: "generating",
    columns: &["Workflows", "parse", "resolve and check", "render", "rustfmt", "total", "peak memory"],
    rows: &["The shipped spec", "1", "10", "100", "1,000"],
};

/// The time for linting a spec.
pub const LINTING: Table = Table {
    name: "linting",
    columns: &["The shipped spec", "Time", "Ratio"],
    rows: &["Its YAML into `serde_yaml::Value`", "The same into the spec language", "All of lint"],
};
