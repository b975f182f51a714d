//! How languages write floats.

use super::strings::rewritten;
use super::tokens::Kind;

/// How a language writes a float that is very large or very small.
struct Floats {
    /// The number of digits in front of the point from which on it has an exponent, and of zeros behind the point.
    large: i32,
    small: i32,
    exponent: &'static str,
    /// In front of a positive exponent.
    plus: &'static str,
    /// Behind a mantissa of one digit.
    point: &'static str,
    /// The least digits of an exponent.
    digits: usize,
    /// Behind a whole number that had an exponent.
    whole: &'static str,
}

const PYTHON: Floats = Floats { large: 17, small: 4, exponent: "e", plus: "+", point: "", digits: 2, whole: ".0" };

/// As Java writes them, and Gson and Jackson with it.
pub(super) fn java(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { large: 8, small: 3, exponent: "E", point: ".0", plus: "", digits: 1, ..PYTHON })
}

/// As Rust's libraries write them, and orjson and pydantic with them.
pub(super) fn rust(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { plus: "", digits: 1, small: 5, ..PYTHON })
}

pub(super) fn ruby(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { point: ".0", ..PYTHON })
}

pub(super) fn php(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { large: 18, point: ".0", digits: 1, ..PYTHON })
}

pub(super) fn dotnet(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { large: 16, exponent: "E", ..PYTHON })
}

/// Without exponents, as databases write them.
pub(super) fn plain(text: &[u8]) -> Option<Vec<u8>> {
    written(text, &Floats { large: 400, small: 400, whole: "", ..PYTHON })
}

fn written(text: &[u8], floats: &Floats) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        let float = if token.kind == Kind::Scalar { float(piece, floats) } else { None };
        out.extend_from_slice(float.as_deref().unwrap_or(piece));
        Some(())
    })
}

/// A number with a point or an exponent, written otherwise.
fn float(number: &[u8], floats: &Floats) -> Option<Vec<u8>> {
    let number = str::from_utf8(number).ok()?;
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits_only = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let is_integer = mantissa.len() == unsigned.len() && fraction.is_empty();
    if is_integer || !has_digits_only {
        return None;
    }
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    // The value is 0.digits with this many places to the right.
    let exponent: i32 = exponent.parse().ok().filter(|exponent| (-400..400).contains(exponent))?;
    let places = exponent + i32::try_from(whole.len()).ok()? - i32::try_from(all.len() - digits.len()).ok()?;
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return None;
    }
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let len = i32::try_from(digits.len()).ok()?;
    let written = if places >= floats.large || places <= -floats.small {
        let (first, rest) = digits.split_at(1);
        let exponent = places - 1;
        let sign = if exponent < 0 { "-" } else { floats.plus };
        let magnitude = exponent.unsigned_abs().to_string();
        let padding = "0".repeat(floats.digits.saturating_sub(magnitude.len()));
        let (point, rest) = if rest.is_empty() { (floats.point, "") } else { (".", rest) };
        [first, point, rest, floats.exponent, sign, &padding, &magnitude].concat()
    } else if places <= 0 {
        ["0.", &zeros(-places), digits].concat()
    } else if places >= len {
        let point = if fraction.is_empty() { floats.whole } else { ".0" };
        [digits, &zeros(places - len), point].concat()
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(places).ok()?);
        [whole, ".", fraction].concat()
    };
    let sign = if number.starts_with('-') { "-" } else { "" };
    Some([sign, &written].concat().into())
}
