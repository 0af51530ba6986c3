//! Validates every JSON example in the docs as a payload of its operation.

use jumio_workflows::runtime::Direction;
use jumio_workflows::{Context, Severity, Violation, validate};

use super::blocks::{Block, blocks};

/// Reports whether the block is a response or a callback, which customers receive.
fn direction(block: &Block, is_ours: bool) -> Direction {
    if is_ours && block.summary != "Response" { Direction::Request } else { Direction::Response }
}

#[test]
fn examples_in_json_break_no_rule() {
    let model = super::shipped();
    let blocks = blocks(&model, "json");
    let mut wrong = Vec::new();
    let mut judged = 0;
    for block in &blocks {
        let Some(operation) = block.operation.as_deref().and_then(|id| model.operation(id)) else {
            wrong.push(format!("{}: it is unclear which operation the example belongs to", block.place));
            continue;
        };
        let direction = direction(block, operation.is_ours());
        let id = &operation.name.wire;
        match validate::check(id, direction, Some(block.text.as_bytes()), &Context::default()) {
            Ok(checked) => {
                judged += 1;
                // Some published responses contradict the documents. These may have warnings, which decisions explain.
                let refused = |found: &&Violation| direction == Direction::Request || found.severity == Severity::Error;
                let found = checked.report.violations().iter().filter(refused);
                wrong.extend(found.map(|found| format!("{}: {found}", block.place)));
            }
            Err(error) => wrong.push(format!("{}: {error}", block.place)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 30, "the docs contain only {judged} JSON examples");
    println!("{judged} JSON examples were validated");
}
