//! Reads a spec from a git revision, without checking anything out.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use verispec_codegen::endings::lf;
use verispec_codegen::source::{SourceFile, SourceMap};

use crate::disk::{Kind, MAX_BYTES};
use crate::kept::Kept;
use crate::read;
use crate::root::Root;
use crate::shown;

/// The repository that contains a spec.
#[derive(Debug)]
pub struct Repository {
    /// A folder in the working tree of the repository.
    folder: PathBuf,
    /// The path of the spec in the repository, which is used for a revision that is passed without a path.
    spec: String,
}

impl Repository {
    /// Returns the repository that contains this spec folder.
    pub fn of(spec: &Path) -> Result<Self> {
        let prefix = git(spec, &["rev-parse", "--show-prefix"], b"").with_context(|| {
            format!("{} is not in a git repository; pass folders instead of revisions", shown(spec))
        })?;
        let prefix = String::from_utf8(prefix).with_context(|| format!("the path of {} is not UTF-8", shown(spec)))?;
        Ok(Self { folder: spec.to_path_buf(), spec: prefix.trim_end_matches('\n').trim_matches('/').to_owned() })
    }

    /// Runs git in the repository and returns its output.
    pub fn git(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        git(&self.folder, arguments, b"")
    }

    /// Splits an argument into the revision and the path in it.
    fn place<'a>(&'a self, name: &'a str) -> (&'a str, &'a str) {
        name.split_once(':').map_or((name, self.spec.as_str()), |(revision, path)| (revision, path.trim_matches('/')))
    }

    /// Returns the checked-out commit; `None` before the first commit.
    pub fn head(&self) -> Option<String> {
        self.commit("HEAD")
    }

    /// Returns the commit of a revision; `None` if it does not exist.
    fn commit(&self, revision: &str) -> Option<String> {
        let wanted = format!("{revision}^{{commit}}");
        let commit = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]).ok()?;
        Some(String::from_utf8_lossy(&commit).trim().to_owned())
    }

    /// Returns the contents of a file in a commit; `None` if it does not exist or is not UTF-8.
    fn text(&self, commit: &str, path: &str) -> Option<String> {
        String::from_utf8(self.git(&["cat-file", "blob", &format!("{commit}:{path}")]).ok()?).ok()
    }

    /// Returns all files below a folder of a commit.
    fn listing(&self, commit: &str, folder: &str) -> Result<Vec<Entry>> {
        let listing = self.git(&["ls-tree", "-r", "-z", "--full-tree", &format!("{commit}:{folder}")])?;
        let listing = String::from_utf8_lossy(&listing).into_owned();
        listing.split('\0').filter(|entry| !entry.is_empty()).map(Entry::parse).collect()
    }

    /// Returns the contents of files, each given as its path and the id of its blob.
    fn files(&self, blobs: Vec<(String, String)>, name: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let request: String = blobs.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        let batch = git(&self.folder, &["cat-file", "--batch"], request.as_bytes())?;
        let contents = contents(&batch, &blobs, name)?;
        Ok(blobs.into_iter().map(|(path, _)| path).zip(contents).collect())
    }

    /// Returns the error about a revision that cannot be found, with the revisions that exist.
    fn unknown(&self, name: &str, revision: &str) -> Result<String> {
        let tags = self.git(&["tag", "--list", "--sort=-creatordate"])?;
        let tags = String::from_utf8_lossy(&tags).into_owned();
        let newest: Vec<&str> = tags.lines().take(3).collect();
        let known = match newest.as_slice() {
            [] => "it has no tags yet, so pass a commit such as HEAD".to_owned(),
            newest => format!("its newest tags are {}", newest.join(", ")),
        };
        let of = shown(&self.folder);
        Ok(format!("`{name}` is not a folder, and the git repository of {of} has no revision `{revision}`; {known}"))
    }
}

/// A file in the listing of a commit's folder.
struct Entry {
    /// The mode of the file, which shows whether it is a link.
    mode: String,
    /// The id of the file's contents.
    blob: String,
    /// The path of the file below the folder.
    path: String,
}

impl Entry {
    fn parse(listed: &str) -> Result<Self> {
        let Some((facts, path)) = listed.split_once('\t') else { bail!("git lists `{listed}`, which has no path") };
        let mut facts = facts.split(' ').map(str::to_owned);
        let (mode, blob) = (facts.next().unwrap_or_default(), facts.nth(1).unwrap_or_default());
        Ok(Self { mode, blob, path: path.to_owned() })
    }

    /// Returns whether the entry is a regular file.
    fn is_plain(&self) -> bool {
        self.mode.starts_with("100")
    }
}

/// Reads a revision `REV` or `REV:path` of a repository.
pub fn read(name: &str, repository: &Repository) -> Result<SourceMap> {
    let (revision, path) = repository.place(name);
    if revision.is_empty() || revision.starts_with('-') || name.ends_with(':') {
        bail!("`{name}` is not a folder or a revision; pass a folder, REV or REV:path");
    }
    let Some(commit) = repository.commit(revision) else {
        bail!("{}", repository.unknown(name, revision)?);
    };
    let listing = repository
        .listing(&commit, path)
        .with_context(|| format!("revision `{revision}` has no folder `{path}`; pass it as {revision}:path"))?;
    let files = repository.files(blobs(listing, name)?, name)?;
    let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes });
    Ok(SourceMap::new(files.collect()).below(&format!("{revision}:{path}")))
}

/// Returns the contents of a file in the output next to the spec of a revision; `None` if it does not exist.
pub fn output_file(name: &str, repository: &Repository, file: &str) -> Option<String> {
    let (revision, spec) = repository.place(name);
    let commit = repository.commit(revision)?;
    repository.text(&commit, &beside(spec, file))
}

