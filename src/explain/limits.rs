//! The bounds of a diagnosis, which keep its time and memory small whatever the input is. `explain` documents them.

/// The bytes that are made and hashed, at most: about a second in a browser.
pub(super) const WORK: usize = 128 << 20;

/// The work of one text apart from its length, in bytes.
pub(super) const OVERHEAD: usize = 256;

/// Changes of secret, body, spelling and digest that are tried together: three would take hours.
pub(super) const MAX_CHANGES: usize = 2;

/// Only the first secrets are diagnosed: each multiplies the work. All of them are verified with.
pub(super) const MAX_SECRETS: usize = 8;

/// The findings that are told: one is nearly always enough.
pub(super) const MAX_FINDINGS: usize = 3;

/// The values of a JSON object that are tried as the secret.
pub(super) const MAX_JSON_VALUES: usize = 64;

/// The bytes of a header that are looked at: a signature is never as long, in whatever spelling.
pub(super) const MAX_HEADER_LEN: usize = 4096;

/// The values of a joined header that are looked at.
pub(super) const MAX_HEADER_VALUES: usize = 4;

/// The deepest nesting of texts whose keys are put in order: a member is copied once for each level above it.
pub(super) const MAX_DEPTH: usize = 64;

/// How many times as long a text may get: deep nesting, indented, would fill the memory.
pub(super) const MAX_GROWTH: usize = 16;

/// The integers of a body, and its length in bytes, up to which they are made floats in every combination: 255 texts.
/// Beyond that they are made floats all at once.
pub(super) const MAX_FLOATS: usize = 8;
pub(super) const MAX_FLOATS_LEN: usize = 1 << 16;

/// The bytes of each form that the report shows: enough to copy a webhook from, and a megabyte of JSON at most.
pub(super) const MAX_TEXT: usize = 1 << 16;

/// The shortest secret that is hidden, in bytes: any text holds the characters of a shorter one.
pub(super) const MIN_HIDDEN_LEN: usize = 4;

/// The longest secret that is hidden in its encodings too, in bytes: they take many times its memory.
pub(super) const MAX_ENCODED_LEN: usize = 4096;
