//! A key record (RFC 6376 §3.6.1), as DNS has it under `selector._domainkey.domain`.

use crate::signature::tag::{Tags, base64};

/// What a key record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The algorithm of the key.
    pub kind: KeyKind,
    /// The key; empty where it was revoked.
    pub key: Vec<u8>,
    /// The hash algorithms allowed (`h=`); empty where all are.
    pub hashes: Vec<String>,
    /// Whether it is a key for mail (`s=`).
    pub for_mail: bool,
    /// Whether the domain only tries it (`t=y`).
    pub testing: bool,
    /// Whether it must not sign for domains below (`t=s`).
    pub strict: bool,
}

/// The algorithm of a key (`k=`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA, as a `SubjectPublicKeyInfo` or an `RSAPublicKey`.
    #[default]
    Rsa,
    /// Ed25519, 32 bytes (RFC 8463).
    Ed25519,
}

impl Record {
    /// An RSA key with nothing said about it.
    #[must_use]
    pub fn rsa(key: Vec<u8>) -> Self {
        Self {
            kind: KeyKind::Rsa,
            key,
            hashes: Vec::new(),
            for_mail: true,
            testing: false,
            strict: false,
        }
    }

    /// Reads a record as people paste it: with quotes and in pieces as a zone file has it, or only
    /// its key; nothing where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = joined(text);
        let text = text.trim().trim_start_matches('\u{feff}');
        if !text.contains('=') || text.trim_end_matches('=').bytes().all(is_base64) {
            return base64(text).and_then(Self::bare);
        }
        let tags = Tags::parse(text)?;
        if tags.get("v").is_some_and(|version| version != "DKIM1") {
            return None;
        }
        let kind = match tags.get("k") {
            None | Some("rsa" | "") => KeyKind::Rsa,
            Some("ed25519") => KeyKind::Ed25519,
            Some(_) => return None,
        };
        let key = match tags.get("p")? {
            "" => Vec::new(),
            key => base64(key)?,
        };
        let list = |name: &str| -> Vec<String> {
            let items = tags.get(name).unwrap_or_default().split(':');
            let items = items.map(|item| item.trim().to_owned());
            items.filter(|item| !item.is_empty()).collect()
        };
        let (services, flags) = (list("s"), list("t"));
        Some(Self {
            kind,
            key,
            hashes: list("h"),
            for_mail: services.is_empty()
                || services.iter().any(|name| name == "*" || name == "email"),
            testing: flags.iter().any(|flag| flag == "y"),
            strict: flags.iter().any(|flag| flag == "s"),
        })
    }

    /// A key without its record: 32 bytes can only be Ed25519, and RSA begins as a sequence does.
    fn bare(key: Vec<u8>) -> Option<Self> {
        let kind = match (key.len(), key.first()) {
            (32, _) => KeyKind::Ed25519,
            (_, Some(&DER_SEQUENCE)) => KeyKind::Rsa,
            _ => return None,
        };
        Some(Self {
            kind,
            ..Self::rsa(key)
        })
    }
}

/// The first byte of an RSA key in DER.
const DER_SEQUENCE: u8 = 0x30;

/// The strings of a zone file put together.
fn joined(text: &str) -> String {
    let pieces: Vec<&str> = text.split('"').collect();
    if pieces.len() < 3 {
        return text.to_owned();
    }
    pieces.iter().skip(1).step_by(2).copied().collect()
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_in_every_shape_in_which_it_is_copied() {
        for text in [
            "v=DKIM1; k=rsa; p=MAID",
            "p=MAID",
            "v=DKIM1;p=MA ID;",
            "s1._domainkey.shop.example. 3600 IN TXT ( \"v=DKIM1; k=rsa;\" \" p=MA\" \"ID\" )",
            "\"v=DKIM1; k=rsa; p=MAID\"",
            "MAID",
            " MA\nID ",
        ] {
            let record = Record::parse(text);
            assert_eq!(
                record.map(|record| record.key),
                Some(vec![0x30, 2, 3]),
                "{text}"
            );
        }
    }

    #[test]
    fn what_it_allows_is_read() {
        let record = Record::parse("v=DKIM1; h=sha1 : sha256; s=chat; t=y:s; p=").map(|record| {
            let Record {
                key,
                hashes,
                for_mail,
                testing,
                strict,
                ..
            } = record;
            (key.is_empty(), hashes.len(), for_mail, testing, strict)
        });
        assert_eq!(record, Some((true, 2, false, true, true)));
        let bare = Record::parse(&"A".repeat(43)).map(|record| record.kind);
        assert_eq!(bare, Some(KeyKind::Ed25519));
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for text in [
            "",
            "v=DKIM3; p=MAID",
            "k=dsa; p=MAID",
            "v=DKIM1; k=rsa",
            "hello there",
            "v=spf1 -all",
        ] {
            assert_eq!(Record::parse(text), None, "{text}");
        }
    }
}
