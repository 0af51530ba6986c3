//! A spec as git keeps it: takes the repository of a spec and a revision, gives its files; nothing is checked out.

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

/// The repository that a spec is in.
#[derive(Debug)]
pub struct Repository {
    /// A folder of its working tree.
    folder: PathBuf,
    /// The path of the spec in it, which a revision without a path stands for.
    spec: String,
}

impl Repository {
    /// The repository that holds this spec folder.
    pub fn of(spec: &Path) -> Result<Self> {
        let prefix = git(spec, &["rev-parse", "--show-prefix"], b"").with_context(|| {
            format!("{} is not in a git repository; name folders instead of revisions", shown(spec))
        })?;
        let prefix = String::from_utf8(prefix).with_context(|| format!("the path of {} is not UTF-8", shown(spec)))?;
        Ok(Self { folder: spec.to_path_buf(), spec: prefix.trim_end_matches('\n').trim_matches('/').to_owned() })
    }

    /// Runs git in the repository and gives what it prints.
    pub fn git(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        git(&self.folder, arguments, b"")
    }

    /// The revision that a name says, and the path in it.
    fn place<'a>(&'a self, name: &'a str) -> (&'a str, &'a str) {
        name.split_once(':').map_or((name, self.spec.as_str()), |(revision, path)| (revision, path.trim_matches('/')))
    }

    /// The commit that is checked out; nothing before the first one.
    pub fn head(&self) -> Option<String> {
        self.commit("HEAD")
    }

    /// The commit of a revision, if there is one.
    fn commit(&self, revision: &str) -> Option<String> {
        let wanted = format!("{revision}^{{commit}}");
        let commit = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]).ok()?;
        Some(String::from_utf8_lossy(&commit).trim().to_owned())
    }

    /// The bytes of files, each of which is given as its path and the id of its contents.
    fn files(&self, blobs: Vec<(String, String)>, name: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let request: String = blobs.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        let batch = git(&self.folder, &["cat-file", "--batch"], request.as_bytes())?;
        let contents = contents(&batch, &blobs, name)?;
        Ok(blobs.into_iter().map(|(path, _)| path).zip(contents).collect())
    }

    /// Why a revision cannot be found, and what could be named instead.
    fn unknown(&self, name: &str, revision: &str) -> Result<String> {
        let tags = self.git(&["tag", "--list", "--sort=-creatordate"])?;
        let tags = String::from_utf8_lossy(&tags).into_owned();
        let newest: Vec<&str> = tags.lines().take(3).collect();
        let known = match newest.as_slice() {
            [] => "it has no tags yet, so name a commit such as HEAD".to_owned(),
            newest => format!("its newest tags are {}", newest.join(", ")),
        };
        let of = shown(&self.folder);
        Ok(format!("`{name}` is no folder, and the git repository of {of} has no revision `{revision}`; {known}"))
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
        .git(&["ls-tree", "-r", "-z", "--full-tree", &format!("{commit}:{path}")])
        .with_context(|| format!("revision `{revision}` has no folder `{path}`; pass it as {revision}:path"))?;
    let files = repository.files(blobs(&String::from_utf8_lossy(&listing), name)?, name)?;
    let files = files.into_iter().map(|(path, bytes)| SourceFile { path, bytes });
    Ok(SourceMap::new(files.collect()).below(&format!("{revision}:{path}")))
}

/// The text of a file of the output that is kept beside the spec of a revision, if there is one.
pub fn output_file(name: &str, repository: &Repository, file: &str) -> Option<String> {
    let (revision, spec) = repository.place(name);
    let commit = repository.commit(revision)?;
    let path = beside(spec, file);
    let bytes = repository.git(&["cat-file", "blob", &format!("{commit}:{path}")]).ok()?;
    String::from_utf8(bytes).ok()
}

/// The changelog beside the spec of a revision, if there is one.
pub fn changelog(name: &str, repository: &Repository) -> Option<String> {
    let (revision, spec) = repository.place(name);
    let commit = repository.commit(revision)?;
    let path = Root::of(Path::new(spec)).changelog();
    let bytes = repository.git(&["cat-file", "blob", &format!("{commit}:{}", path.display())]).ok()?;
    String::from_utf8(bytes).ok()
}

/// The commit that a revision stands for.
pub fn commit(name: &str, repository: &Repository) -> Option<String> {
    repository.commit(repository.place(name).0)
}

