//! The doubles of the differential test, as this crate prints them.
//!
//! In: frames of doubles, as `tools/vectors/cpython.py` describes them. Out: the version, then for each frame one that
//! holds three JSON arrays, each behind its length (32 bits, little-endian): the doubles as they were spelled, and that
//! text in the JavaScript and in the Python form. Each double is spelled with 17 digits and an exponent, which is never
//! canonical; the fewest digits with an exponent, and what is printed, must give the same again.

use std::io::{self, Read as _, Write as _};

use heron_webhooks::json::{Form, Rewriter};

fn main() -> io::Result<()> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let version = concat!("heron-webhooks ", env!("CARGO_PKG_VERSION"), ", native").as_bytes();
    write_frame(&mut output, &[version])?;
    let mut rewriter = Rewriter::new();
    let (mut header, mut frame) = ([0; 4], Vec::new());
    while input.read_exact(&mut header).is_ok() {
        frame.resize((u32::from_le_bytes(header) & 0x7fff_ffff) as usize, 0);
        input.read_exact(&mut frame)?;
        let doubles: Vec<f64> = frame.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
        let spelled = array(&doubles, |text, double| write!(text, "{double:.16e}"));
        let shortest = array(&doubles, |text, double| write!(text, "{double:e}"));
        let [javascript, python] = [Form::JavaScript, Form::Python].map(|form| {
            let printed = rewrite(&mut rewriter, &spelled, form);
            for again in [&shortest, &printed] {
                assert!(rewrite(&mut rewriter, again, form) == printed, "{form:?}: spellings are printed differently");
            }
            printed
        });
        let texts = [spelled, javascript, python];
        let lengths = texts.each_ref().map(|text| u32::try_from(text.len()).expect("a short text").to_le_bytes());
        let parts: Vec<&[u8]> = lengths.iter().zip(&texts).flat_map(|(length, text)| [&length[..], text]).collect();
        write_frame(&mut output, &parts)?;
    }
    Ok(())
}

fn array(doubles: &[f64], spell: impl Fn(&mut Vec<u8>, f64) -> io::Result<()>) -> Vec<u8> {
    let mut text = vec![b'['];
    for (index, &double) in doubles.iter().enumerate() {
        if index > 0 {
            text.push(b',');
        }
        spell(&mut text, double).expect("memory is written to");
    }
    text.push(b']');
    text
}

fn rewrite(rewriter: &mut Rewriter, text: &[u8], form: Form) -> Vec<u8> {
    rewriter.rewrite(text.into(), form).expect("an array of numbers").to_vec()
}

fn write_frame(output: &mut impl io::Write, parts: &[&[u8]]) -> io::Result<()> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    output.write_all(&u32::try_from(length).expect("a short frame").to_le_bytes())?;
    parts.iter().try_for_each(|part| output.write_all(part))?;
    output.flush()
}
