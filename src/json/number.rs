//! Numbers: ECMA-262 6.1.6.1.20 `Number::toString`; CPython's `int` and `repr(float)`.

use core::iter;

use super::block::block;
use super::decimal::{Decimal, Shortening};
use super::error::{Error, ErrorKind};
use super::reader::Reader;

/// A decimal of so many digits survives the way through a double (IEEE 754 binary64): no other one this short meets it.
const EXACT_DIGITS: usize = 15;

/// `sys.get_int_max_str_digits()` of CPython by default.
const PYTHON_MAX_INT_DIGITS: usize = 4300;

/// Enough digits to round any decimal correctly, if it is known whether anything but zeros follows.
const SIGNIFICANT_DIGITS: usize = 800;

impl Reader<'_, '_> {
    /// Reads and prints the number that begins at `at`; returns its end.
    #[inline]
    pub(super) fn number<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        let negative = self.text[at] == b'-';
        let integer = at + usize::from(negative);
        let point = match self.text.get(integer) {
            Some(b'0') => integer + 1,
            Some(b'1'..=b'9') => self.digits(integer + 1),
            Some(b'I') if negative => {
                return match self.non_finite::<JS>(integer, b"Infinity") {
                    Err(error) if error.kind() == ErrorKind::NonFinite => Err(Error::new(ErrorKind::NonFinite, at)),
                    other => other,
                };
            }
            _ => return Err(self.malformed(integer)),
        };
        match self.text.get(point) {
            Some(b'.') => self.decimal::<JS>(at, integer, point),
            Some(b'e' | b'E') => {
                let end = self.exponent(point)?;
                self.double::<JS>(at, end)
            }
            Some(b'0'..=b'9') => Err(self.malformed(point)),
            _ => self.integer::<JS>(at, integer, point),
        }
    }

    /// An integer: Python keeps every digit, JavaScript those that a double holds.
    fn integer<const JS: bool>(&mut self, at: usize, integer: usize, end: usize) -> Result<usize, Error> {
        let digits = &self.text[integer..end];
        if at != integer && digits == b"0" {
            self.printer.skip(at, integer)?;
            return Ok(end);
        }
        if digits.len() <= EXACT_DIGITS {
            return Ok(end);
        }
        if JS {
            return self.double::<JS>(at, end);
        }
        if digits.len() > PYTHON_MAX_INT_DIGITS {
            return Err(Error::new(ErrorKind::IntegerTooLong, at));
        }
        self.agreement.may_differ();
        Ok(end)
    }

    /// A number with a decimal point, which stands at `point`.
    fn decimal<const JS: bool>(&mut self, at: usize, integer: usize, point: usize) -> Result<usize, Error> {
        let fraction = point + 1;
        let end = self.digits(fraction);
        if end == fraction {
            return Err(self.malformed(end));
        }
        if let Some(b'e' | b'E') = self.text.get(end) {
            let end = self.exponent(end)?;
            return self.double::<JS>(at, end);
        }
        let digits = &self.text[fraction..end];
        let kept = match digits.last() {
            Some(b'0') => digits.iter().rposition(|&digit| digit != b'0').map_or(0, |last| last + 1),
            _ => digits.len(),
        };
        let significant = if self.text[integer] == b'0' {
            // Smaller ones are printed with an exponent.
            let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
            if kept != 0 && zeros > if JS { 5 } else { 3 } {
                return self.double::<JS>(at, end);
            }
            if zeros > 3 {
                self.agreement.differs();
            }
            kept.saturating_sub(zeros)
        } else {
            point - integer + kept
        };
        if significant > EXACT_DIGITS {
            let decimal = Decimal::new(&self.text[integer..point], &digits[..kept], significant);
            // Python prints larger ones with an exponent.
            let plain = JS || point - integer <= 16;
            match decimal.as_ref().filter(|_| plain).and_then(Decimal::shortening) {
                Some(Shortening { dropped: 0, .. }) => {}
                Some(shortening) if self.shorten(fraction, fraction + kept, end, shortening)? => return Ok(end),
                _ => {
                    return match decimal.and_then(|decimal| decimal.double()) {
                        Some(size) => self.print::<JS>(at, end, if at == integer { size } else { -size }),
                        None => self.double::<JS>(at, end),
                    };
                }
            }
        }
        if kept == 0 {
            self.agreement.differs();
            if JS && at != integer && self.text[integer] == b'0' {
                return self.double::<JS>(at, end);
            }
        }
        // The digits are the answer already, but for zeros at the end.
        let stop = match kept {
            0 if JS => point,
            0 => fraction + 1,
            kept => fraction + kept,
        };
        if stop != end {
            self.printer.skip(stop, end)?;
        }
        Ok(end)
    }

    /// Drops the last of the digits in `text[fraction..stop]`, and the zeros behind them; false if that changes more than
    /// one digit in front, or leaves none.
    #[inline]
    fn shorten(&mut self, fraction: usize, stop: usize, end: usize, how: Shortening) -> Result<bool, Error> {
        let stop = stop - how.dropped;
        if stop <= fraction {
            return Ok(false);
        }
        if how.up {
            let last = self.text[stop - 1];
            if last == b'9' {
                return Ok(false);
            }
            self.printer.replace(stop - 1, end, &[last + 1])?;
        } else {
            self.printer.skip(stop, end)?;
        }
        Ok(true)
    }

    /// A number whose double has to be found.
    fn double<const JS: bool>(&mut self, at: usize, end: usize) -> Result<usize, Error> {
        self.print::<JS>(at, end, value(&self.text[at..end]))
    }

    /// Prints a double where its token stands.
    fn print<const JS: bool>(&mut self, at: usize, end: usize, value: f64) -> Result<usize, Error> {
        let mut buffer = zmij::Buffer::new();
        let mut printed = Printed::default();
        let new = printed_alike::<JS>(value, &mut buffer).unwrap_or_else(|| {
            print::<JS>(value, &mut printed);
            printed.as_bytes()
        });
        if self.text[at..end].iter().any(|byte| b".eE".contains(byte)) {
            if !is_printed_alike(value) {
                self.agreement.differs();
            }
        } else {
            // Python keeps the digits of an integer.
            self.agreement.may_differ();
        }
        if self.text[at..end] != *new {
            self.printer.replace(at, end, new)?;
        }
        Ok(end)
    }

    /// The end of the digits from `at` on.
    #[inline]
    fn digits(&self, mut at: usize) -> usize {
        while let Some(block) = block::<8>(self.text, at) {
            let found = not_digits(u64::from_le_bytes(*block)).trailing_zeros() as usize / 8;
            at += found;
            if found < 8 {
                return at;
            }
        }
        at + self.text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// The end of the exponent whose letter is at `at`.
    fn exponent(&self, at: usize) -> Result<usize, Error> {
        let sign = matches!(self.text.get(at + 1), Some(b'+' | b'-'));
        let first = at + 1 + usize::from(sign);
        let end = self.digits(first);
        if end == first {
            return Err(self.malformed(end));
        }
        Ok(end)
    }

    /// The error for a number that cannot go on like this.
    #[cold]
    fn malformed(&self, at: usize) -> Error {
        match self.unexpected(at) {
            error if error.kind() == ErrorKind::UnexpectedByte => Error::new(ErrorKind::InvalidNumber, at),
            error => error,
        }
    }
}

