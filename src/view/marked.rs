//! The paste itself, cut where the evidence stands, so that each place can be marked.
//!
//! A rich paste is cut as its reader saw it: the visible text, with the real target beside the
//! words of a link. Of a long paste only what stands around the marks is kept.

use super::defanged;
use crate::finding::Evidence;
use crate::input::Kind;
use crate::message::html::Page;
use crate::wire::{Tape, Wire};
use std::ops::Range;

/// How much stands before and after a mark, in bytes, where not all is shown.
const AROUND: usize = 400;

/// The longest text that is shown whole, in bytes: a screen or ten of it.
const WHOLE: usize = 20_000;

/// Longest target that is shown beside a link, in characters.
const LONGEST_TARGET: usize = 120;

/// A paste cut at its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
    /// The places in the paste, with the number of the mark that covers each.
    places: Vec<(Range<usize>, usize)>,
}

/// A run of the paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words without a mark.
    Plain(String),
    /// Words with a mark.
    Mark {
        /// Its number.
        number: usize,
        /// The words.
        text: String,
        /// Where they really lead, made unclickable.
        target: Option<String>,
    },
    /// Something was left out here.
    Gap,
}

/// A place in the text that is shown.
struct Spot {
    shown: Range<usize>,
    target: Option<String>,
    places: Vec<Range<usize>>,
}

impl Marked {
    /// Cuts a paste where the evidence stands.
    #[must_use]
    pub fn new<'e>(bytes: &[u8], kind: Kind, evidence: impl Iterator<Item = &'e Evidence>) -> Self {
        // In UTF-16 every other byte is none of a character's own.
        let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let mut places: Vec<Range<usize>> = Vec::new();
        for place in evidence.filter_map(|found| Some(found.start?..found.end?)) {
            if !is_utf16 && place.end <= bytes.len() && !places.contains(&place) {
                let at = places.iter().position(|known| known.start > place.start);
                places.insert(at.unwrap_or(places.len()), place);
            }
        }
        let html = (kind == Kind::Html).then(|| std::str::from_utf8(bytes).ok());
        match html {
            Some(Some(html)) => {
                let page = Page::read(html);
                let mut spots: Vec<Spot> = Vec::new();
                for place in places {
                    let Some((shown, target)) = seen(&page, &place) else {
                        continue;
                    };
                    add(&mut spots, shown, target, place);
                }
                Self::cut(page.text.as_bytes(), spots)
            }
            Some(None) => Self::default(),
            None => {
                let mut spots = Vec::new();
                for place in places {
                    add(&mut spots, place.clone(), None, place);
                }
                Self::cut(bytes, spots)
            }
        }
    }

    /// The number of the mark at which the evidence stands.
    #[must_use]
    pub fn number(&self, evidence: &Evidence) -> Option<usize> {
        let place = evidence.start?..evidence.end?;
        let found = self.places.iter().find(|(known, _)| *known == place);
        found.map(|(_, number)| *number)
    }

    fn cut(bytes: &[u8], spots: Vec<Spot>) -> Self {
        let mut marked = Self::default();
        let text = |range: Range<usize>| {
            let piece = bytes.get(range).unwrap_or_default();
            String::from_utf8_lossy(piece).replace('\r', "")
        };
        let whole = bytes.len() <= WHOLE;
        let mut at = 0;
        let count = spots.len();
        for (number, spot) in spots.into_iter().enumerate() {
            let shown = spot.shown.start.max(at)..spot.shown.end.max(at);
            marked.plain(at, shown.start, whole, number == 0, false, bytes);
            at = shown.end;
            marked
                .places
                .extend(spot.places.into_iter().map(|place| (place, number)));
            marked.pieces.push(Piece::Mark {
                number,
                text: text(shown),
                target: spot.target,
            });
        }
        if count > 0 {
            marked.plain(at, bytes.len(), whole, false, true, bytes);
        }
        marked
    }

    /// Adds what stands between two marks, its middle left out where it is long.
    fn plain(
        &mut self,
        from: usize,
        to: usize,
        whole: bool,
        is_first: bool,
        is_last: bool,
        bytes: &[u8],
    ) {
        let text = |range: Range<usize>| {
            let piece = bytes.get(range).unwrap_or_default();
            Piece::Plain(String::from_utf8_lossy(piece).replace('\r', ""))
        };
        let head = if is_first { from } else { from + AROUND };
        let tail = if is_last {
            to
        } else {
            to.saturating_sub(AROUND)
        };
        if whole || head >= tail {
            if from < to {
                self.pieces.push(text(from..to));
            }
            return;
        }
        let (head, tail) = (line_end(bytes, head), line_start(bytes, tail));
        if head >= tail {
            self.pieces.push(text(from..to));
            return;
        }
        if !is_first {
            self.pieces.push(text(from..head));
        }
        self.pieces.push(Piece::Gap);
        if !is_last {
            self.pieces.push(text(tail..to));
        }
    }
}

