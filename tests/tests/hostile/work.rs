//! Measures the CPU time of a function in its own thread.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Other threads and programs do not count, so the load of the machine has no effect.
pub(crate) fn work<T>(of: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let result = of();
    (result, start.elapsed())
}
