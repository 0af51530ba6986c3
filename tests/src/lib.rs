//! What the tests of the toolkit share: takes folders of cases, gives sources, payloads and what is expected of them.

pub mod folder;
pub mod instance;
pub mod patch;
pub mod payload_case;