/// Returns the changelog next to the spec of a revision; `None` if it does not exist.
pub fn changelog(name: &str, repository: &Repository) -> Option<String> {
    let (revision, spec) = repository.place(name);
    let commit = repository.commit(revision)?;
    repository.text(&commit, &Root::of(Path::new(spec)).changelog().display().to_string())
}

/// Returns the commit of a revision; `None` if it does not exist.
pub fn commit(name: &str, repository: &Repository) -> Option<String> {
    repository.commit(repository.place(name).0)
}

/// Returns the files of the crate next to the spec of a revision, by path; `None` if there is none.
pub fn package(name: &str, repository: &Repository, package: &str) -> Result<Option<BTreeMap<String, String>>> {
    let (revision, spec) = repository.place(name);
    let Some(commit) = repository.commit(revision) else { return Ok(None) };
    let folder = beside(spec, package);
    let Ok(listing) = repository.listing(&commit, &folder) else { return Ok(None) };
    let mut blobs = Vec::new();
    for entry in listing {
        if !entry.is_plain() {
            let path = entry.path;
            bail!(
                "{revision}:{folder}/{path} is a link, and a copy must not contain links; pass another revision, or add --regenerate"
            );
        }
        blobs.push((entry.path, entry.blob));
    }
    let text = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("{revision}:{folder}/{path} is not UTF-8"))?;
        Ok((path, lf(&text).into_owned()))
    };
    Ok(Some(repository.files(blobs, name)?.into_iter().map(text).collect::<Result<_>>()?))
}

/// Returns the path in a repository of a file in the output folder of a spec.
fn beside(spec: &str, path: &str) -> String {
    match spec {
        "" => path.to_owned(),
        spec => format!("{}/{path}", Root::of(Path::new(spec)).generated().display()),
    }
}

/// Returns the crate next to the spec of a revision.
pub fn kept(name: &str, repository: &Repository, package: &str) -> Result<Kept> {
    let (revision, spec) = repository.place(name);
    let folder = beside(spec, &format!("{package}/src"));
    let shown = format!("{revision}:{folder}");
    let Some(commit) = repository.commit(revision) else { return Ok(Kept::Missing(shown)) };
    let Ok(listing) = repository.listing(&commit, &folder) else { return Ok(Kept::Missing(shown)) };
    let rust = listing.into_iter().filter(|entry| entry.path.ends_with(".rs") && entry.is_plain());
    let blobs = rust.map(|entry| (format!("src/{}", entry.path), entry.blob));
    Ok(Kept::of(shown, repository.files(blobs.collect(), name)?))
}

/// Returns the day on which a revision was committed, such as 2030-12-31.
pub fn date(name: &str, repository: &Repository) -> Result<String> {
    let (revision, _) = repository.place(name);
    let commit = repository.commit(revision).with_context(|| format!("there is no revision `{revision}`"))?;
    let day = repository.git(&["show", "--no-patch", "--format=%cs", &commit])?;
    Ok(String::from_utf8_lossy(&day).trim().to_owned())
}

/// Returns the YAML files of a listing, each with the id of its blob. Files that people and tools keep next to a spec
/// are skipped. Any other file is rejected, as in a spec folder.
fn blobs(listing: Vec<Entry>, name: &str) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for Entry { mode, blob, path } in listing {
        if read::is_beside(&path, Kind::File) {
            continue;
        }
        if path.split('/').any(|part| part.starts_with('.')) {
            bail!(
                "{path} of `{name}` is hidden or in a hidden folder, so it would not be read; pass a revision without it"
            );
        }
        if !path.ends_with(".yaml") || mode == "120000" {
            bail!("{path} of `{name}` is not a .yaml file; pass the spec folder as REV:path");
        }
        files.push((path, blob));
    }
    if files.is_empty() {
        bail!("`{name}` has no .yaml file; pass the spec folder as REV:path");
    }
    Ok(files)
}

/// Parses the output of `git cat-file --batch`. For each file, it consists of a line that ends in the size, the bytes,
/// and a line break.
fn contents(mut batch: &[u8], listed: &[(String, String)], name: &str) -> Result<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    for (path, _) in listed {
        let end = batch.iter().position(|byte| *byte == b'\n').context("the output of git is incomplete")?;
        let header = String::from_utf8_lossy(&batch[..end]).into_owned();
        let size = header.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.with_context(|| format!("unexpected output of git: `{header}`"))?;
        if size as u64 > MAX_BYTES {
            bail!(
                "{path} of `{name}` is larger than {MAX_BYTES} bytes; pass a revision in which it is smaller, or a folder"
            );
        }
        let bytes = batch.get(end + 1..end + 1 + size).context("the output of git is incomplete")?;
        files.push(bytes.to_vec());
        batch = batch.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(files)
}

/// The variables with which git passes the repository to its hooks. Each of them would override the given folder.
const OF_HOOKS: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"];

/// Runs git in the repository that contains a folder, and returns its standard output.
pub fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    for variable in OF_HOOKS {
        command.env_remove(variable);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot run git; install it, or pass folders instead of revisions")?;
    let mut stdin = child.stdin.take().context("cannot open the input of git")?;
    let input = input.to_vec();
    // The input is written on another thread, because git responds before it has read everything.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().context("cannot read the output of git")?;
    let written = writer.join().map_err(|_| anyhow::anyhow!("writing to git failed"))?;
    if !output.status.success() {
        bail!("git {} failed: {}", arguments[0], String::from_utf8_lossy(&output.stderr).trim());
    }
    written.context("cannot write to git")?;
    Ok(output.stdout)
}
