//! How serialisers write a date.

use super::row::Change;
use super::strings::{rewritten, string_value};

/// How a date is written: what stands between day and time, the least digits of its fraction of a second, and how UTC.
type Style = (u8, usize, &'static str);

/// The styles that libraries have, JavaScript's toISOString first.
pub(super) const DATES: [Change; 12] = [
    |text| dates(text, (b'T', 3, "Z")),
    |text| dates(text, (b'T', 0, "Z")),
    |text| dates(text, (b'T', 0, "+00:00")),
    |text| dates(text, (b'T', 6, "+00:00")),
    |text| dates(text, (b'T', 6, "Z")),
    |text| dates(text, (b'T', 3, "+00:00")),
    |text| dates(text, (b'T', 3, "+0000")),
    |text| dates(text, (b'T', 0, "+0000")),
    |text| dates(text, (b'T', 7, "Z")),
    |text| dates(text, (b'T', 0, "")),
    |text| dates(text, (b' ', 0, "+00:00")),
    |text| dates(text, (b' ', 0, " UTC")),
];

/// A date as a text: 2021-05-20T09:23:53, without fraction and zone.
const LEN: usize = 19;

/// Every date of a text that is UTC, as another serialiser writes it.
fn dates(text: &[u8], style: Style) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, is_key, out| {
        let date = string_value(token, is_key, text).and_then(|value| date(&value, style));
        match date {
            Some(date) => [b"\"", &date[..], b"\""].into_iter().for_each(|part| out.extend_from_slice(part)),
            None => out.extend_from_slice(token.text(text)),
        }
        Some(())
    })
}

fn date(value: &[u8], (separator, least, utc): Style) -> Option<Vec<u8>> {
    let (date, rest) = value.split_at_checked(LEN)?;
    let is_date = date.iter().zip(b"0000-00-00T00:00:00").all(|(byte, shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b' '),
        _ => byte == shape,
    });
    let rest = str::from_utf8(rest).ok().filter(|_| is_date)?;
    let end = rest.find(|char: char| char != '.' && !char.is_ascii_digit()).unwrap_or(rest.len());
    let (fraction, zone) = rest.split_at(end);
    matches!(zone, "" | "Z" | "+00:00" | "-00:00" | "+0000" | " UTC" | " +00:00").then_some(())?;
    let digits = fraction.trim_start_matches('.').trim_end_matches('0');
    let mut out = date.to_vec();
    out[10] = separator;
    if least > 0 || !digits.is_empty() {
        out.push(b'.');
        out.extend_from_slice(digits.as_bytes());
        out.resize(out.len() + least.saturating_sub(digits.len()), b'0');
    }
    out.extend_from_slice(utc.as_bytes());
    Some(out)
}
