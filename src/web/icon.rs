//! The drawings: a shape of its own for each answer, so that colour is never alone.

use super::node::{Made, Maker};
use crate::finding::Bearing;
use crate::verdict::Verdict;
use web_sys::Element;

/// The drawing of an answer.
pub(super) fn verdict(maker: &Maker, verdict: Verdict) -> Made {
    let paths: &[&str] = match verdict {
        // A shield with a check mark.
        Verdict::Genuine => &[
            "M16 3 27 7v8c0 7-4.6 11.6-11 14C9.6 26.6 5 22 5 15V7z",
            "m11 15.5 3.6 3.7L21.5 12",
        ],
        // A circle with a question mark.
        Verdict::Unproven => &[
            "M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26z",
            "M12.3 12.5c0-2.2 1.7-3.7 3.8-3.7s3.7 1.4 3.7 3.4c0 2.9-3.8 3-3.8 6",
            "M16 22.7v.1",
        ],
        // A triangle with an exclamation mark.
        Verdict::Suspicious => &["M16 4 29.5 27.5h-27z", "M16 12.5v7", "M16 23.4v.1"],
        // An octagon with a cross.
        Verdict::Fake => &[
            "M10.6 3h10.8L29 10.6v10.8L21.4 29H10.6L3 21.4V10.6z",
            "m11.5 11.5 9 9",
            "m20.5 11.5-9 9",
        ],
    };
    drawing(maker, "32", "0 0 32 32", paths)
}

/// The drawing beside a reason.
pub(super) fn bearing(maker: &Maker, bearing: Bearing) -> Made {
    let paths: &[&str] = match bearing {
        Bearing::Against => &["M8 3v6.5", "M8 12.7v.1"],
        Bearing::For => &["m3.5 8.5 3 3 6-7"],
    };
    drawing(maker, "16", "0 0 16 16", paths)
}

fn drawing(
    maker: &Maker,
    size: &'static str,
    view: &'static str,
    paths: &[&'static str],
) -> Made<Element> {
    let svg = maker.drawn(
        "svg",
        &[
            ("viewBox", view),
            ("width", size),
            ("height", size),
            ("aria-hidden", "true"),
        ],
    )?;
    for path in paths {
        svg.append_child(&*maker.drawn("path", &[("d", path)])?)?;
    }
    Ok(svg)
}
