//! Pictures in grey, written for the tests (PNG, RFC 1950, RFC 1951), not made smaller.

use qrcode::{Color, QrCode};

/// The picture of a QR code: `scale` pixels a module, with its quiet zone.
pub(crate) fn code(text: &str, scale: usize) -> Vec<u8> {
    let code = QrCode::new(text).expect("a text that fits");
    let (width, colors) = (code.width(), code.to_colors());
    let side = (width + 8) * scale;
    grey(side, side, |x, y| {
        let module = |at: usize| (at / scale).checked_sub(4).filter(|at| *at < width);
        let place = module(x).zip(module(y)).map(|(x, y)| y * width + x);
        match place.and_then(|place| colors.get(place)) {
            Some(Color::Dark) => 0,
            _ => 255,
        }
    })
}

/// A picture whose pixels are as light as told.
pub(crate) fn grey(width: usize, height: usize, light: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        rows.extend((0..width).map(|x| light(x, y)));
    }
    let number = |value: usize| u32::try_from(value).expect("a small picture").to_be_bytes();
    let mut head = Vec::new();
    head.extend(number(width));
    head.extend(number(height));
    head.extend([8, 0, 0, 0, 0]);
    let mut data = vec![0x78, 0x01];
    let mut blocks = rows.chunks(60_000).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).expect("a short block");
        data.push(u8::from(blocks.peek().is_none()));
        data.extend(length.to_le_bytes());
        data.extend((!length).to_le_bytes());
        data.extend(block);
    }
    data.extend(adler32(&rows).to_be_bytes());
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", head), (b"IDAT", data), (b"IEND", Vec::new())] {
        png.extend(number(content.len()));
        let start = png.len();
        png.extend(kind);
        png.extend(content);
        let sum = crc32(&png[start..]);
        png.extend(sum.to_be_bytes());
    }
    png
}

fn adler32(bytes: &[u8]) -> u32 {
    let (mut one, mut two) = (1_u32, 0_u32);
    for byte in bytes {
        one = (one + u32::from(*byte)) % 65_521;
        two = (two + one) % 65_521;
    }
    two << 16 | one
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}
