//! Equal keys in objects of any size, at any distance and spelt differently, against a plain list of members.

mod random;

use core::fmt::Write as _;

use heron_webhooks::json::{Form, rewrite};
use random::Random;

/// A key of any length that tells numbers apart, at its front or at its end; `\u0061` for the `a` in it if asked for.
fn key(number: usize, kind: usize, escaped: bool) -> String {
    let a = if escaped { "\\u0061" } else { "a" };
    match kind {
        0 => format!("{a}{number}"),
        1 => format!("a key that is quite long {a}{number}"),
        2 => format!("{number} {a} key that is quite long"),
        _ => format!("{a}\\\"{number}\\\\"),
    }
}

#[test]
fn the_first_place_and_the_last_value_are_kept() {
    let mut random = Random::new(1);
    for members in [1_usize, 2, 3, 15, 16, 17, 40, 300, 5_000, 70_000] {
        for (round, keys) in [members * 1_000, members * 4, members, members.div_ceil(2), 1].into_iter().enumerate() {
            let kind = (round + members) % 4;
            let mut text = String::new();
            let mut kept: Vec<usize> = Vec::new();
            let mut values = std::collections::HashMap::new();
            for value in 0..members {
                let number = random.below(keys);
                let comma = if value == 0 { '{' } else { ',' };
                write!(text, "{comma}\"{}\":{value}", key(number, kind, random.below(8) == 0)).expect("memory");
                if values.insert(number, value).is_none() {
                    kept.push(number);
                }
            }
            text.push('}');
            let expected: Vec<_> =
                kept.iter().map(|number| format!("\"{}\":{}", key(*number, kind, false), values[number])).collect();
            let expected = format!("{{{}}}", expected.join(","));
            for form in [Form::Python, Form::JavaScript] {
                let printed = rewrite(&text, form).expect("it is JSON");
                assert!(printed == expected.as_bytes(), "{form:?}: {members} members of {keys} keys, kind {kind}");
            }
        }
    }
}
