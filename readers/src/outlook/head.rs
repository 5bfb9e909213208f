//! The header block of a mail: as it arrived, where Outlook kept that, else put together.

use super::item::Item;
use super::text::Text;

/// A header block, its fields apart.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The fields as they came, without line ends behind them.
    pub(super) fields: Vec<Vec<u8>>,
}

impl Head {
    /// Reads the block that the mail arrived with; empty where there is none.
    pub(super) fn arrived(block: &[u8]) -> Self {
        let mut fields: Vec<Vec<u8>> = Vec::new();
        for line in block.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.trim_ascii().is_empty() {
                if fields.is_empty() {
                    continue;
                }
                break;
            }
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            match fields.last_mut() {
                Some(field) if folded => {
                    field.extend_from_slice(b"\r\n");
                    field.extend_from_slice(line);
                }
                // Old versions of Outlook put a line of their own on top.
                _ if name(line).is_empty() => {}
                _ => fields.push(line.to_vec()),
            }
        }
        Self { fields }
    }

    /// Puts the fields together from the properties of a mail that never travelled.
    pub(super) fn put_together(item: &Item<'_>) -> Self {
        let mut head = Self::default();
        let mut from = mailbox(item, &SENT_FOR);
        let sender = mailbox(item, &SENDER);
        if from.is_none() {
            from.clone_from(&sender);
        } else if from != sender {
            head.add("Sender", sender);
        }
        head.add("From", from);
        let mut lists = [Vec::new(), Vec::new()];
        for recipient in item.recipients() {
            let list = match recipient.number(RECIPIENT_TYPE) {
                Some(CC) => lists.get_mut(1),
                Some(BCC) => None,
                _ => lists.get_mut(0),
            };
            if let (Some(list), Some(mailbox)) = (list, mailbox(&recipient, &RECIPIENT)) {
                list.push(mailbox);
            }
        }
        for (name, list) in ["To", "Cc"].into_iter().zip(lists) {
            head.add(name, (!list.is_empty()).then(|| list.join(",\r\n ")));
        }
        head.add("Subject", item.text(SUBJECT).map(|text| text.in_header()));
        let time = item.time(SUBMITTED).or_else(|| item.time(DELIVERED));
        head.add("Date", time.map(date));
        let message_id = item.text(MESSAGE_ID).map(|text| text.in_header());
        head.add("Message-ID", message_id.filter(|id| id.starts_with('<')));
        head
    }

    /// The last field of this name, without the name: the one that readers of mails go by.
    pub(super) fn value(&self, field: &str) -> Option<String> {
        let found = self.fields.iter().rev().find(|found| is(found, field))?;
        let value = found.get(field.len()..)?.trim_ascii_start();
        Some(String::from_utf8_lossy(value.strip_prefix(b":")?).into_owned())
    }

    /// Takes every field of this name away.
    pub(super) fn without(&mut self, field: &str) {
        self.fields.retain(|found| !is(found, field));
    }

    /// Puts a field behind the others.
    pub(super) fn add(&mut self, field: &str, value: Option<String>) {
        self.fields
            .extend(value.map(|value| format!("{field}: {value}").into_bytes()));
    }

    /// The block with the empty line that ends it.
    pub(super) fn write(&self, into: &mut Vec<u8>) {
        for field in &self.fields {
            into.extend_from_slice(field);
            into.extend_from_slice(b"\r\n");
        }
        into.extend_from_slice(b"\r\n");
    }
}

fn is(field: &[u8], wanted: &str) -> bool {
    name(field).eq_ignore_ascii_case(wanted.as_bytes())
}

/// The name of a field (RFC 5322 §2.2); empty where the line is none.
fn name(line: &[u8]) -> &[u8] {
    let name = line
        .split(|byte| *byte == b':')
        .next()
        .unwrap_or_default()
        .trim_ascii_end();
    let valid = name.len() < line.len() && name.iter().all(|byte| (33..=126).contains(byte));
    if valid { name } else { &[] }
}

/// The properties of a mailbox: its addresses, best first, and its name.
struct Properties {
    addresses: [u16; 2],
    name: u16,
}

fn mailbox(item: &Item<'_>, properties: &Properties) -> Option<String> {
    // Inside a company an address can be a path in its directory, which nobody can write to.
    let texts = properties
        .addresses
        .into_iter()
        .filter_map(|property| item.text(property));
    let address = texts.into_iter().find_map(|text| text.as_address());
    let name = item.text(properties.name).as_ref().map(Text::as_phrase);
    match (name, address) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (None, Some(address)) => Some(format!("<{address}>")),
        (Some(name), None) => Some(format!("{name} <>")),
        (None, None) => None,
    }
}

/// A time as mails write it (RFC 5322 §3.3), in UTC.
fn date(time: i64) -> String {
    let (days, second) = (time.div_euclid(86_400), time.rem_euclid(86_400));
    // Days since 0000-03-01, so that a leap day ends its year.
    let from_march = days + 719_468;
    let era = from_march.div_euclid(146_097);
    let day_of_era = from_march.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era + i64::from(month > 9);
    let name = usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month));
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let second = second % 60;
    let name = name.unwrap_or(&"Jan");
    format!("{day} {name} {year} {hour:02}:{minute:02}:{second:02} +0000")
}

const MONTHS: [&str; 12] = [
    "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb",
];

/// The one in whose name it was sent.
const SENT_FOR: Properties = Properties {
    addresses: [0x5D02, 0x0065],
    name: 0x0042,
};
/// The one who sent it.
const SENDER: Properties = Properties {
    addresses: [0x5D01, 0x0C1F],
    name: 0x0C1A,
};
const RECIPIENT: Properties = Properties {
    addresses: [0x39FE, 0x3003],
    name: 0x3001,
};
const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
const DELIVERED: u16 = 0x0E06;
const MESSAGE_ID: u16 = 0x1035;
const RECIPIENT_TYPE: u16 = 0x0C15;
const CC: u32 = 2;
const BCC: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_into_fields_as_they_came() {
        let head = Head::arrived(
            b"Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a\r\n\tby b\r\nFrom: x\nContent-type : text/plain\n\nFrom: no field",
        );
        assert_eq!(head.fields.len(), 3);
        assert_eq!(head.fields[0], b"Received: from a\r\n\tby b");
        assert_eq!(head.value("Content-Type").as_deref(), Some(" text/plain"));
        assert_eq!(head.value("Subject"), None);
    }

    #[test]
    fn times_are_written_as_in_mails() {
        assert_eq!(date(0), "1 Jan 1970 00:00:00 +0000");
        assert_eq!(date(951_827_696), "29 Feb 2000 12:34:56 +0000");
        assert_eq!(date(1_300_700_000), "21 Mar 2011 09:33:20 +0000");
        assert_eq!(date(-1), "31 Dec 1969 23:59:59 +0000");
    }
}