/// The files of the crate that is kept beside the spec of a revision, by path; nothing if there is none.
pub fn package(name: &str, repository: &Repository, package: &str) -> Result<Option<BTreeMap<String, String>>> {
    let (revision, spec) = repository.place(name);
    let Some(commit) = repository.commit(revision) else { return Ok(None) };
    let folder = beside(spec, package);
    let Ok(listing) = repository.git(&["ls-tree", "-r", "-z", "--full-tree", &format!("{commit}:{folder}")]) else {
        return Ok(None);
    };
    let listing = String::from_utf8_lossy(&listing).into_owned();
    let mut blobs = Vec::new();
    for (facts, path) in listing.split('\0').filter_map(|entry| entry.split_once('\t')) {
        let mut facts = facts.split(' ');
        let (mode, blob) = (facts.next().unwrap_or_default(), facts.nth(1).unwrap_or_default());
        if !mode.starts_with("100") {
            bail!(
                "{revision}:{folder}/{path} is a link, which no copy may hold; name another revision, or add --regenerate"
            );
        }
        blobs.push((path.to_owned(), blob.to_owned()));
    }
    let text = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("{revision}:{folder}/{path} is not UTF-8"))?;
        Ok((path, lf(&text).into_owned()))
    };
    Ok(Some(repository.files(blobs, name)?.into_iter().map(text).collect::<Result<_>>()?))
}

/// The path in a repository of something in the output folder of a spec.
fn beside(spec: &str, path: &str) -> String {
    match spec {
        "" => path.to_owned(),
        spec => format!("{}/{path}", Root::of(Path::new(spec)).generated().display()),
    }
}

/// The crate that is kept beside the spec of a revision.
pub fn kept(name: &str, repository: &Repository, package: &str) -> Result<Kept> {
    let (revision, spec) = repository.place(name);
    let folder = beside(spec, &format!("{package}/src"));
    let shown = format!("{revision}:{folder}");
    let Some(commit) = repository.commit(revision) else { return Ok(Kept::Missing(shown)) };
    let Ok(listing) = repository.git(&["ls-tree", "-r", "-z", "--full-tree", &format!("{commit}:{folder}")]) else {
        return Ok(Kept::Missing(shown));
    };
    let listing = String::from_utf8_lossy(&listing).into_owned();
    let entries = listing.split('\0').filter_map(|entry| entry.split_once('\t'));
    let rust = entries.filter(|(facts, path)| path.ends_with(".rs") && facts.starts_with("100"));
    let blobs = rust.filter_map(|(facts, path)| Some((format!("src/{path}"), facts.split(' ').nth(2)?.to_owned())));
    Ok(Kept::of(shown, repository.files(blobs.collect(), name)?))
}

/// The day of the commit of a revision, such as 2030-12-31.
pub fn date(name: &str, repository: &Repository) -> Result<String> {
    let (revision, _) = repository.place(name);
    let commit = repository.commit(revision).with_context(|| format!("there is no revision `{revision}`"))?;
    let day = repository.git(&["show", "--no-patch", "--format=%cs", &commit])?;
    Ok(String::from_utf8_lossy(&day).trim().to_owned())
}

/// The YAML files of a listing, each with the id of its contents. What people and tools keep beside them is left out;
/// anything else would be refused in a folder, and is refused here.
fn blobs(listing: &str, name: &str) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in listing.split('\0').filter(|entry| !entry.is_empty()) {
        let Some((facts, path)) = entry.split_once('\t') else { bail!("git lists `{entry}`, which has no path") };
        if read::is_beside(path, Kind::File) {
            continue;
        }
        let mut facts = facts.split(' ');
        let (mode, blob) = (facts.next().unwrap_or_default(), facts.nth(1).unwrap_or_default());
        if path.split('/').any(|part| part.starts_with('.')) {
            bail!(
                "{path} of `{name}` is hidden or in a hidden folder, so it would not be read; name a revision without it"
            );
        }
        if !path.ends_with(".yaml") || mode == "120000" {
            bail!("{path} of `{name}` is not a .yaml file; pass the spec folder as REV:path");
        }
        files.push((path.to_owned(), blob.to_owned()));
    }
    if files.is_empty() {
        bail!("`{name}` has no .yaml file; pass the spec folder as REV:path");
    }
    Ok(files)
}

/// What `git cat-file --batch` gives: for each file a line that ends in its size, its bytes, and a line break.
fn contents(mut batch: &[u8], listed: &[(String, String)], name: &str) -> Result<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    for (path, _) in listed {
        let end = batch.iter().position(|byte| *byte == b'\n').context("git ended too early")?;
        let header = String::from_utf8_lossy(&batch[..end]).into_owned();
        let size = header.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.with_context(|| format!("unexpected output of git: `{header}`"))?;
        if size as u64 > MAX_BYTES {
            bail!(
                "{path} of `{name}` is larger than {MAX_BYTES} bytes; name a revision in which it is shorter, or a folder"
            );
        }
        let bytes = batch.get(end + 1..end + 1 + size).context("git ended too early")?;
        files.push(bytes.to_vec());
        batch = batch.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(files)
}

/// Variables by which git tells its hooks the repository that they run for; each would be taken before the folder that is named.
const OF_HOOKS: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"];

/// Runs git in the repository that a folder is in, and gives what it prints.
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
    // Written beside reading: git answers before it has read everything.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().context("cannot read the output of git")?;
    let written = writer.join().map_err(|_| anyhow::anyhow!("writing to git failed"))?;
    if !output.status.success() {
        bail!("git {} failed: {}", arguments[0], String::from_utf8_lossy(&output.stderr).trim());
    }
    written.context("cannot write to git")?;
    Ok(output.stdout)
}
