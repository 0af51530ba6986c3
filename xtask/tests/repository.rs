//! Checks the repository for stale output and violations of house rules.

use xtask::root::toolkit;
use xtask::{Console, Outcome, generate, tidy};

#[test]
fn generated_files_are_current() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let options = generate::Options { check: true, ..generate::Options::default() };
    let outcome = generate::run(&options, &mut Console { out: &mut out, err: &mut err, color: false });
    let told = format!("{}{}", String::from_utf8_lossy(&err), String::from_utf8_lossy(&out));
    match outcome {
        Ok(outcome) => assert_eq!(outcome, Outcome::Fine, "\n{told}"),
        Err(error) => panic!("{error:#}"),
    }
}

#[test]
fn house_rules_are_kept() {
    let findings = tidy::check(&toolkit().expect("this checkout")).expect("the repository should be readable");
    let told: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}", told.join("\n"));
}
