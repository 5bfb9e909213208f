//! Signs the test mails: a signer of its own, in another manner than the verifier it tests.
//!
//! `b=` and `bh=` of every DKIM-Signature, ARC-Message-Signature and ARC-Seal of a mail are filled
//! from the bottom up. The selector tells the key: `ed…` Ed25519, `short…` RSA with 768 bits,
//! anything else RSA with 2048.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::Signer;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::EncodePublicKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The mail with its signatures made; lines end with LF, as in the files.
pub(crate) fn sign(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").unwrap_or((mail.trim_end(), ""));
    let mut fields: Vec<String> = Vec::new();
    for line in head.lines() {
        match fields.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => fields.push(line.to_owned()),
        }
    }
    for at in (0..fields.len()).rev() {
        let name = name(&fields[at]);
        if ["dkim-signature", "arc-message-signature", "arc-seal"].contains(&&*name) {
            fields[at] = signed(&fields, at, body);
        }
    }
    let end = if mail.contains("\n\n") { "\n\n" } else { "\n" };
    format!("{}{end}{body}", fields.join("\n"))
}

/// The record of the key that signs under this selector.
pub(crate) fn record(selector: &str) -> String {
    if selector.starts_with("ed") {
        let key = ed25519().verifying_key();
        return format!(
            "v=DKIM1; k=ed25519; p={}",
            BASE64_STANDARD.encode(key.as_bytes())
        );
    }
    let key = rsa(selector).to_public_key().to_public_key_der();
    let key = key.expect("a public key can be written");
    format!(
        "v=DKIM1; k=rsa; p={}",
        BASE64_STANDARD.encode(key.as_bytes())
    )
}

fn signed(fields: &[String], at: usize, body: &str) -> String {
    let mut field = fields[at].clone();
    let tag = |field: &str, wanted: &str| -> String {
        let (_, value) = field.split_once(':').unwrap_or_default();
        let tags = value.split(';').filter_map(|tag| tag.split_once('='));
        let mut found = tags.filter(|(name, _)| name.trim() == wanted);
        found
            .next()
            .map(|(_, value)| value.split_whitespace().collect())
            .unwrap_or_default()
    };
    let (selector, algorithm) = (tag(&field, "s"), tag(&field, "a"));
    let hash = |bytes: &str| -> Vec<u8> {
        if algorithm.ends_with("sha1") {
            Sha1::digest(bytes).to_vec()
        } else {
            Sha256::digest(bytes).to_vec()
        }
    };
    let canon = tag(&field, "c");
    let seal = name(&field) == "arc-seal";
    let (header_canon, body_canon) = canon.split_once('/').unwrap_or(("relaxed", "relaxed"));
    if !seal {
        let text = canonical_body(body_canon, body);
        let length = tag(&field, "l").parse().unwrap_or(text.len());
        field = with_tag(&field, "bh", &BASE64_STANDARD.encode(hash(&text[..length])));
    }
    field = with_tag(&field, "b", "");
    let mut text = String::new();
    if seal {
        let instance = tag(&field, "i").parse().unwrap_or(0);
        let from = if tag(&field, "cv") == "fail" {
            instance
        } else {
            1
        };
        for set in from..=instance {
            for wanted in [
                "arc-authentication-results",
                "arc-message-signature",
                "arc-seal",
            ] {
                let own =
                    |other: &&String| name(other) == wanted && tag(other, "i") == set.to_string();
                let other = fields
                    .iter()
                    .find(own)
                    .filter(|other| **other != fields[at]);
                text.extend(other.map(|other| canonical_field("relaxed", other)));
            }
        }
    } else {
        let mut taken = vec![at];
        for wanted in tag(&field, "h").to_lowercase().split(':') {
            let places = (0..fields.len()).rev();
            let place = places
                .filter(|place| !taken.contains(place))
                .find(|place| name(&fields[*place]) == wanted);
            if let Some(place) = place {
                taken.push(place);
                text.push_str(&canonical_field(header_canon, &fields[place]));
            }
        }
    }
    let header_canon = if seal { "relaxed" } else { header_canon };
    text.push_str(canonical_field(header_canon, &field).trim_end_matches("\r\n"));
    let hashed = hash(&text);
    let value = if selector.starts_with("ed") {
        ed25519().sign(&hashed).to_bytes().to_vec()
    } else if algorithm.ends_with("sha1") {
        rsa(&selector)
            .sign(Pkcs1v15Sign::new::<Sha1>(), &hashed)
            .expect("the key is long enough")
    } else {
        rsa(&selector)
            .sign(Pkcs1v15Sign::new::<Sha256>(), &hashed)
            .expect("the key is long enough")
    };
    let value = BASE64_STANDARD.encode(value);
    let lines: Vec<&str> = value
        .as_bytes()
        .chunks(68)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .collect();
    with_tag(&field, "b", &lines.join("\n\t "))
}

/// The field with another value for a tag; what stands around the tag stays.
fn with_tag(field: &str, wanted: &str, value: &str) -> String {
    let (name, tags) = field.split_once(':').unwrap_or_default();
    let tags: Vec<String> = tags
        .split(';')
        .map(|tag| match tag.split_once('=') {
            Some((name, _)) if name.trim() == wanted => format!("{name}={value}"),
            _ => tag.to_owned(),
        })
        .collect();
    format!("{name}:{}", tags.join(";"))
}

fn name(field: &str) -> String {
    field
        .split(':')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
}

fn canonical_field(canon: &str, field: &str) -> String {
    if canon == "simple" {
        return field.replace('\n', "\r\n") + "\r\n";
    }
    let (name, value) = field.split_once(':').unwrap_or_default();
    let value: Vec<&str> = value
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{}:{}\r\n", name.trim().to_lowercase(), value.join(" "))
}

fn canonical_body(canon: &str, body: &str) -> String {
    let mut lines: Vec<String> = body.lines().map(str::to_owned).collect();
    if canon == "relaxed" {
        for line in &mut lines {
            let squeezed: Vec<&str> = line
                .split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect();
            let indent = if line.starts_with([' ', '\t']) && !squeezed.is_empty() {
                " "
            } else {
                ""
            };
            *line = format!("{indent}{}", squeezed.join(" "));
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let text: String = lines
        .iter()
        .flat_map(|line| [line.as_str(), "\r\n"])
        .collect();
    if text.is_empty() && canon == "simple" {
        "\r\n".into()
    } else {
        text
    }
}

fn key(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keys")
        .join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text: String = text.lines().filter(|line| !line.starts_with('#')).collect();
    BASE64_STANDARD.decode(text).expect("a key in base64")
}

fn rsa(selector: &str) -> RsaPrivateKey {
    let name = if selector.starts_with("short") {
        "rsa-768.txt"
    } else {
        "rsa-2048.txt"
    };
    RsaPrivateKey::from_pkcs1_der(&key(name)).expect("an RSA key")
}

fn ed25519() -> ed25519_dalek::SigningKey {
    let seed = key("ed25519.txt").try_into().expect("32 bytes");
    ed25519_dalek::SigningKey::from_bytes(&seed)
}