/// The high bit of each byte that is no digit: exact up to the first of them, counted from the lowest.
#[inline]
const fn not_digits(word: u64) -> u64 {
    let digits = word ^ 0x3030_3030_3030_3030;
    (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
}

/// Whether both forms print a float as the same text: not zero nor what is whole below 1e21, which Python prints with `.0`
/// or an exponent; not what is small, where Python has an exponent earlier, and two digits in it; nor what overflows.
fn is_printed_alike(value: f64) -> bool {
    let size = value.abs();
    if value.fract() == 0.0 {
        (1e21..f64::INFINITY).contains(&size)
    } else {
        !(1e-9..1e-4).contains(&size) && size.is_finite()
    }
}

/// The double nearest to a number token of RFC 8259, ties to even, however long it is.
fn value(token: &[u8]) -> f64 {
    let parse = |text: &[u8]| core::str::from_utf8(text).ok()?.parse().ok();
    let value = if token.len() <= SIGNIFICANT_DIGITS { parse(token) } else { parse(&shortened(token)) };
    // A token of that grammar is a number to Rust as well.
    value.unwrap_or(f64::NAN)
}

/// A token that rounds to the same double, of bounded length: as many digits as can matter, then a 1 for a rest that
/// is not zero. (The standard library's parser would cut a large exponent short even where many zeros balance it.)
#[cold]
fn shortened(token: &[u8]) -> Vec<u8> {
    let unsigned = token.strip_prefix(b"-").unwrap_or(token);
    let mantissa_len = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(unsigned.len());
    let (mantissa, exponent) = unsigned.split_at(mantissa_len);
    let point = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa_len);
    let leading = mantissa.iter().take_while(|byte| matches!(byte, b'0' | b'.')).count();
    let mut digits = mantissa[leading..].iter().filter(|byte| byte.is_ascii_digit());

    let mut short = Vec::with_capacity(SIGNIFICANT_DIGITS + 32);
    if unsigned.len() != token.len() {
        short.push(b'-');
    }
    short.extend_from_slice(b"0.");
    short.extend(digits.by_ref().take(SIGNIFICANT_DIGITS));
    short.push(if digits.any(|&digit| digit != b'0') { b'1' } else { b'0' });

    // The value is 0.ddd times ten to this power.
    let places = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let power = if leading > point {
        // 0.00ddd: the zeros behind the point.
        -places(leading - point - 1)
    } else {
        places(point - leading)
    };
    let power = power.saturating_add(exponent_value(exponent)).clamp(-9999, 9999);
    short.extend_from_slice(format!("e{power}").as_bytes());
    short
}

