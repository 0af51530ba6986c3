//! Tests how commands use the disk: whatever the state of a folder, no file is lost, left incomplete, or changed
//! outside of it.

mod edited;
mod foreign;
#[cfg(unix)]
mod named;
#[cfg(unix)]
mod odd;
#[cfg(unix)]
mod release;
mod sync;
#[cfg(unix)]
mod world;

/// Returns the root of the checkout in which the tests run.
#[cfg(unix)]
fn toolkit() -> std::path::PathBuf {
    xtask::root::toolkit().expect("this checkout")
}
