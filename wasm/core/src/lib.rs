//! The npm package's hot module: sign, verify, rewrite, Slack. Only numbers and bytes cross, which keeps the glue and
//! the module small and fast.
//!
//! The host writes a body to [`input`], a header's value to [`header`] and a secret to [`secret`], each a buffer with
//! that one meaning. A call answers with a [`Status`]; its other results stand in the report, a number for each
//! [`Field`]. Prepared keys stay in numbered slots until [`forget`]; everything else is gone after [`release`].

#![allow(unreachable_pub, reason = "exports have to be `pub`, and nothing in Rust reaches them")]
#![allow(clippy::must_use_candidate, reason = "JavaScript calls them")]
#![allow(clippy::float_cmp, reason = "wasm_bindgen compares the numbers of enums so")]

mod allocator;
mod key;
mod workspace;

use allocator::{wipe, wipe_stack};
use heron_webhooks::{
    Error,
    internal::Candidates,
    json::{Form, MAX_LEN, Text},
    signature::Signature,
    slack,
};
use key::{Host, Key};
use wasm_bindgen::prelude::*;
use workspace::{Signer, Workspace, room, show, with};

/// The room for a header's value in bytes: no server takes a longer one.
const HEADER_LEN: usize = 16 << 10;

/// The longest secret in bytes.
const SECRET_LEN: usize = 1 << 20;

/// More of the stack than any call takes while it holds a key, in bytes.
const STACK: usize = 2 << 10;

/// The result of a call. Each code means the same from every call.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Status {
    /// The output is there.
    Done,
    /// No form of the body has this signature.
    Mismatch,
    /// The header is empty.
    Missing,
    /// The header is not a signature.
    Malformed,
    /// The body cannot be rewritten.
    InvalidJson,
    /// The body is not an event.
    NotAnEvent,
}

/// The numbers of the report.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Field {
    /// Where the output is.
    Output,
    /// Its length in bytes.
    OutputLength,
    /// After [`rewrite`]: 1 if the output is the body, unchanged; otherwise 0.
    IsBody,
    /// After [`verify`]: the form that was signed.
    Form,
    /// After [`verify`]: the key that signed it, by its place in the slot.
    Key,
    /// The byte of the body that [`Status::InvalidJson`] is about.
    Offset,
}

/// Empty, but required: the glue calls it on every new instance.
#[wasm_bindgen(start)]
pub fn start() {}

/// Gives a new instance the host's SHA-256, and says where the report is.
#[wasm_bindgen]
pub fn attach(host: Host) -> *const u32 {
    with(|workspace| {
        workspace.hasher.host = Some(host);
        workspace.report.as_ptr()
    })
}

/// Makes room for a body of `len` bytes and says where; 0 if there is no such room. What was written stays.
#[wasm_bindgen]
pub fn input(len: usize) -> *mut u8 {
    with(|workspace| room(&mut workspace.input, len, MAX_LEN))
}

/// Makes room for a header's value of up to 16 KiB and says where; 0 if there is no such room.
#[wasm_bindgen]
pub fn header(len: usize) -> *mut u8 {
    with(|workspace| room(&mut workspace.header, len, HEADER_LEN))
}

/// Makes room for a secret of `len` bytes and says where; 0 if there is no such room.
#[wasm_bindgen]
pub fn secret(len: usize) -> *mut u8 {
    with(|workspace| room(&mut workspace.secret, len, SECRET_LEN))
}

/// Adds the key of the secret that was written to a slot, as its key number `index`; the first key replaces those that
/// the slot had. The host refuses empty secrets. The output is the 64 bytes that HMAC hashes before a message: with the
/// inner padding (0x36) taken off, they are a secret with the same key.
#[wasm_bindgen]
pub fn prepare(slot: usize, index: usize, len: usize) {
    with(|workspace| {
        let key = Key::new(&workspace.secret[..len]);
        wipe(&mut workspace.secret[..len]);
        if workspace.signers.len() <= slot {
            workspace.signers.resize_with(slot + 1, Signer::default);
        }
        let signer = &mut workspace.signers[slot];
        if index == 0 {
            *signer = Signer::default();
        }
        signer.keys.push(key);
        show(&mut workspace.report, signer.keys[index].block());
    });
    wipe_stack::<STACK>();
}

/// Overwrites and drops the keys of a slot.
#[wasm_bindgen]
pub fn forget(slot: usize) {
    with(|workspace| {
        if let Some(signer) = workspace.signers.get_mut(slot) {
            *signer = Signer::default();
        }
    });
}

/// Signs a form of the body with the first key of a slot; the output is the header's value.
#[wasm_bindgen]
pub fn sign(slot: usize, body_len: usize, is_text: bool, form: u8) -> Status {
    with(|workspace| {
        let Workspace { input, signers, hasher, rewriter, made, .. } = workspace;
        match rewriter.rewrite(text(&input[..body_len], is_text), form_of(form)) {
            Ok(message) => {
                let signature = signers[slot].keys[0].sign(hasher, message);
                made.clear();
                made.extend_from_slice(&signature.encode());
                show(&mut workspace.report, made);
                Status::Done
            }
            Err(error) => workspace.refuse(error.into()),
        }
    })
}

