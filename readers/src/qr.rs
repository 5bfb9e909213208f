//! QR codes in the pixels of a picture.

use quircs::Quirc;

/// Most codes that are read from one picture.
pub const MOST_CODES: usize = 20;

/// Most pixels that are searched: the page makes larger pictures smaller first.
pub const MOST_PIXELS: usize = 16_000_000;

/// What the QR codes of a picture say, in the order in which they are found.
///
/// `rgba` holds four bytes a pixel, row by row, as a canvas gives them. Empty where it does not
/// hold `width` times `height` pixels, and where there is no code that can be read.
#[must_use]
pub fn scan(width: usize, height: usize, rgba: &[u8]) -> Vec<String> {
    let pixels = width.saturating_mul(height);
    let side = SMALLEST_SIDE..=LONGEST_SIDE;
    if pixels > MOST_PIXELS
        || rgba.len() / 4 != pixels
        || !side.contains(&width)
        || !side.contains(&height)
    {
        return Vec::new();
    }
    let (grey, _) = rgba.as_chunks::<4>();
    let mut grey: Vec<u8> = grey.iter().map(|pixel| luminance(*pixel)).collect();
    let found = codes(width, height, &grey);
    if !found.is_empty() {
        return found;
    }
    // Light on dark.
    for pixel in &mut grey {
        *pixel = 255 - *pixel;
    }
    codes(width, height, &grey)
}

/// At which sizes a picture is searched, one after the other until something is found.
///
/// A photograph shows a code best when it is made small, a screen of fine codes when it is left
/// large, and a code of one pixel a module when it is enlarged.
#[must_use]
pub fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let longest = u64::from(width.max(height));
    if width == 0 || height == 0 {
        return Vec::new();
    }
    let scaled = |side: u32, target: u64| {
        let side = (u64::from(side) * target + longest / 2) / longest;
        u32::try_from(side.max(1)).unwrap_or(u32::MAX)
    };
    let mut sizes = Vec::new();
    for target in [
        FIRST_SIDE.min(longest),
        LARGE_SIDE.min(longest),
        FIRST_SIDE.min(longest * 3),
    ] {
        let size = (scaled(width, target), scaled(height, target));
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    sizes
}

fn codes(width: usize, height: usize, grey: &[u8]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for code in Quirc::default()
        .identify(width, height, grey)
        .take(MOST_CODES)
    {
        let Ok(Ok(data)) = code.map(|code| code.decode()) else {
            continue;
        };
        let text = String::from_utf8_lossy(&data.payload).into_owned();
        if !text.trim().is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// How light a pixel is (ITU-R BT.601), on white where it is transparent.
fn luminance([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let light = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
    let alpha = u32::from(alpha);
    u8::try_from((light * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

/// Longest side that is searched first, in pixels.
const FIRST_SIDE: u64 = 1200;

/// Longest side of all, in pixels.
const LARGE_SIDE: u64 = 3000;

/// Pixels of the smallest QR code, one for each of its modules.
const SMALLEST_SIDE: usize = 21;

/// Longest side: positions are counted in 16 bits further down.
const LONGEST_SIDE: usize = 32_000;

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::{Color, QrCode};

    /// The pixels of a code, eight a module, with its quiet zone, in these two colours.
    fn picture(text: &str, dark: [u8; 4], light: [u8; 4]) -> (usize, Vec<u8>) {
        let code = QrCode::new(text).expect("a text that fits");
        let side = (code.width() + 8) * 8;
        let colors = code.to_colors();
        let mut rgba = Vec::new();
        for y in 0..side {
            for x in 0..side {
                let module = |at: usize| (at / 8).checked_sub(4).filter(|at| *at < code.width());
                let color = module(x)
                    .zip(module(y))
                    .map(|(x, y)| colors.get(y * code.width() + x).copied());
                let is_dark = color == Some(Some(Color::Dark));
                rgba.extend(if is_dark { dark } else { light });
            }
        }
        (side, rgba)
    }

    const LINK: &str = "https://parcel.account-check.example/pay?id=7";

    #[test]
    fn a_code_is_read_dark_on_light_light_on_dark_and_on_nothing() {
        for (dark, light) in [
            ([0, 0, 0, 255], [255, 255, 255, 255]),
            ([240, 240, 240, 255], [20, 30, 60, 255]),
            ([10, 60, 30, 255], [0, 0, 0, 0]),
        ] {
            let (side, rgba) = picture(LINK, dark, light);
            assert_eq!(scan(side, side, &rgba), [LINK], "{dark:?} on {light:?}");
        }
    }

    #[test]
    fn a_picture_without_a_code_gives_nothing() {
        let flat = vec![128; 300 * 200 * 4];
        assert!(scan(300, 200, &flat).is_empty());
    }

    #[test]
    fn large_pictures_are_made_smaller_and_small_ones_larger() {
        assert_eq!(sizes(4000, 3000), [(1200, 900), (3000, 2250)]);
        assert_eq!(sizes(900, 300), [(900, 300), (1200, 400)]);
        assert_eq!(sizes(60, 60), [(60, 60), (180, 180)]);
        assert_eq!(sizes(u32::MAX, 1), [(1200, 1), (3000, 1)]);
        assert_eq!(sizes(0, 9), []);
    }

    #[test]
    fn sizes_that_do_not_fit_give_nothing() {
        assert!(scan(300, 200, &[0; 16]).is_empty());
        assert!(scan(0, 0, &[]).is_empty());
        assert!(scan(usize::MAX, 2, &[0; 8]).is_empty());
        assert!(scan(4, 1, &[0; 16]).is_empty());
    }

    #[test]
    fn torn_pictures_do_not_break_it() {
        let (side, rgba) = picture(LINK, [0, 0, 0, 255], [255, 255, 255, 255]);
        let mut state = 1_u32;
        for round in 0..60 {
            let mut torn = rgba.clone();
            for _ in 0..round * 40 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = usize::try_from(state >> 8).unwrap_or_default() % torn.len();
                if let Some(byte) = torn.get_mut(at) {
                    *byte = u8::try_from(state >> 24).unwrap_or_default();
                }
            }
            let _ = scan(side, side, &torn);
            // Another width shears it.
            let narrow = side - 1 - round % 7;
            let _ = scan(
                narrow,
                side,
                torn.get(..narrow * side * 4).unwrap_or_default(),
            );
        }
    }
}
