//! Signatures of mail (RFC 6376, 8301, 8463, 8617) verified over what was pasted.
//!
//! Fields and body are judged apart: a signature over the header fields can verify although
//! the body was damaged by pasting, and it then proves those fields and nothing else.

pub mod canon;
mod digest;
pub mod raw;
mod repair;
pub mod tag;
mod verify;

pub use digest::Hash;
pub use verify::{Body, Fields, Over, Subject, Verifier};

/// Most signature fields of a kind that are read.
pub const MOST_SIGNATURES: usize = 100;
