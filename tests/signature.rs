//! HMAC-SHA256 against RFC 4231 and the `hmac` crate; the header's base64 against RFC 4648.

use heron_webhooks::{
    Error,
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

#[test]
fn rfc4231() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/rfc4231.json")).unwrap();
    assert_eq!(vectors.cases.len(), 7);
    for Case { name, key, data, mac } in vectors.cases {
        let mac = unhex(&mac);
        let signature = Key::new(&unhex(&key)).unwrap().sign(&unhex(&data));
        assert_eq!(signature.as_bytes()[..mac.len()], mac, "case {name}");
    }
}

#[test]
fn agrees_with_hmac_around_every_block_boundary() {
    let bytes: Vec<u8> = (0..300_u32).map(|index| (index * 7 % 251) as u8).collect();
    for key_len in [1, 31, 32, 63, 64, 65, 127, 128, 200] {
        let key = Key::new(&bytes[..key_len]).unwrap();
        let restored = Key::from_bytes(&key.to_bytes());
        for len in 0..bytes.len() {
            let mut oracle = Hmac::<Sha256>::new_from_slice(&bytes[..key_len]).unwrap();
            oracle.update(&bytes[..len]);
            let expected: [u8; 32] = oracle.finalize().into_bytes().into();
            assert_eq!(key.sign(&bytes[..len]).as_bytes(), &expected, "key of {key_len}, message of {len} bytes");
            assert_eq!(restored.sign(&bytes[..len]).as_bytes(), &expected);
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
