//! `cargo xtask docs --check-browser`: opens the site in headless Chromium, and reports the findings as a table.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use verispec_codegen::embedded;
use verispec_codegen::endings::Embedded;

use crate::disk::{self, Folder, Kind};
use crate::root::Root;
use crate::{Console, Outcome, shown};

/// The script for Node.js, with the packages that it needs at tested versions.
static SCRIPT: &Embedded = embedded!("browser.mjs");
const PACKAGES: &[&str] = &["playwright-core@1.56.1", "axe-core@4.11.0"];

/// The names of Chromium's executable.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Runs the check. Screenshots are stored next to the script.
pub(super) fn run(site: &Path, install: bool, console: &mut Console<'_>) -> Result<Outcome> {
    let folder = Root::find()?.target().join("check-browser");
    let opened = Folder::open_or_make(&folder)?;
    opened.write("browser.mjs", SCRIPT.text().as_bytes())?;
    if install {
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
            .arg(&folder)
            .args(PACKAGES);
        if !npm.status().context("cannot run npm; install Node.js")?.success() {
            bail!("npm could not install {}", PACKAGES.join(" and "));
        }
    }
    if opened.kind("node_modules/axe-core")? != Some(Kind::Folder) {
        bail!("the packages for the browser check are missing; run `cargo xtask docs --check-browser --install`");
    }
    let Some(browser) = found(BROWSERS) else {
        bail!("Chromium is missing; install it, on Debian with `apt-get install chromium`");
    };
    writeln!(console.out, "screenshots: {}", shown(&folder.join("screenshots")))?;
    console.out.flush()?;
    let mut node = Command::new("node");
    node.current_dir(&folder).arg("browser.mjs").arg(std::path::absolute(site)?).arg(browser);
    let status = node.status().context("cannot run node; install Node.js")?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}

/// Returns the first of these programs that exists.
fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| disk::is_file(file))
}
