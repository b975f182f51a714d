//! The serialisers once more, as plainly as they can be written: a text is read to a value, by recursion, and the value
//! is printed, by recursion. Slow, with none of the crate's code, and held against the engines' own answers, which are
//! in `vectors/`. The property tests and the fuzz targets compare with it.

use heron_webhooks::json::{Form, Text};

/// CPython's `sys.get_int_max_str_digits()`.
const PYTHON_MAX_DIGITS: usize = 4300;

/// A JSON value as it is written: numbers by their token, strings in UTF-16, equal keys as often as they come.
#[derive(Clone, Debug)]
pub enum Value {
    Literal(&'static str),
    Number(String),
    String(Vec<u16>),
    Array(Vec<Value>),
    Object(Vec<(Vec<u16>, Value)>),
}

/// A text in a form; `None`: the form refuses it.
pub fn rewrite(text: Text<'_>, form: Form) -> Option<Vec<u8>> {
    match form {
        Form::Raw => Some(text.as_bytes().to_vec()),
        _ => read(text, form).map(|value| print(&value, form).into_bytes()),
    }
}

/// The value of a text, if a form reads it.
pub fn read(text: Text<'_>, form: Form) -> Option<Value> {
    let text = match text {
        Text::Str(text) => text,
        Text::Bytes(bytes) => core::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?,
    };
    let mut reader = Reader { text: text.chars().collect(), at: 0, python: form == Form::Python };
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    (reader.at == reader.text.len()).then_some(value)
}

struct Reader {
    text: Vec<char>,
    at: usize,
    python: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    /// Whether this came next; then it is taken.
    fn take(&mut self, expected: &str) -> bool {
        let expected: Vec<char> = expected.chars().collect();
        let found = self.text[self.at..].starts_with(&expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn space(&mut self) {
        while let Some(' ' | '\t' | '\n' | '\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        for literal in ["null", "true", "false"] {
            if self.take(literal) {
                return Some(Value::Literal(literal));
            }
        }
        for literal in ["NaN", "Infinity", "-Infinity"] {
            if self.python && self.take(literal) {
                return Some(Value::Literal(literal));
            }
        }
        match self.peek()? {
            '"' => self.string().map(Value::String),
            '[' | '{' if depth == heron_webhooks::json::MAX_DEPTH => None,
            '[' => self.array(depth),
            '{' => self.object(depth),
            _ => self.number(),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.take("]") {
            return Some(Value::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            match self.next()? {
                ',' => {}
                ']' => return Some(Value::Array(items)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut members = Vec::new();
        self.at += 1;
        self.space();
        if self.take("}") {
            return Some(Value::Object(members));
        }
        loop {
            self.space();
            let key = self.string()?;
            self.space();
            if !self.take(":") {
                return None;
            }
            self.space();
            members.push((key, self.value(depth + 1)?));
            self.space();
            match self.next()? {
                ',' => {}
                '}' => return Some(Value::Object(members)),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        if !self.take("\"") {
            return None;
        }
        loop {
            match self.next()? {
                '"' => return Some(units),
                '\0'..' ' => return None,
                '\\' => units.push(match self.next()? {
                    plain @ ('"' | '\\' | '/') => plain as u16,
                    'b' => 8,
                    't' => 9,
                    'n' => 10,
                    'f' => 12,
                    'r' => 13,
                    'u' => {
                        let mut unit = 0;
                        for _ in 0..4 {
                            unit = unit * 16 + self.next()?.to_digit(16)?;
                        }
                        u16::try_from(unit).ok()?
                    }
                    _ => return None,
                }),
                character => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.take("-");
        let first = self.at;
        let integer = self.digits()?;
        if integer > 1 && self.text[first] == '0' {
            return None;
        }
        let mut is_integer = true;
        if self.take(".") {
            is_integer = false;
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            is_integer = false;
            let _ = self.take("+") || self.take("-");
            self.digits()?;
        }
        if self.python && is_integer && integer > PYTHON_MAX_DIGITS {
            return None;
        }
        Some(Value::Number(self.text[start..self.at].iter().collect()))
    }

    /// How many digits there are, at least one.
    fn digits(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|character| character.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then(|| self.at - start)
    }
}

/// A value as a form prints it.
pub fn print(value: &Value, form: Form) -> String {
    let javascript = form == Form::JavaScript;
    match value {
        Value::Literal(literal) => (*literal).to_owned(),
        Value::Number(token) if javascript => javascript_number(token),
        Value::Number(token) => python_number(token),
        Value::String(units) => string(units, javascript),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| print(item, form)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let members: Vec<String> = ordered(members, javascript)
                .into_iter()
                .map(|(key, value)| format!("{}:{}", string(key, javascript), print(value, form)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// Each key where it came first, with its last value; in JavaScript behind the array indexes, in their order.
fn ordered(members: &[(Vec<u16>, Value)], javascript: bool) -> Vec<(&Vec<u16>, &Value)> {
    let mut kept: Vec<(&Vec<u16>, &Value)> = Vec::new();
    for (key, value) in members {
        match kept.iter_mut().find(|(other, _)| *other == key) {
            Some(earlier) => earlier.1 = value,
            None => kept.push((key, value)),
        }
    }
    if javascript {
        kept.sort_by_key(|(key, _)| array_index(key).unwrap_or(u32::MAX));
    }
    kept
}

/// A canonical decimal from 0 to 2^32 - 2.
fn array_index(key: &[u16]) -> Option<u32> {
    let text = String::from_utf16(key).ok()?;
    text.parse().ok().filter(|index: &u32| *index != u32::MAX && index.to_string() == text)
}

fn string(units: &[u16], javascript: bool) -> String {
    let mut out = "\"".to_owned();
    for character in char::decode_utf16(units.iter().copied()) {
        match character {
            Ok('"') => out += "\\\"",
            Ok('\\') => out += "\\\\",
            Ok('\u{8}') => out += "\\b",
            Ok('\t') => out += "\\t",
            Ok('\n') => out += "\\n",
            Ok('\u{c}') => out += "\\f",
            Ok('\r') => out += "\\r",
            Ok(plain @ ' '..='~') => out.push(plain),
            Ok(other) if javascript && other > ' ' => out.push(other),
            Ok(other) => out.extend(other.encode_utf16(&mut [0; 2]).iter().map(|&unit| escape(unit))),
            Err(surrogate) => out += &escape(surrogate.unpaired_surrogate()),
        }
    }
    out + "\""
}

fn escape(unit: u16) -> String {
    format!("\\u{unit:04x}")
}

/// The fewest digits of a positive number, and the power of ten that 0.ddd is multiplied by. Of two that are as near, the
/// standard library does not take the even one, as both languages do, unless it is told how many digits there are.
fn shortest(value: f64) -> (String, i32) {
    let shortest = format!("{value:e}");
    let count = shortest.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count();
    let nearest = format!("{value:.*e}", count - 1);
    let printed = if nearest.parse() == Ok(value) { nearest } else { shortest };
    let (mantissa, exponent) = printed.split_once('e').expect("an exponent");
    (mantissa.replace('.', ""), exponent.parse::<i32>().expect("a number") + 1)
}

/// ECMA-262 6.1.6.1.20 `Number::toString`, and null for what is not finite.
fn javascript_number(token: &str) -> String {
    let value: f64 = token.parse().expect("a number");
    if !value.is_finite() {
        return "null".to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let (digits, n) = shortest(value.abs());
    let k = i32::try_from(digits.len()).expect("few digits");
    let zeros = |count: i32| "0".repeat(count.unsigned_abs() as usize);
    let at = n.unsigned_abs() as usize;
    let printed = if k <= n && n <= 21 {
        digits + &zeros(n - k)
    } else if 0 < n && n <= 21 {
        format!("{}.{}", &digits[..at], &digits[at..])
    } else if -6 < n && n <= 0 {
        format!("0.{}{digits}", zeros(n))
    } else {
        let exponent = format!("{}{}", if n > 0 { "+" } else { "-" }, (n - 1).abs());
        match digits.split_at(1) {
            (first, "") => format!("{first}e{exponent}"),
            (first, rest) => format!("{first}.{rest}e{exponent}"),
        }
    };
    format!("{sign}{printed}")
}

/// `int.__repr__`, or `float.__repr__` with `json`'s names for what is not finite.
fn python_number(token: &str) -> String {
    if token == "-0" {
        return "0".to_owned();
    }
    if !token.contains(['.', 'e', 'E']) {
        return token.to_owned();
    }
    let value: f64 = token.parse().expect("a number");
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return format!("{sign}Infinity");
    }
    if value == 0.0 {
        return format!("{sign}0.0");
    }
    let (digits, n) = shortest(value.abs());
    let at = n.unsigned_abs() as usize;
    let printed = if !(-3..=16).contains(&n) {
        let exponent = format!("{}{:02}", if n > 0 { "+" } else { "-" }, (n - 1).abs());
        match digits.split_at(1) {
            (first, "") => format!("{first}e{exponent}"),
            (first, rest) => format!("{first}.{rest}e{exponent}"),
        }
    } else if n <= 0 {
        format!("0.{}{digits}", "0".repeat(at))
    } else if digits.len() <= at {
        format!("{digits}{}.0", "0".repeat(at - digits.len()))
    } else {
        format!("{}.{}", &digits[..at], &digits[at..])
    };
    format!("{sign}{printed}")
}
