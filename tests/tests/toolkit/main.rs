//! The toolkit itself: takes specs, sound and broken ones, holds what each stage makes of them against snapshots.

mod diagnostics;
mod documents;
mod imports;
mod judging;
mod neutrality;
mod rendering;
mod second_provider;
