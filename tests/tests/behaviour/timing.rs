//! Lifetimes, the polling schedule and the states of an execution, as documented.

use std::time::Duration;

use jumio_workflows::timing;

#[test]
fn tokens_and_sessions_live_as_documented() {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    assert_eq!(timing::ACCESS_TOKEN, minutes(60));
    assert_eq!(timing::WORKFLOW_TOKEN, minutes(30));
    assert_eq!(timing::WORKFLOW_TOKEN_MIN, minutes(5));
    assert_eq!(timing::WORKFLOW_TOKEN_MAX, minutes(60 * 24 * 60));
    assert_eq!(timing::SESSION, minutes(15));
}

#[test]
fn the_polling_schedule_is_the_documented_one() {
    let delays: Vec<u64> = timing::POLLING_DELAYS.iter().map(Duration::as_secs).collect();
    assert_eq!(delays, [40, 60, 100, 160, 240, 340, 460, 600, 760, 940]);
}

#[test]
fn three_states_are_final() {
    let (last, open): (Vec<_>, Vec<_>) = timing::STATES.iter().partition(|(_, next)| next.is_empty());
    let names = |states: Vec<&(&'static str, _)>| states.into_iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(names(last), ["PROCESSED", "SESSION_EXPIRED", "TOKEN_EXPIRED"]);
    assert_eq!(names(open), ["INITIATED", "ACQUIRED"]);
}