impl Wire for Marked {
    const BLANK: Self = Self {
        pieces: Vec::new(),
        places: Vec::new(),
    };

    fn pass(&mut self, tape: &mut Tape) {
        self.pieces.pass(tape);
        self.places.pass(tape);
    }
}

/// Adds a place, to the spot that it overlaps if there is one.
fn add(spots: &mut Vec<Spot>, shown: Range<usize>, target: Option<String>, place: Range<usize>) {
    if shown.is_empty() {
        return;
    }
    let over = |spot: &&mut Spot| spot.shown.start < shown.end && shown.start < spot.shown.end;
    if let Some(spot) = spots.iter_mut().find(over) {
        spot.places.push(place);
        spot.target = spot.target.take().or(target);
        // The longer one covers both; the next spot begins behind it or is part of it.
        if spot.shown.start == shown.start && shown.end > spot.shown.end {
            spot.shown.end = shown.end;
        }
        return;
    }
    let at = spots.iter().position(|spot| spot.shown.start > shown.start);
    let spot = Spot {
        shown,
        target,
        places: vec![place],
    };
    spots.insert(at.unwrap_or(spots.len()), spot);
}

/// What a reader sees of a place in the HTML, and where it leads.
fn seen(page: &Page, place: &Range<usize>) -> Option<(Range<usize>, Option<String>)> {
    let covers = |range: &Range<usize>| range.start < place.end && place.start < range.end;
    if let Some(anchor) = page.anchors.iter().find(|anchor| covers(&anchor.range)) {
        let end = anchor.visible.end.min(page.text.trim_end().len());
        let target: String = anchor.target.chars().take(LONGEST_TARGET).collect();
        return Some((anchor.visible.start..end, Some(defanged(&target))));
    }
    Some((page.in_text(place)?, None))
}

/// The end of the line that a place stands in, if that is near.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default().iter().take(AROUND);
    let end = rest.clone().position(|byte| *byte == b'\n');
    boundary(bytes, end.map_or(at, |end| at + end + 1))
}

/// The start of the line that a place stands in, if that is near.
fn line_start(bytes: &[u8], at: usize) -> usize {
    let before = bytes
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(AROUND);
    let start = before.clone().position(|byte| *byte == b'\n');
    boundary(bytes, start.map_or(at, |start| at - start))
}

/// The next place at which no character of UTF-8 is cut.
fn boundary(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(range: Range<usize>) -> Evidence {
        Evidence {
            place: "text".into(),
            excerpt: String::new(),
            start: Some(range.start),
            end: Some(range.end),
        }
    }

    fn whole(marked: &Marked) -> String {
        let pieces = marked.pieces.iter().map(|piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Mark { text, target, .. } => match target {
                Some(target) => format!("[{text}→{target}]"),
                None => format!("[{text}]"),
            },
            Piece::Gap => "…".into(),
        });
        pieces.collect()
    }

    #[test]
    fn places_that_overlap_share_a_mark() {
        let places = [
            evidence(3..5),
            evidence(0..2),
            evidence(3..4),
            evidence(4..5),
        ];
        let marked = Marked::new(b"ab cd", Kind::Text, places.iter());
        assert_eq!(marked.pieces.len(), 3);
        assert_eq!(marked.number(&places[1]), Some(0));
        assert_eq!(marked.number(&places[0]), Some(1));
        assert_eq!(marked.number(&places[2]), Some(1));
        assert_eq!(marked.number(&evidence(7..8)), None);
    }

    #[test]
    fn a_rich_paste_is_marked_as_it_was_seen_with_the_target_beside() {
        let html = "<p>Dear <b>you</b>,</p><a href='http://evil.example/x'>Go <i>on</i></a> bye";
        let tag = html.find("<a").unwrap_or_default();
        let name = html.find("you").unwrap_or_default();
        let places = [evidence(tag..tag + 31), evidence(name..name + 3)];
        let marked = Marked::new(html.as_bytes(), Kind::Html, places.iter());
        assert_eq!(
            whole(&marked),
            "Dear [you],\n[Go on→http[:]//evil[.]example/x] bye"
        );
    }

    #[test]
    fn of_a_long_paste_only_what_stands_around_the_marks_is_shown() {
        let text = format!(
            "{}MARK{}",
            "before é\n".repeat(9000),
            "after\n".repeat(9000)
        );
        let at = text.find("MARK").unwrap_or_default();
        let marked = Marked::new(text.as_bytes(), Kind::Text, [evidence(at..at + 4)].iter());
        let shown = whole(&marked);
        assert!(shown.len() < 5 * AROUND, "{}", shown.len());
        assert!(
            shown.starts_with("…before") && shown.ends_with("after\n…"),
            "{shown}"
        );
        assert!(shown.contains("[MARK]") && !shown.contains('\u{fffd}'));
    }
}
