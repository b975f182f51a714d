//! State that lasts from call to call.

use std::cell::RefCell;

use heron_webhooks::{
    Error,
    json::{Form, Rewriter},
};

use crate::key::{Hasher, Key};
use crate::{Field, Status};

/// The length of the report.
const FIELDS: usize = 6;

/// The keys of one slot.
#[derive(Default)]
pub(crate) struct Signer {
    pub(crate) keys: Vec<Key>,
    /// The form that it signed last, tried first the next time.
    pub(crate) likely: Form,
}

/// State that lasts from call to call: buffers, keys, and the result until it is read.
#[derive(Default)]
pub(crate) struct Workspace {
    pub(crate) input: Vec<u8>,
    pub(crate) header: Vec<u8>,
    pub(crate) secret: Vec<u8>,
    pub(crate) signers: Vec<Signer>,
    pub(crate) hasher: Hasher,
    pub(crate) rewriter: Rewriter,
    /// The output, where it is neither the body nor the rewriter's.
    pub(crate) made: Vec<u8>,
    /// Why the last call refused.
    pub(crate) error: Option<Error>,
    pub(crate) report: [u32; FIELDS],
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

/// Never inlined: the frames of the work must lie where [`wipe_stack`](crate::allocator::wipe_stack) overwrites.
#[inline(never)]
pub(crate) fn with<T>(work: impl FnOnce(&mut Workspace) -> T) -> T {
    WORKSPACE.with_borrow_mut(work)
}

impl Workspace {
    pub(crate) fn refuse(&mut self, error: Error) -> Status {
        let status = match error {
            Error::SignatureMissing => Status::Missing,
            Error::SignatureMalformed(_) => Status::Malformed,
            Error::Json(error) => {
                self.report[Field::Offset as usize] = error.offset() as u32;
                Status::InvalidJson
            }
            Error::Event(_) => Status::NotAnEvent,
            _ => Status::Mismatch,
        };
        self.error = Some(error);
        status
    }
}

/// Puts bytes of this module's memory into the report, as the output.
pub(crate) fn show(report: &mut [u32; FIELDS], output: &[u8]) {
    report[Field::Output as usize] = output.as_ptr().addr() as u32;
    report[Field::OutputLength as usize] = output.len() as u32;
}

pub(crate) fn room(buffer: &mut Vec<u8>, len: usize, most: usize) -> *mut u8 {
    if len > buffer.len() {
        if len > most || buffer.try_reserve_exact(len - buffer.len()).is_err() {
            return core::ptr::null_mut();
        }
        buffer.resize(len, 0);
    }
    buffer.as_mut_ptr()
}
