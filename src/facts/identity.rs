//! Who wrote and sent it, by the header fields (RFC 5322 §3.6.2, RFC 5321 `MailFrom`).
//!
//! All of it is what the sender wrote: nothing here is proven.

use super::{Mark, Spot};
use crate::domain::Domain;
use crate::message::{Mailbox, Message};

/// The originator fields and their kin.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Mailboxes of every From field.
    pub from: Vec<Mailbox>,
    /// How many From fields there are; RFC 5322 allows one.
    pub from_fields: usize,
    /// The mailbox of Sender.
    pub sender: Option<Mailbox>,
    /// Mailboxes of Reply-To.
    pub reply_to: Vec<Mailbox>,
    /// RFC 5321 `MailFrom`, as the receiver noted it in Return-Path.
    pub rfc5321_mail_from: Option<Mailbox>,
    /// Mailboxes of To and Cc.
    pub recipients: Vec<Mailbox>,
    /// The subject.
    pub subject: String,
    /// Whether a mailing list passed it on (RFC 2919, RFC 2369 List-Post).
    pub through_list: bool,
    /// Whether people write to one another there: an identifier alone is also what mass mailers add.
    pub discussion: bool,
    /// Whether it says itself that it goes to many.
    pub bulk: bool,
    /// Where From stands.
    pub from_mark: Mark,
    /// Where Reply-To stands.
    pub reply_to_mark: Mark,
    /// Where Subject stands.
    pub subject_mark: Mark,
}

impl Identity {
    pub(super) fn read(message: &Message) -> Self {
        let all = |name: &str| -> Vec<Mailbox> {
            message
                .fields
                .iter()
                .filter(|field| field.name == name)
                .flat_map(crate::message::Field::mailboxes)
                .collect()
        };
        let has = |name: &str| message.field(name).is_some();
        let mark = |name: &str| {
            let index = message.fields.iter().position(|field| field.name == name);
            let value = index
                .and_then(|index| message.fields.get(index))
                .map(|field| field.value.clone());
            Mark {
                excerpt: value.unwrap_or_default(),
                spot: index.map_or(Spot::Nowhere, Spot::Field),
            }
        };
        let precedence = message
            .field("precedence")
            .map(|field| field.value.to_lowercase());
        let mut recipients = all("to");
        recipients.extend(all("cc"));
        Self {
            from: all("from"),
            from_fields: message
                .fields
                .iter()
                .filter(|field| field.name == "from")
                .count(),
            sender: all("sender").into_iter().next(),
            reply_to: all("reply-to"),
            rfc5321_mail_from: all("return-path").into_iter().next(),
            recipients,
            subject: message
                .field("subject")
                .map(|field| field.value.clone())
                .unwrap_or_default(),
            through_list: has("list-post")
                || (has("list-id") && !has("list-unsubscribe") && !has("list-unsubscribe-post"))
                || has("mailing-list")
                || precedence.as_deref() == Some("list"),
            discussion: has("list-post")
                || has("mailing-list")
                || precedence.as_deref() == Some("list"),
            bulk: has("list-unsubscribe")
                || has("feedback-id")
                || precedence.as_deref() == Some("bulk"),
            from_mark: mark("from"),
            reply_to_mark: mark("reply-to"),
            subject_mark: mark("subject"),
        }
    }

    /// The one mailbox of From, where it has exactly one (RFC 9989 §4.5 asks for that).
    #[must_use]
    pub fn author(&self) -> Option<&Mailbox> {
        match self.from.as_slice() {
            [author] if self.from_fields == 1 => Some(author),
            _ => None,
        }
    }

    /// The domain of the one From address.
    #[must_use]
    pub fn from_domain(&self) -> Option<Domain> {
        self.author()?.domain()
    }

    /// The first display name of From.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        self.from
            .iter()
            .find_map(|mailbox| mailbox.display_name.as_deref())
    }
}
