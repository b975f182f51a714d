//! Properties of every text: the reader, both serialisers, and a rewriter that is used again.

use heron_webhooks::json::{self, Error, ErrorKind, Form, Rewriter, Text};
use serde::de::IgnoredAny;

use crate::oracle;

const FORMS: [Form; 2] = [Form::Python, Form::JavaScript];

/// The bytes as received, and as a string where they can be one.
fn texts(data: &[u8]) -> impl Iterator<Item = Text<'_>> {
    let string = core::str::from_utf8(data).ok().map(Text::Str);
    [Text::Bytes(data)].into_iter().chain(string)
}

/// Another parser accepts every text that is accepted; an error points at the first place that is wrong.
pub fn reader(data: &[u8]) {
    for text in texts(data) {
        let [python, javascript] = FORMS.map(|form| json::rewrite(text, form));
        if let Text::Str(string) = text {
            let parses = serde_json::from_str::<IgnoredAny>(string).is_ok();
            assert_eq!(javascript.is_ok(), parses, "serde_json disagrees: {javascript:?}");
        }
        match (&python, &javascript) {
            (Ok(_), Err(error)) => assert_eq!(error.kind(), ErrorKind::NonFinite),
            (Err(error), Ok(_)) => assert_eq!(error.kind(), ErrorKind::IntegerTooLong),
            _ => {}
        }
        for error in [python, javascript].into_iter().filter_map(Result::err) {
            assert!(error.offset() <= data.len(), "{error:?}");
            let end_alone = matches!(error.kind(), ErrorKind::UnexpectedEnd);
            assert!(!end_alone || error.offset() == data.len(), "{error:?}");
            // The place is the first that is wrong.
            match json::rewrite(&data[..error.offset()], Form::Python) {
                Ok(_) => {}
                Err(earlier) => assert_eq!(earlier.offset(), error.offset(), "{earlier:?}, then {error:?}"),
            }
        }
    }
}

/// Both forms are what the oracle prints, and printed again they stay as they are.
pub fn serialisers(data: &[u8]) {
    let mut rewriter = Rewriter::new();
    for text in texts(data) {
        for form in [Form::Python, Form::JavaScript] {
            let expected = oracle::rewrite(text, form);
            let printed = rewriter.rewrite(text, form).map(<[u8]>::to_vec);
            assert_same(&printed, expected.as_deref(), form);
            let Ok(printed) = printed else { continue };
            let again = rewriter.rewrite(Text::Bytes(&printed), form).expect("what is printed is read");
            assert!(again == printed, "{form:?} is not idempotent");
            assert!(again.as_ptr() == printed.as_ptr(), "{form:?}: what is canonical is not copied");
        }
    }
}

/// Texts one after the other through one rewriter: as through a new one each. A byte that is in no UTF-8 separates
/// them, and the byte behind it says what is done with the next.
pub fn reuse(data: &[u8]) {
    let mut rewriter = Rewriter::new();
    for part in data.split(|&byte| byte == 0xff).filter(|part| !part.is_empty()) {
        let (what, text) = (part[0], Text::Bytes(&part[1..]));
        let form = [Form::Python, Form::JavaScript, Form::Raw][usize::from(what) % 3];
        let mut fresh = Rewriter::new();
        let expected = fresh.rewrite(text, form).map(<[u8]>::to_vec);
        let printed = rewriter.rewrite(text, form).map(<[u8]>::to_vec);
        assert_eq!(printed, expected, "{form:?} through a used rewriter");
        if what & 0x40 != 0 {
            rewriter.clear();
        }
    }
}

fn assert_same(printed: &Result<Vec<u8>, Error>, expected: Option<&[u8]>, form: Form) {
    if printed.as_deref().ok() != expected {
        let show = |text: &[u8]| text.escape_ascii().to_string();
        let (printed, expected) = (printed.as_deref().map(show), expected.map(show));
        panic!("{form:?}: {printed:?}, and the oracle: {expected:?}");
    }
}
