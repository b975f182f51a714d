//! A JSON text rewritten as another implementation would print it.
//!
//! Heron signs a *serialisation* of the payload, not the bytes on the wire, and its documentation gives two:
//! CPython's `json.dumps(json.loads(text), separators=(",", ":"))` and ECMA-262's `JSON.stringify(JSON.parse(text))`.
//! [`rewrite`] goes from a text to either in one pass, without building values: most bytes are copied as they stand.
//!
//! ```
//! use heron_webhooks::json::{Form, rewrite};
//!
//! let text = r#"{"name": "Zo\u00eb", "amount": 1.0, "10": 1e16}"#;
//! assert_eq!(rewrite(text, Form::Python)?, br#"{"name":"Zo\u00eb","amount":1.0,"10":1e+16}"#);
//! assert_eq!(rewrite(text, Form::JavaScript)?, r#"{"10":10000000000000000,"name":"Zoë","amount":1}"#.as_bytes());
//! # Ok::<(), heron_webhooks::json::Error>(())
//! ```

mod error;
mod members;
mod number;
mod output;
mod reader;
mod rewriter;
mod scan;
mod string;
mod text;
pub(crate) mod utf16;
pub(crate) mod value;

pub use error::{Error, ErrorKind};
pub use rewriter::{Rewriter, rewrite};
pub use string::unescape;
pub use text::{BYTE_ORDER_MARK, Form, MAX_DEPTH, MAX_LEN, Text};
