//! Random inputs: texts that are JSON, nearly so, or were.

use crate::random::Random;

impl Random {
    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Some of these, one behind the other.
    fn some(&mut self, most: usize, choices: &[&str]) -> String {
        (0..self.below(most)).map(|_| self.pick(choices)).collect()
    }
}

const CHARACTERS: [&str; 24] = [
    "a",
    "b",
    "xyz, with more than 8",
    "0",
    "9",
    " ",
    "/",
    "\\/",
    "\\\"",
    "\\\\",
    "\\n",
    "\\u0000",
    "\\u001F",
    "\\u007f",
    "\u{7f}",
    "\\u00e9",
    "\u{e9}",
    "\u{2028}",
    "\\uD83D\\uDE00",
    "\u{1f600}",
    "\\ud800",
    "\\udfff",
    "\\u0022",
    "`<!&>",
];
const KEYS: [&str; 20] = [
    "a",
    "b",
    "\\u0061",
    "",
    "0",
    "1",
    "10",
    "2",
    "01",
    "4294967294",
    "4294967295",
    "4294967296",
    "__proto__",
    "topic",
    "data",
    "created",
    "meta",
    "end_user_id",
    "status",
    "\u{e9}",
];
const SPACE: [&str; 4] = [" ", "\n", "\t", "\r"];

fn space(random: &mut Random) -> String {
    if random.one_in(4) { random.some(3, &SPACE) } else { String::new() }
}

fn string(random: &mut Random) -> String {
    format!("\"{}\"", random.some(6, &CHARACTERS))
}

fn number(random: &mut Random) -> String {
    let sign = random.pick(&["", "", "-"]);
    if random.one_in(4) {
        let double = f64::from_bits(random.next());
        return if double.is_finite() { format!("{double:e}") } else { format!("{sign}1e400") };
    }
    let digits = |random: &mut Random| -> String {
        let most = if random.one_in(5) { 30 } else { 4 };
        (0..=random.below(most)).map(|_| char::from(b'0' + random.below(10) as u8)).collect()
    };
    let integer = if random.one_in(3) { "0".to_owned() } else { format!("{}{}", 1 + random.below(9), digits(random)) };
    let fraction = if random.one_in(2) { format!(".{}", digits(random)) } else { String::new() };
    let exponent = if random.one_in(3) {
        format!("{}{}{}", random.pick(&["e", "E"]), random.pick(&["", "+", "-"]), random.below(40))
    } else {
        String::new()
    };
    format!("{sign}{integer}{fraction}{exponent}")
}

fn value(random: &mut Random, depth: usize) -> String {
    let container = depth < 6 && !random.one_in(depth + 2);
    let inside = match random.below(if container { 8 } else { 5 }) {
        0 => random.pick(&["null", "true", "false", "NaN", "-Infinity", "[]", "{}"]).to_owned(),
        1 | 2 => number(random),
        3 | 4 => string(random),
        5 => {
            let items: Vec<String> = (0..random.below(5)).map(|_| value(random, depth + 1)).collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            let most = if random.one_in(20) { 60 } else { 6 };
            let members: Vec<String> = (0..random.below(most)).map(|_| member(random, depth)).collect();
            format!("{{{}}}", members.join(","))
        }
    };
    format!("{}{inside}{}", space(random), space(random))
}

fn member(random: &mut Random, depth: usize) -> String {
    let key = if random.one_in(3) { string(random) } else { format!("\"{}\"", random.pick(&KEYS)) };
    format!("{}{key}{}:{}", space(random), space(random), value(random, depth + 1))
}

/// A JSON text, now and then broken.
pub fn document(random: &mut Random) -> Vec<u8> {
    let mut text = value(random, 0).into_bytes();
    if random.one_in(8) {
        text.splice(0..0, *b"\xef\xbb\xbf");
    }
    broken(random, text)
}

fn broken(random: &mut Random, mut text: Vec<u8>) -> Vec<u8> {
    for _ in 0..[0, 0, 0, 1, 3][random.below(5)] {
        let at = random.below(text.len() + 1);
        match random.below(3) {
            0 => text.truncate(at),
            1 => text.insert(at, b",\"\\[}0e\x80\xff\xc3"[random.below(10)]),
            _ => drop(text.splice(at..(at + 2).min(text.len()), [])),
        }
    }
    text
}

/// Documents, each behind what is to be done with it.
pub fn several(random: &mut Random) -> Vec<u8> {
    let parts: Vec<Vec<u8>> =
        (0..=random.below(8)).map(|_| [vec![random.below(128) as u8], document(random)].concat()).collect();
    parts.join(&0xff)
}

/// An envelope, or what is nearly one.
pub fn event(random: &mut Random) -> Vec<u8> {
    let topics = ["\"end_user.processed\"", "\"pdf.parsed\"", "\"x\\ny\"", "\"\"", "null", "\"\\ud800\"", "1"];
    let times = ["\"2021-05-20T09:23:53+00:00\"", "\"2021-05-20T09:23:53.123456\"", "\"<2021>\"", "null", "7"];
    let mut members: Vec<String> = (0..random.below(4)).map(|_| member(random, 1)).collect();
    for (name, text) in [("topic", random.pick(&topics)), ("created", random.pick(&times))] {
        if !random.one_in(8) {
            members.insert(random.below(members.len() + 1), format!("\"{name}\":{text}"));
        }
    }
    for name in ["data", "meta"] {
        let ids: Vec<String> = (0..random.below(8)).map(|_| member(random, 2)).collect();
        members.push(format!("\"{name}\":{{{}}}", ids.join(",")));
    }
    let text = format!("{{{}}}", members.join(",")).into_bytes();
    if random.one_in(3) { broken(random, text) } else { text }
}

/// A header's value, or what is nearly one.
pub fn header(random: &mut Random) -> Vec<u8> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text: Vec<u8> = (0..43).map(|_| digits[random.below(64)]).collect();
    text[42] = b"AEIMQUYcgkosw048BZ+"[random.below(19)];
    text.push(b'=');
    broken(random, text)
}

/// A body behind a plan to verify it by.
pub fn planned(random: &mut Random) -> Vec<u8> {
    [vec![random.below(256) as u8], document(random)].concat()
}

/// A secret, a header and a body.
pub fn complaint(random: &mut Random) -> Vec<u8> {
    let secret = random.pick(&["sec_Eqio3Y4dhyNiMphrXwG58p", "\"sec_1234567890\"\n", "", "ab\u{e9}\\\""]);
    let header = random.pick(&[
        b"".as_slice(),
        b"\xfd",
        b"sha256=\xfd",
        b"\xfe",
        b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ]);
    let mut body = document(random);
    if random.one_in(2) {
        body.insert(random.below(body.len() + 1), 0xfe);
    }
    [secret.as_bytes(), header, &body].join(&0xff)
}
