//! The keys that tests/hostile/collisions.mjs makes still have one hash in the reader, so that what is tested with them is
//! the worst case. Seen from outside: a text that stays as it is is not copied, unless keys have to be compared.

use heron_webhooks::json::{Form, Rewriter, Text};

#[derive(serde::Deserialize)]
struct Vectors {
    keys: Vec<String>,
}

fn is_copied(one: &str, other: &str) -> bool {
    let text = format!(r#"{{"{one}":1,"{other}":2}}"#);
    let mut rewriter = Rewriter::new();
    let printed = rewriter.rewrite(Text::Str(&text), Form::Python).expect("JSON");
    assert_eq!(printed, text.as_bytes());
    !core::ptr::eq(printed, text.as_bytes())
}

#[test]
fn the_keys_collide() {
    let Vectors { keys } = serde_json::from_str(include_str!("vectors/colliding-keys.json")).expect("vectors");
    assert_eq!(keys.len(), 16);
    for (number, key) in keys.iter().enumerate() {
        for other in &keys[number + 1..] {
            assert!(is_copied(key, other), "{key} and {other}: collisions.mjs has to collide in another hash now");
        }
        // Of the same length, and with as much in common.
        assert!(!is_copied(key, &key.replace("the end.", "an end! ")), "{key}");
    }
}
