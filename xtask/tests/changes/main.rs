//! Comparing and releasing: takes folders and small repositories, holds what is told and written, and how commands end.

mod diff;
mod merge;
mod release;
mod repository;
