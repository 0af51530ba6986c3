//! Measures the CPU time of a function in a separate thread.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Returns the function's result and its CPU time. Other threads and programs are not included, so the load of the
/// machine has no effect.
pub(crate) fn work<T>(of: impl FnOnce() -> T) -> (T, Duration) {
    let start = ThreadTime::now();
    let result = of();
    (result, start.elapsed())
}