/// Verifies the body against the header with the keys of a slot; the output is the message that was signed. `forms`
/// has a bit for each form to try.
#[wasm_bindgen]
pub fn verify(slot: usize, header_len: usize, body_len: usize, is_text: bool, forms: u8) -> Status {
    with(|workspace| {
        let Workspace { input, header, signers, hasher, rewriter, report, .. } = workspace;
        let expected = Signature::parse(&header[..header_len]);
        wipe(&mut header[..header_len]);
        let expected = match expected {
            Ok(expected) => expected,
            Err(error) => return workspace.refuse(error),
        };
        let Signer { keys, likely } = &mut signers[slot];
        let forms = [0, 1, 2].map(|form| forms & 1 << form != 0);
        let candidates = Candidates { text: text(&input[..body_len], is_text), forms, likely: *likely };
        let found = candidates.find(rewriter, |message| {
            let key = keys.iter().position(|key| key.sign(hasher, message) == expected)?;
            show(report, message);
            Some(key)
        });
        let Some(found) = found else {
            return workspace.refuse(Error::SignatureMismatch);
        };
        *likely = found.form;
        report[Field::Form as usize] = found.form as u32;
        report[Field::Key as usize] = found.secret as u32;
        Status::Done
    })
}

/// Whether the header has the shape of a signature, before there is a body.
#[wasm_bindgen]
pub fn check_signature(header_len: usize) -> Status {
    with(|workspace| {
        let signature = Signature::parse(&workspace.header[..header_len]);
        wipe(&mut workspace.header[..header_len]);
        signature.map_or_else(|error| workspace.refuse(error), |_| Status::Done)
    })
}

/// [`verify`] and [`release`], where only the answer is wanted.
#[wasm_bindgen]
pub fn check(slot: usize, header_len: usize, body_len: usize, is_text: bool, forms: u8) -> Status {
    let status = verify(slot, header_len, body_len, is_text, forms);
    release(body_len);
    status
}

/// Rewrites the body; the output is the text.
#[wasm_bindgen]
pub fn rewrite(body_len: usize, is_text: bool, form: u8) -> Status {
    with(|workspace| {
        let body = &workspace.input[..body_len];
        match workspace.rewriter.rewrite(text(body, is_text), form_of(form)) {
            Ok(rewritten) => {
                show(&mut workspace.report, rewritten);
                workspace.report[Field::IsBody as usize] = core::ptr::eq(rewritten, body).into();
                Status::Done
            }
            Err(error) => workspace.refuse(error.into()),
        }
    })
}

/// Makes a Slack message of the event that the body is; the output is its JSON.
#[wasm_bindgen]
pub fn slack_message(body_len: usize, is_text: bool) -> Status {
    with(|workspace| match slack::slack_message(text(&workspace.input[..body_len], is_text)) {
        Ok(message) => {
            workspace.made = message.into_bytes();
            show(&mut workspace.report, &workspace.made);
            Status::Done
        }
        Err(error) => workspace.refuse(error),
    })
}

/// The SHA-256 of the body: the output is 32 bytes.
#[wasm_bindgen]
pub fn digest(body_len: usize) {
    with(|workspace| {
        workspace.made = workspace.hasher.digest(&workspace.input[..body_len]).to_vec();
        show(&mut workspace.report, &workspace.made);
    });
}

/// Makes the output say, in words, why the last call refused.
#[wasm_bindgen]
pub fn message() {
    with(|workspace| {
        workspace.made = workspace.error.as_ref().map(Error::to_string).unwrap_or_default().into_bytes();
        show(&mut workspace.report, &workspace.made);
    });
}

/// Overwrites the body, what was made of it, and what the keys left on the stack. The output is gone with it.
#[wasm_bindgen]
pub fn release(body_len: usize) {
    with(|workspace| {
        // An instance that replaced a failed one has less room than was written.
        let written = body_len.min(workspace.input.len());
        wipe(&mut workspace.input[..written]);
        workspace.rewriter.clear();
        workspace.hasher.clear();
        wipe(&mut workspace.made);
        workspace.made.clear();
    });
    wipe_stack::<STACK>();
}

/// Gives the room for bodies back.
#[wasm_bindgen]
pub fn shrink() {
    with(|workspace| workspace.input = Vec::new());
}

/// The body. Only a string that the host encoded may not begin with a byte order mark.
fn text(bytes: &[u8], is_text: bool) -> Text<'_> {
    if is_text
        && bytes.starts_with("\u{feff}".as_bytes())
        && let Ok(text) = core::str::from_utf8(bytes)
    {
        return Text::Str(text);
    }
    Text::Bytes(bytes)
}

fn form_of(number: u8) -> Form {
    match number {
        0 => Form::Raw,
        1 => Form::Python,
        _ => Form::JavaScript,
    }
}
