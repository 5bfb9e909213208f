//! The two numbers of an RSA key out of DER (RFC 5280 §4.1, RFC 8017 A.1.1).
//!
//! Ours because the readers that come with the RSA crate weigh 3 kB in the browser: all that is
//! read here are three nested lists and two numbers.

/// Tags of ASN.1.
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;

/// Modulus and exponent of a `SubjectPublicKeyInfo` or an `RSAPublicKey`, as big-endian bytes.
pub(super) fn rsa_numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (list, _) = element(der, SEQUENCE)?;
    let list = match element(list, SEQUENCE) {
        // The first is the algorithm, the second the key in a string of bits.
        Some((_, rest)) => {
            let (bits, _) = element(rest, BIT_STRING)?;
            let (unused, key) = bits.split_first()?;
            element(key, SEQUENCE).filter(|_| *unused == 0)?.0
        }
        None => list,
    };
    let (modulus, rest) = element(list, INTEGER)?;
    let (exponent, _) = element(rest, INTEGER)?;
    Some((modulus, exponent))
}

/// The contents of the element with this tag at the beginning, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = der.split_first()?;
    let (first, rest) = rest.split_first().filter(|_| *found == tag)?;
    let (length, rest) = if *first < 0x80 {
        (usize::from(*first), rest)
    } else {
        let bytes = usize::from(*first & 0x7F);
        let (length, rest) = rest
            .split_at_checked(bytes)
            .filter(|_| (1..=2).contains(&bytes))?;
        let number = length
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        (number, rest)
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_give_the_same_numbers() {
        let plain = [0x30, 0x07, 0x02, 0x02, 0x00, 0xC5, 0x02, 0x01, 0x03];
        let wrapped = [&[0x30, 0x0E, 0x30, 0x00, 0x03, 0x0A, 0x00][..], &plain].concat();
        let expected = Some((&[0x00, 0xC5][..], &[0x03][..]));
        assert_eq!(rsa_numbers(&plain), expected);
        assert_eq!(rsa_numbers(&wrapped), expected);
    }

    #[test]
    fn what_is_cut_or_too_long_is_refused() {
        let plain = [0x30, 0x07, 0x02, 0x02, 0x00, 0xC5, 0x02, 0x01, 0x03];
        for end in 0..plain.len() {
            assert_eq!(rsa_numbers(&plain[..end]), None, "{end}");
        }
        assert_eq!(rsa_numbers(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]), None);
    }
}
