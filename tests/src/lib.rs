//! What the tests of the toolkit share: turns folders of cases into sources, payloads and what is expected of them.

pub mod almanac;
pub mod answers;
pub mod change_case;
pub mod edited;
pub mod fault;
pub mod folder;
pub mod hostile;
pub mod imports;
pub mod instance;
pub mod made_up;
pub mod mutation;
pub mod patch;
pub mod payload_case;
pub mod programs;
pub mod random;
pub mod signals;
pub mod yaml_data;
