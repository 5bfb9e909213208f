//! Where a fact was read, and how that becomes evidence.

use super::{Facts, auth, signature};
use crate::finding::{Evidence, excerpt};
use crate::message::Attachment;
use std::ops::Range;

/// A place that a fact was read from; it becomes [`Evidence`] only if a finding names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// What stands there.
    pub excerpt: String,
    /// Where.
    pub spot: Spot,
}

/// Where a fact was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// In a header field, by its index.
    Field(usize),
    /// In a text body.
    Text(usize, Range<usize>),
    /// In the HTML of a body.
    Html(usize, Range<usize>),
    /// In something that came along.
    Attachment,
    /// Nowhere in the paste.
    #[default]
    Nowhere,
}

impl Facts<'_> {
    /// The field that a result stands in.
    #[must_use]
    pub fn result_evidence(&self, result: &auth::AuthResult) -> Evidence {
        self.field_evidence(Some(result.field))
    }

    /// The field that a signature stands in.
    #[must_use]
    pub fn signature_evidence(&self, signature: &signature::Signature) -> Evidence {
        self.field_evidence(signature.field)
    }

    /// A file that came along as evidence.
    #[must_use]
    pub fn file_evidence(&self, file: &Attachment) -> Evidence {
        Evidence {
            place: "attachment".into(),
            excerpt: excerpt(file.shown()),
            start: None,
            end: None,
        }
    }

    /// A field as evidence.
    #[must_use]
    pub fn field_evidence(&self, field: Option<usize>) -> Evidence {
        let found = field.and_then(|index| self.message.fields.get(index));
        self.evidence(&Mark {
            excerpt: found.map(|field| field.value.clone()).unwrap_or_default(),
            spot: field.map_or(Spot::Nowhere, Spot::Field),
        })
    }

    /// The place of a mark in the paste.
    #[must_use]
    pub fn evidence(&self, mark: &Mark) -> Evidence {
        let (place, range) = match &mark.spot {
            Spot::Field(index) => match self.message.fields.get(*index) {
                Some(field) => (format!("header:{}", field.name), field.range.clone()),
                None => ("header".into(), None),
            },
            Spot::Text(body, range) => {
                let body = self.message.texts.get(*body);
                (
                    "text".into(),
                    body.and_then(|body| body.place(self.source, range.clone())),
                )
            }
            Spot::Html(body, range) => {
                let body = self.message.htmls.get(*body);
                (
                    "html".into(),
                    body.and_then(|body| body.place(self.source, range.clone())),
                )
            }
            Spot::Attachment => ("attachment".into(), None),
            Spot::Nowhere => ("none".into(), None),
        };
        let range = range.map(|range| self.source.in_paste(range));
        Evidence {
            place,
            excerpt: excerpt(&mark.excerpt),
            start: range.as_ref().map(|range| range.start),
            end: range.map(|range| range.end),
        }
    }
}
