//! Tests the generated crate as its users call it, and compares the results with the provider's documents.

mod agreement;
mod answers;
mod belonging;
mod callbacks;
mod capabilities;
mod chooser;
mod command_line;
mod courses;
mod debug_output;
mod execution;
mod facts;
mod hosts;
mod keys;
mod mistakes;
mod observe;
mod observed_import;
mod outcome;
mod outcome_command;
mod outcome_data;
mod outcome_records;
mod outcome_verdicts;
mod payload_cases;
mod readiness;
mod redaction;
mod regions;
mod round_trips;
mod sentinels;
mod starts;
mod timing;
mod trust;
mod unreadable;
mod upload_answers;
mod workflow_facts;

use verispec_tests::folder::shipped;