/// The value of `e…` or `E…`, or 0 for none; saturating.
fn exponent_value(exponent: &[u8]) -> i64 {
    let negative = exponent.get(1) == Some(&b'-');
    let digits = exponent.iter().filter(|byte| byte.is_ascii_digit());
    let size = digits.fold(0_i64, |value, &digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    if negative { -size } else { size }
}

/// What zmij prints, where that is what this form prints: shortest digits, without an exponent or with one that both
/// write alike.
fn printed_alike<const JS: bool>(value: f64, buffer: &mut zmij::Buffer) -> Option<&[u8]> {
    let size = value.abs();
    let (plain, small, large) = if JS { (1e-6..1e21, 1e-6, 1e21) } else { (1e-4..1e16, 1e-9, 1e16) };
    let plain = plain.contains(&size);
    let exponential = f64::MIN_POSITIVE <= size && size < small || large <= size && size <= f64::MAX;
    if !plain && !exponential {
        return None;
    }
    let printed = buffer.format_finite(value).as_bytes();
    if printed.contains(&b'e') == plain {
        return None;
    }
    printed.strip_suffix(if JS { b".0".as_slice() } else { b"" }).or(Some(printed))
}

/// A number as it is printed: no double needs more room.
#[derive(Default)]
struct Printed {
    bytes: [u8; 32],
    len: usize,
}

impl Printed {
    fn push(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        self.bytes[self.len..end].copy_from_slice(bytes);
        self.len = end;
    }

    fn push_zeros(&mut self, count: usize) {
        iter::repeat_n(b"0", count).for_each(|zero| self.push(zero));
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// `String(value)`, with `null` for what is not finite as in JSON; or `repr(value)`, with `json.dumps`'s `Infinity`.
fn print<const JS: bool>(value: f64, out: &mut Printed) {
    if value.is_sign_negative() && !(JS && (value == 0.0 || value.is_infinite())) {
        out.push(b"-");
    }
    if !value.is_finite() {
        return out.push(if JS { b"null" } else { b"Infinity" });
    }
    if value == 0.0 {
        return out.push(if JS { b"0" } else { b"0.0" });
    }
    let mut buffer = zmij::Buffer::new();
    let (digits, len, power) = shortest(buffer.format_finite(value.abs()));
    let digits = &digits[..len];
    let count = i32::try_from(len).unwrap_or(i32::MAX);
    // The value is 0.d1d2… times ten to `power`; the bounds are those of the two languages.
    let (smallest, largest) = if JS { (-5, 21) } else { (-3, 16) };
    if !(smallest..=largest).contains(&power) {
        out.push(&digits[..1]);
        if len > 1 {
            out.push(b".");
            out.push(&digits[1..]);
        }
        return push_exponent::<JS>(power - 1, out);
    }
    if power <= 0 {
        out.push(b"0.");
        out.push_zeros(power.unsigned_abs() as usize);
        out.push(digits);
    } else if count <= power {
        out.push(digits);
        out.push_zeros((power - count).unsigned_abs() as usize);
        if !JS {
            out.push(b".0");
        }
    } else {
        let (integer, fraction) = digits.split_at(power.unsigned_abs() as usize);
        out.push(integer);
        out.push(b".");
        out.push(fraction);
    }
}

/// `e+21`, `e-7`; Python writes at least two digits.
fn push_exponent<const JS: bool>(exponent: i32, out: &mut Printed) {
    out.push(if exponent < 0 { b"e-" } else { b"e+" });
    let size = exponent.unsigned_abs() as usize;
    let digit = |value: usize| b"0123456789"[value % 10];
    let digits = [digit(size / 100), digit(size / 10), digit(size)];
    let first = match size {
        100.. => 0,
        10.. => 1,
        _ if JS => 2,
        _ => 1,
    };
    out.push(&digits[first..]);
}

/// The digits of a printed positive number without zeros at either end, how many there are, and the power of ten that
/// `0.d1d2…` is multiplied by.
fn shortest(printed: &str) -> ([u8; 20], usize, i32) {
    let (mantissa, exponent) = printed.split_once('e').unwrap_or((printed, "0"));
    let mut digits = [0; 20];
    let mut len = 0;
    let mut kept = 0;
    let mut power = exponent.parse().unwrap_or(0);
    let mut fraction = false;
    for byte in mantissa.bytes() {
        if byte == b'.' {
            fraction = true;
            continue;
        }
        power += i32::from(!fraction && (len > 0 || byte != b'0'));
        if len == 0 && byte == b'0' {
            power -= i32::from(fraction);
            continue;
        }
        if len < digits.len() {
            digits[len] = byte;
            len += 1;
            if byte != b'0' {
                kept = len;
            }
        }
    }
    (digits, kept, power)
}
