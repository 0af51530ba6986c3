//! How commands use the disk: checks that nothing is lost, half written or changed elsewhere, for folders in every
//! state.

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

/// The checkout that the tests run in.
#[cfg(unix)]
fn toolkit() -> std::path::PathBuf {
    xtask::root::toolkit().expect("this checkout")
}
