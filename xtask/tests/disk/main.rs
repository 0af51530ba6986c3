//! Tests how commands use the disk: files are never lost, incomplete or changed elsewhere, for folders in every state.

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
