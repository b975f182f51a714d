//! Numbers against checksums: the sequence of doubles published with RFC 8785 (168 constants, 2000 consecutive ones from
//! the smallest normal double on, then the SHA-256 chain of 32 zero bytes), through the rewriter in both forms.
//!
//! Each double is fed in two spellings of which neither is ever canonical for both forms: with 17 significant digits and
//! an exponent (`1.5000000000000000e0`), and with the fewest and an exponent (`1.5e0`). The output is then fed
//! again and must come back. And spellings of up to 19 digits without an exponent, in which most are printed as they
//! stand, against the same with an exponent, and as zmij prints their double. The checksum is that of the lines
//! `<bits in hex>,<number>\n`.
//!
//! Debug builds check 100,000 doubles, release builds 1,000,000. Any other number, up to 100,000,000, is set by hand:
//! `HERON_NUMBERS=100000000 cargo test --release --test numbers -- --nocapture`

use std::io::Write as _;

use heron_webhooks::json::{Form, Rewriter};
use sha2::{Digest as _, Sha256};

/// Lines, and the SHA-256 of that many lines as `String(double)` prints them: published at
/// <https://github.com/cyberphone/json-canonicalization/blob/master/testdata/README.md>.
const JAVASCRIPT: [(usize, &str); 6] = [
    (1_000, "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687"),
    (10_000, "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892"),
    (100_000, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7"),
    (1_000_000, "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16"),
    (10_000_000, "b9f8a44a91d46813b21b9602e72f112613c91408db0b8341fb94603d9db135e0"),
    (100_000_000, "0f7dda6b0837dde083c5d6b896f7d62340c8a2415b0c7121d83145e08a755272"),
];

/// The same, as `json.dumps(double)` prints them: recorded with CPython 3.8, 3.11 and 3.13 alike, the last with 3.11.7.
const PYTHON: [(usize, &str); 5] = [
    (1_000, "18f16d88c8958562fce732cceeb9618c5542d09ffe9f13a31f794ec2fec9322e"),
    (10_000, "a2ac4a762a26d271baddf4f3d1605aecad5d275c1ab576d07895ac4c3652f6e2"),
    (100_000, "1c1dd48eaf579751d86ffff901083fbc82344b3e2708e782fe5a97fa64ed84b7"),
    (1_000_000, "6508bf72940c9d3719fdbd6845e1cab5043767421fbf2591690e3a099af0cf28"),
    (10_000_000, "010d5ec9205be035762a29463190891defed1233699f0135a840b75c955861ca"),
];

/// The published sequence.
fn doubles() -> impl Iterator<Item = f64> {
    let constants = include_str!("vectors/es6-doubles.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| f64::from_bits(u64::from_str_radix(line, 16).expect("hexadecimal bits")));
    let consecutive = (0..2000).map(|step| f64::from_bits(0x0010_0000_0000_0000 + step));
    let mut block = [0; 32];
    let chain = core::iter::repeat_with(move || {
        block = Sha256::digest(block).into();
        block.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect::<Vec<_>>()
    });
    let random = chain.flatten().filter(|double| double.is_finite() && *double != 0.0);
    constants.chain(consecutive).chain(random)
}

/// Feeds spellings of a double to a form and returns what it prints.
struct Printer {
    form: Form,
    rewriter: Rewriter,
    spelling: Vec<u8>,
    printed: Vec<u8>,
}

impl Printer {
    fn new(form: Form) -> Self {
        Self { form, rewriter: Rewriter::new(), spelling: Vec::new(), printed: Vec::new() }
    }

    fn print(&mut self, double: f64) -> &[u8] {
        self.spelling.clear();
        write!(self.spelling, "{double:.16e}").expect("memory is written to");
        let printed = self.rewriter.rewrite((&self.spelling).into(), self.form).expect("a number");
        self.printed.clear();
        self.printed.extend_from_slice(printed);

        self.spelling.clear();
        write!(self.spelling, "{double:e}").expect("memory is written to");
        self.expect_same(double, "the shortest spelling");

        self.spelling.clone_from(&self.printed);
        self.expect_same(double, "the printed spelling");
        &self.printed
    }

    fn expect_same(&mut self, double: f64, what: &str) {
        let printed = self.rewriter.rewrite((&self.spelling).into(), self.form).expect("a number");
        assert_eq!(printed, self.printed, "{:?}: {what} of {double:e} is printed otherwise", self.form);
    }
}

fn lines_to_check() -> usize {
    match std::env::var("HERON_NUMBERS") {
        Ok(count) => count.parse().expect("HERON_NUMBERS is a number of doubles"),
        Err(_) if cfg!(debug_assertions) => 100_000,
        Err(_) => 1_000_000,
    }
}

fn check(form: Form, checksums: &[(usize, &str)]) {
    let count = lines_to_check();
    let mut checksums = checksums.iter().filter(|(lines, _)| *lines <= count).peekable();
    assert!(checksums.peek().is_some(), "the first checksum is that of 1,000 numbers, not of {count}");
    let mut printer = Printer::new(form);
    let mut hash = Sha256::new();
    let mut text = Vec::new();
    for (index, double) in doubles().enumerate() {
        let Some((lines, checksum)) = checksums.peek() else {
            break;
        };
        write!(text, "{:x},", double.to_bits()).expect("memory is written to");
        text.extend_from_slice(printer.print(double));
        text.push(b'\n');
        if index + 1 == *lines || text.len() > 1 << 16 {
            hash.update(&text);
            text.clear();
        }
        if index + 1 == *lines {
            let found = hash.clone().finalize();
            let found = found.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
            assert_eq!(found, *checksum, "{form:?}: the first {lines} numbers");
            println!("{form:?}: the first {lines} numbers have the expected checksum");
            checksums.next();
        }
    }
}

#[test]
fn javascript_prints_the_published_numbers() {
    check(Form::JavaScript, &JAVASCRIPT);
}

#[test]
fn python_prints_the_recorded_numbers() {
    check(Form::Python, &PYTHON);
}

/// The digits of a printed number, without zeros at the ends.
fn digits(printed: &[u8]) -> String {
    let text = core::str::from_utf8(printed).expect("ASCII");
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    mantissa.replace(['-', '.'], "").trim_matches('0').to_owned()
}

/// Decimals around doubles and halfway between two of them: as with an exponent, and with the digits that zmij finds
/// and the value that the standard library reads. (Of two that are as near, the latter would print the larger.)
#[test]
fn decimals_are_printed_as_with_an_exponent() {
    let (mut rewriter, mut other) = (Rewriter::new(), Rewriter::new());
    let mut check = |decimal: &str| {
        for exponent in [-12, -9, -5, 0, 3] {
            let exponential = format!("{decimal}e{exponent}");
            let double: f64 = exponential.parse().expect("a number");
            let shortest = zmij::Buffer::new().format(double).to_owned();
            let printed = rewriter.rewrite((&exponential).into(), Form::JavaScript).expect("a number");
            assert_eq!(digits(printed), digits(shortest.as_bytes()), "{exponential}");
            let again = core::str::from_utf8(printed).expect("ASCII").parse();
            assert_eq!(again, Ok(double), "{exponential}");
        }
        let exponential = format!("{decimal}e0");
        for form in [Form::JavaScript, Form::Python] {
            let expected = other.rewrite((&exponential).into(), form);
            assert_eq!(rewriter.rewrite(decimal.into(), form), expected, "{form:?} of {decimal}");
        }
    };
    for (index, double) in doubles().enumerate().take(lines_to_check() / 10) {
        // Any bits, with an exponent between 2^-24 and 2^57.
        let exponent = 1023 - 24 + index as u64 % 82;
        let double = f64::from_bits(double.to_bits() & !(0x7ff << 52) | exponent << 52);
        for double in [double, f64::from_bits(double.to_bits() & !0xffff_ffff), double.round() / 8.0] {
            let digits = double.abs().max(1e-8).log10().floor() as i32;
            for significant in 14..=19 {
                check(&format!("{double:.*}", usize::try_from(significant - digits).unwrap_or(0).max(1)));
            }
            let halfway = format!("{:.30}", double.midpoint(double.next_up()));
            for len in 17..22 {
                let point = halfway.find('.').expect("a point");
                check(&halfway[..len.max(point + 2)]);
            }
        }
    }
}

/// `significand * 2^exponent`: its digits up to the last that is not zero, and the power of ten of that.
fn exact_digits(significand: u64, exponent: isize) -> (String, isize) {
    // 2^-n is 5^n / 10^n.
    let (factor, power) = if exponent < 0 { (5, exponent) } else { (2, 0) };
    // Nine digits each, the last first.
    let mut parts = vec![significand % 1_000_000_000, significand / 1_000_000_000];
    for _ in 0..exponent.unsigned_abs() {
        let mut carry = 0;
        for part in &mut parts {
            let product = *part * factor + carry;
            (*part, carry) = (product % 1_000_000_000, product / 1_000_000_000);
        }
        if carry > 0 {
            parts.push(carry);
        }
    }
    let digits = parts.iter().rev().fold(String::new(), |digits, part| format!("{digits}{part:09}"));
    let trimmed = digits.trim_end_matches('0');
    (trimmed.trim_start_matches('0').to_owned(), power + (digits.len() - trimmed.len()).cast_signed())
}

/// Decimals halfway between two doubles, just above and just below, and cut short, in several spellings: they are
/// rounded as the standard library rounds them.
#[test]
fn decimals_near_halfway_are_rounded_correctly() {
    let (mut rewriter, mut count) = (Rewriter::new(), 0);
    let mut check = |decimal: &str| {
        let expected: f64 = decimal.parse().expect("a number");
        let printed = rewriter.rewrite(decimal.into(), Form::JavaScript).expect(decimal);
        let printed = core::str::from_utf8(printed).expect("ASCII");
        let rounded = if printed == "null" { f64::INFINITY } else { printed.parse().expect("a number") };
        assert_eq!(rounded.to_bits(), expected.to_bits(), "{decimal}");
        count += 1;
    };
    let random = doubles().take(lines_to_check() / 100).map(f64::abs);
    let ends = [0.0, f64::MIN_POSITIVE.next_down(), f64::MIN_POSITIVE, f64::MAX];
    // Subnormal ones, with any number of bits.
    let small = doubles().zip(0..400).map(|(double, index)| f64::from_bits(double.to_bits() >> (12 + index % 52)));
    for double in random.chain(ends).chain(small) {
        let (bits, biased) = (double.to_bits() & !(0x7ff << 52), double.to_bits() >> 52 & 0x7ff);
        let significand = if biased == 0 { bits } else { bits | 1 << 52 };
        let exponent = isize::try_from(biased.max(1)).expect("11 bits") - 1075;
        let (halfway, power) = exact_digits(2 * significand + 1, exponent - 1);
        let (front, last) = halfway.split_at(halfway.len() - 1);
        let below = char::from(last.as_bytes()[0] - 1);
        check(&format!("{halfway}e{power}"));
        for more in [1_usize, 20, 700, 3000] {
            check(&format!("{halfway}{}1e{}", "0".repeat(more), power - more.cast_signed() - 1));
            check(&format!("0.{front}{below}{}e{}", "9".repeat(more), power + halfway.len().cast_signed()));
        }
        for len in [15_usize, 16, 17, 18, 19, 20, 21, 25, 40, 100, 766, 767, 768, 769] {
            if len < halfway.len() {
                let (cut, rest) = halfway.split_at(len);
                let power = power + rest.len().cast_signed();
                check(&format!("{cut}e{power}"));
                check(&format!("{cut}9e{}", power - 1));
                let (zeros, places) = ("0".repeat(len % 5), (len + len % 5).cast_signed());
                check(&format!("0.{zeros}{cut}e{}", power + places));
                let (whole, fraction) = cut.split_at(1);
                check(&format!("{whole}.{fraction}e{}", power + len.cast_signed() - 1));
            }
        }
    }
    println!("{count} decimals");
}
