//! What something costs the processor: takes a function, gives its result and the time that its thread was running.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Other threads and programs do not count, so a busy machine makes nothing slow.
pub(crate) fn work<T>(of: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let result = of();
    (result, start.elapsed())
}
