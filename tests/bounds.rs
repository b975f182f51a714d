//! Every length around the bounds that the rewriter has inside: words of 8 bytes, blocks of 16, buffers that grow, the
//! members from which on equal keys are looked for by sorting, the digits that are copied as they are. Against the oracle,
//! through one rewriter.

#![allow(unreachable_pub, reason = "the oracle and the properties are also those of other tests")]
#![allow(dead_code, reason = "not all of them are needed here")]

#[path = "properties/json.rs"]
mod json;
#[path = "properties/oracle.rs"]
mod oracle;
mod random;

use core::{fmt::Write as _, ops::Range};

use heron_webhooks::json::{Form, Rewriter, Text};
use random::Random;

/// Texts that one form or both rewrite to something shorter, as long or longer, and texts that stay.
const CHANGED: [&str; 12] = [
    "",
    "\\/",
    "\\u0041",
    "\\u0022",
    "\\u001F",
    "\u{7f}",
    "\u{e9}",
    "\\u00E9",
    "\u{1f600}",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\n",
];

#[derive(Default)]
struct Checker {
    rewriter: Rewriter,
    count: usize,
    /// How many bytes were right.
    printed: usize,
}

impl Checker {
    fn check(&mut self, text: &str) {
        for form in [Form::Python, Form::JavaScript] {
            let printed = self.rewriter.rewrite(Text::Str(text), form).ok();
            let expected = oracle::rewrite(Text::Str(text), form);
            assert!(printed == expected.as_deref(), "{form:?} of {text}");
            self.count += 1;
            self.printed += printed.map_or(0, <[u8]>::len);
        }
    }
}

#[test]
fn plain_stretches_around_changes() {
    let mut checker = Checker::default();
    for changed in CHANGED {
        for before in (0..=70).chain(4_080..=4_112) {
            for after in (0..=34).chain(64..=65) {
                let (before, after) = ("x".repeat(before), "y".repeat(after));
                checker.check(&format!("[ \"{before}{changed}{after}\"]"));
            }
        }
    }
    println!("{} rewrites", checker.count);
}

#[test]
fn buffers_that_grow() {
    let mut checker = Checker::default();
    for changed in CHANGED {
        for times in (0..=130).chain([1_000, 5_000]) {
            checker.check(&format!("\"{}\"", changed.repeat(times)));
            checker.check(&format!("[{}1.50]", "1.0 ,".repeat(times)));
        }
    }
    println!("{} rewrites", checker.count);
}

#[test]
fn members_and_equal_keys() {
    let mut checker = Checker::default();
    for count in 0..=70_usize {
        let names: [fn(usize, usize) -> usize; 4] =
            [|index, _| index, |index, count| count - index, |index, count| index % count.div_ceil(2), |_, _| 7];
        for name in names {
            for prefix in ["", "k", "0"] {
                let member = |index| format!("\"{prefix}{}\":[{index},{{\"2\":1.0,\"1\":0}}]", name(index, count));
                let members: Vec<String> = (0..count).map(member).collect();
                checker.check(&format!("{{{}}}", members.join(",")));
            }
        }
    }
    println!("{} rewrites", checker.count);
}

/// Every place of the point in numbers of up to 20 digits, with zeros on either side, and exponents.
#[test]
fn digits_points_and_zeros() {
    let mut checker = Checker::default();
    for count in 1..=20 {
        for digits in ["12345678901234567890", "99999999999999999999", "10000000000000000000", "10000000000000000005"] {
            let digits = &digits[..count];
            for zeros in 0..=8 {
                let zeros = "0".repeat(zeros);
                checker.check(&format!("0.{zeros}{digits}{zeros}"));
                checker.check(&format!("-{digits}{zeros}"));
                checker.check(&format!("{digits}{zeros}.0{zeros}"));
                for point in 1..count {
                    let (integer, fraction) = digits.split_at(point);
                    checker.check(&format!("{integer}.{fraction}{zeros}"));
                    checker.check(&format!("-{integer}.{fraction}e-{}", zeros.len()));
                }
            }
            for exponent in -30..=30 {
                checker.check(&format!("{digits}e{exponent}"));
            }
        }
    }
    println!("{} rewrites", checker.count);
}

