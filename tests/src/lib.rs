//! Code that the toolkit's tests share: reads cases, and generates specs and payloads.

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
