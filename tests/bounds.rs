//! Every length around the bounds that the rewriter has inside: words of 8 bytes, blocks of 16, buffers that grow, the
//! members from which on equal keys are looked for by sorting, the digits that are copied as they are. Against the
//! oracle, through one rewriter.

#![allow(unreachable_pub, reason = "the oracle is also that of other tests")]

#[path = "properties/oracle.rs"]
mod oracle;

use heron_webhooks::json::{Form, Rewriter, Text};

/// What is rewritten to something shorter, as long or longer, by one form or both; and what stays.
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
}

impl Checker {
    fn check(&mut self, text: &str) {
        for form in [Form::Python, Form::JavaScript] {
            let printed = self.rewriter.rewrite(Text::Str(text), form).ok();
            let expected = oracle::rewrite(Text::Str(text), form);
            assert!(printed == expected.as_deref(), "{form:?} of {text}");
            self.count += 1;
        }
    }
}

#[test]
fn plain_stretches_around_what_changes() {
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
