//! Reports violations of rules about the facts of a context.

use crate::runtime::judging::upload_rules;
use crate::runtime::{At, FileFacts, Found, Report, Rule};

/// Reports that a file's content differs from what was declared.
#[inline]
pub(in crate::runtime) fn judge_file(file: &FileFacts, report: &mut Report) {
    let media_type = file.content.media_type();
    if let Some(claimed) = file.false_claim() {
        refuse(report, &upload_rules::FALSE_CLAIM, &["file", "content_type"], claimed, media_type.to_owned());
    }
    if let Some(name) = file.false_name() {
        refuse(report, &upload_rules::FALSE_NAME, &["file", "name"], name, media_type.to_owned());
    }
    if file.is_broken_image() {
        refuse(report, &upload_rules::BROKEN_IMAGE, &["file", "width"], media_type, String::new());
    }
}

/// Adds a violation located at a field of the context.
#[inline]
pub(in crate::runtime) fn refuse(report: &mut Report, rule: &'static Rule, at: &[&str], value: &str, allowed: String) {
    let found = Found { value: Some(value), allowed: Some(allowed), ..Found::default() };
    let context = At::ROOT.member("context");
    match at {
        [outer, inner] => report.add(rule, &context.member(outer).member(inner), found),
        [member] => report.add(rule, &context.member(member), found),
        _ => report.add(rule, &context, found),
    }
}
