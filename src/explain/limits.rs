//! The bounds of a diagnosis: they keep its time and memory small for any input. `explain` documents them.

/// The most bytes that are made and hashed: about a second in WebAssembly.
pub(super) const WORK: usize = 64 << 20;

/// The work of one text apart from its length, in bytes.
pub(super) const OVERHEAD: usize = 256;

/// The most that a chain of causes costs: of two ordinary ones among secret, digest and body.
pub(super) const MAX_COST: usize = 6;

/// The most that the repairs of a body cost among them.
pub(super) const MAX_REPAIRS_COST: usize = 3;

/// The most wrappings that are taken off a body, one after the other.
pub(super) const MAX_WRAPPINGS: usize = 4;

/// Only the first secrets are diagnosed: each multiplies the work. All of them are verified with.
pub(super) const MAX_SECRETS: usize = 8;

/// The most findings that are told: one is nearly always enough.
pub(super) const MAX_FINDINGS: usize = 3;

/// The most values of a JSON object that are tried as the secret.
pub(super) const MAX_JSON_VALUES: usize = 64;

/// The longest header that is looked at, in bytes: a signature is shorter in every spelling.
pub(super) const MAX_HEADER_LEN: usize = 4096;

/// The most values of a joined header that are looked at.
pub(super) const MAX_HEADER_VALUES: usize = 4;

/// The deepest nesting of texts whose keys are put in order: a member is copied once for each level above it.
pub(super) const MAX_DEPTH: usize = 64;

/// How many times as long a text may get: deep nesting, indented, would fill the memory.
pub(super) const MAX_GROWTH: usize = 16;

/// The most orders of its keys in which a body is tried: those of five keys and of two are 240.
pub(super) const MAX_ORDERS: usize = 256;

/// The integers of a body, and its length in bytes, up to which they are made floats in every combination: 255 texts.
/// Beyond that they are made floats all at once.
pub(super) const MAX_FLOATS: usize = 8;
pub(super) const MAX_FLOATS_LEN: usize = 1 << 16;

/// The most bytes of each form that the report shows: enough for any webhook, and the report stays below a megabyte.
pub(super) const MAX_TEXT: usize = 1 << 16;

/// The shortest secret that is hidden, in bytes: any text holds the characters of a shorter one.
pub(super) const MIN_HIDDEN_LEN: usize = 4;

/// The longest secret that is hidden in its encodings too, in bytes: they take many times its memory.
pub(super) const MAX_ENCODED_LEN: usize = 4096;