/// Numbers around the bounds of the short ways to print them: digits that a double always holds, and one or two more;
/// powers at which a form changes to an exponent, the doubles end or lose bits; integers around 2^53. In every spelling
/// of the exponent. Printed text stays as it is, without a copy.
#[test]
fn numbers_around_every_bound() {
    let mut checker = Checker::default();
    let mut check = |text: &str| {
        for sign in ["", "-"] {
            let text = format!("{sign}{text}");
            checker.check(&text);
            json::serialisers(text.as_bytes());
        }
    };
    let digits = [
        ["0", "1", "9", "10", "123", "100000000000001", "999999999999999", "123456789012345", "900719925474099"]
            .as_slice(),
        &["1000000000000001", "9999999999999999", "4503599627370497", "9007199254740991", "9007199254740992"],
        &["9007199254740993", "9007199254740994", "9007199254740995", "9999999999999998", "1234567890123456"],
        &["10000000000000001", "12345678901234567", "17976931348623157", "17976931348623159", "22250738585072014"],
        &["22250738585072011", "90071992547409931", "99999999999999999", "123456789012345678", "999999999999999999"],
        &["1000000000000000001", "9223372036854775807", "9999999999999999999", "18446744073709551615"],
    ];
    let powers = [-345..=-300, -40..=45, 285..=330];
    for digits in digits.concat() {
        for power in powers.clone().into_iter().flatten() {
            // 0.ddd times ten to this power, with the point in front, behind the first digit, in the middle and behind.
            for point in [0, 1, digits.len() / 2, digits.len()] {
                let (whole, fraction) = digits.split_at(point.min(digits.len()));
                if whole.len() > 1 && whole.starts_with('0') {
                    continue;
                }
                let whole = if whole.is_empty() { "0" } else { whole };
                let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
                let exponent = power - i32::try_from(point).expect("few digits");
                check(&format!("{whole}{fraction}e{exponent}"));
                check(&format!("{whole}{fraction}e{exponent:+}"));
                check(&format!("{whole}{fraction}E{exponent:+03}"));
            }
            // Without an exponent.
            let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
            let len = i32::try_from(digits.len()).expect("few digits");
            if digits != "0" && (-40..=45).contains(&power) {
                let whole = usize::try_from(power.clamp(0, len)).expect("not negative");
                let (whole, fraction) = (&digits[..whole], &digits[whole..]);
                let whole = if whole.is_empty() { "0".to_owned() } else { format!("{whole}{}", zeros(power - len)) };
                check(&format!("{whole}.{}{fraction}0", zeros(-power)));
                check(&format!(
                    "{whole}.{}{fraction}",
                    if fraction.is_empty() { "0".to_owned() } else { zeros(-power) }
                ));
                if fraction.is_empty() {
                    check(&whole);
                }
            }
        }
    }
    println!("{} rewrites", checker.count);
}

/// Every integer near powers of two, where the doubles' distance changes.
#[test]
fn integers_near_powers_of_two() {
    let mut checker = Checker::default();
    for bits in 50..=70_u32 {
        for step in 0..=600 {
            checker.check(&((1_u128 << bits) - 300 + step).to_string());
        }
    }
    println!("{} rewrites", checker.count);
}

/// Objects inside one another, most of which want another order than they have or have equal keys.
struct Objects {
    random: Random,
    text: String,
    /// How many more there may be, and how deep.
    left: usize,
    levels: usize,
    /// The longest other value.
    longest: usize,
}

impl Objects {
    fn object(&mut self, level: usize) {
        for member in 0..=self.random.below(4) {
            self.text.push(if member == 0 { '{' } else { ',' });
            if self.left > 0 && level < self.levels && self.random.below(3) > 0 {
                self.left -= 1;
                // No other has this key, which would leave out all that is inside.
                write!(self.text, "\"{}\": ", 20 - member).expect("memory");
                self.object(level + 1);
            } else {
                let key = self.random.pick(&["a", "b", "\\u0061", "1", "0", "10"]);
                let len = self.random.below(self.longest);
                write!(self.text, "\"{key}\": \"{}\"", "x".repeat(len)).expect("memory");
            }
        }
        self.text.push('}');
    }
}

fn orders_inside_one_another(seeds: Range<u64>) {
    let mut checker = Checker::default();
    // The recursion here needs it.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(move || {
        let mut bytes = 0;
        for seed in seeds {
            let mut random = Random::new(seed);
            let left = random.pick(&[500, 1_000, 2_000, 10_000]);
            let (levels, longest) = (random.pick(&[6, 40, 2_000, 9_000]), random.pick(&[1, 20, 300]));
            let mut objects = Objects { random, text: String::from("["), left, levels, longest };
            for _ in 0..4 {
                objects.left = left;
                objects.object(0);
                objects.text.push(',');
            }
            objects.text.push_str("0]");
            checker.check(&objects.text);
            bytes += 2 * objects.text.len();
        }
        assert!(checker.printed > bytes / 2, "most of it is left out");
        println!("{} rewrites", checker.count);
    });
    thread.expect("memory").join().expect("each is the oracle's");
}

#[test]
fn some_orders_inside_one_another() {
    orders_inside_one_another(0..5);
}

#[test]
#[ignore = "exhaustive: half a minute"]
fn many_orders_inside_one_another() {
    orders_inside_one_another(5..80);
}

#[test]
fn a_chain_of_orders() {
    for levels in [1, 2, 3, 1000, 9000] {
        let text = format!("{}0{}", r#"{"a":"#.repeat(levels), r#","0":0}"#.repeat(levels));
        let expected = format!("{}0{}", r#"{"0":0,"a":"#.repeat(levels), "}".repeat(levels));
        let mut rewriter = Rewriter::new();
        assert_eq!(rewriter.rewrite(Text::Str(&text), Form::JavaScript), Ok(expected.as_bytes()), "{levels} levels");
    }
}
