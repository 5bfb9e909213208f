//! Mails as Outlook saves them (MS-OXMSG), put together as RFC 5322 writes them.
//!
//! Outlook takes a mail apart and keeps the pieces. What comes of them is read as any other mail:
//! the header block is the one that arrived, where Outlook kept it; texts and attachments are its
//! own copies, so no signature over the body can hold any more.

mod alone;
mod head;
mod item;
mod lzfu;
mod part;
mod rtf;
mod text;

use crate::Unreadable;
use crate::compound::Compound;
use head::Head;
use item::{ATTACH_DATA, Item, Reader};
use part::Part;
use text::Text;

/// How many mails inside one another are read.
const MOST_LEVELS: usize = 4;

/// The mail in a file, as RFC 5322 writes one.
///
/// # Errors
/// [`Unreadable`] where it is broken, of another program, or encrypted.
pub fn message(file: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let reader = Reader::new(Compound::open(file).ok_or(Unreadable::Damaged)?);
    if reader.has("EncryptedPackage") {
        return Err(Unreadable::Protected);
    }
    let item = Item::top(&reader).ok_or(Unreadable::NoMail)?;
    let class = item
        .text(MESSAGE_CLASS)
        .map(|class| lower(&class))
        .unwrap_or_default();
    // Contacts, appointments and tasks are saved in the same way.
    if !class.is_empty() && !MAILS.iter().any(|mail| class.starts_with(mail)) {
        return Err(Unreadable::NoMail);
    }
    if class.contains("rpmsg") || item.attachments().any(|attached| is_sealed(&attached)) {
        return Err(Unreadable::Protected);
    }
    mail(&item, MOST_LEVELS)
}

fn mail(item: &Item<'_>, levels: usize) -> Result<Vec<u8>, Unreadable> {
    let arrived = item
        .text(TRANSPORT_HEADERS)
        .map(|block| Head::arrived(&block.bytes));
    let head = arrived.filter(|head| !head.fields.is_empty());
    let head = head.unwrap_or_else(|| Head::put_together(item));
    let text = item.text(BODY);
    let html = html(item);
    let attachments: Vec<Item<'_>> = item.attachments().collect();
    if attachments.is_empty()
        && let Some(body) = alone::body(&head, text.as_ref(), html.as_ref())
    {
        return Ok(part::alone(&head, &body));
    }
    let mut parts = Vec::new();
    parts.extend(text.map(|text| Part::text("plain", text)));
    parts.extend(html.map(|html| Part::text("html", html)));
    for attached in &attachments {
        parts.push(attachment(attached, levels));
    }
    if head.fields.is_empty() && parts.is_empty() {
        return Err(Unreadable::Damaged);
    }
    Ok(part::mail(head, &parts))
}

/// The body as HTML: kept as such, or inside the RTF.
fn html(item: &Item<'_>) -> Option<Text> {
    if let Some(bytes) = item.bytes(HTML) {
        return Some(Text::in_code_page(bytes, item.number(INTERNET_CODEPAGE)));
    }
    item.text(HTML).or_else(|| {
        let rtf = lzfu::unpack(&item.bytes(RTF_COMPRESSED)?)?;
        rtf::html(&rtf)
    })
}

fn attachment(item: &Item<'_>, levels: usize) -> Part {
    if item.number(ATTACH_METHOD) == Some(EMBEDDED)
        && levels > 1
        && let Some(inner) = item.message()
        && let Ok(mail) = mail(&inner, levels - 1)
    {
        return Part::message(mail);
    }
    let name = [ATTACH_LONG_NAME, ATTACH_NAME, DISPLAY_NAME];
    let name = name.into_iter().find_map(|property| item.text(property));
    let name = name.map(|name| String::from_utf8_lossy(&name.bytes).into_owned());
    let media_type = item.text(ATTACH_MEDIA_TYPE).map(|found| lower(&found));
    let media_type = media_type.filter(|found| is_media_type(found));
    let id = item.text(ATTACH_CONTENT_ID).map(|id| id.in_header());
    let id = id.filter(|id| !id.contains(['<', '>', ' ']));
    Part::file(
        media_type.as_deref().unwrap_or("application/octet-stream"),
        name.as_deref(),
        id.as_deref(),
        &item.bytes(ATTACH_DATA).unwrap_or_default(),
    )
}

/// Whether an attachment is the whole mail, encrypted: by Microsoft's rights management, or by
/// S/MIME (RFC 8551 §3.3), whose content type stands at the beginning.
fn is_sealed(item: &Item<'_>) -> bool {
    let name = [ATTACH_LONG_NAME, ATTACH_NAME]
        .into_iter()
        .find_map(|property| item.text(property));
    let name = name.map(|name| lower(&name)).unwrap_or_default();
    let media_type = item
        .text(ATTACH_MEDIA_TYPE)
        .map(|found| lower(&found))
        .unwrap_or_default();
    let ending = name.rsplit('.').next().unwrap_or_default();
    if ending == "rpmsg" || media_type.contains("rpmsg") {
        return true;
    }
    if ending != "p7m" && !media_type.contains("pkcs7-mime") {
        return false;
    }
    let content = item.bytes(ATTACH_DATA).unwrap_or_default();
    let start = content.get(..CMS_HEAD).unwrap_or(&content);
    start
        .windows(ENVELOPED_DATA.len())
        .any(|window| window == ENVELOPED_DATA)
}

fn is_media_type(text: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c);
    text.split_once('/').is_some_and(|(kind, subtype)| {
        [kind, subtype]
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(token))
    })
}

fn lower(text: &Text) -> String {
    String::from_utf8_lossy(&text.bytes)
        .trim()
        .to_ascii_lowercase()
}

/// Classes of what is a mail: notes, and reports that one did not arrive.
const MAILS: [&str; 3] = ["ipm.note", "report.", "ipm.post"];

const MESSAGE_CLASS: u16 = 0x001A;
const TRANSPORT_HEADERS: u16 = 0x007D;
const BODY: u16 = 0x1000;
const RTF_COMPRESSED: u16 = 0x1009;
const HTML: u16 = 0x1013;
const INTERNET_CODEPAGE: u16 = 0x3FDE;
const ATTACH_NAME: u16 = 0x3704;
const ATTACH_METHOD: u16 = 0x3705;
const ATTACH_LONG_NAME: u16 = 0x3707;
const ATTACH_MEDIA_TYPE: u16 = 0x370E;
const ATTACH_CONTENT_ID: u16 = 0x3712;
const DISPLAY_NAME: u16 = 0x3001;

/// The attachment is a message of its own (MS-OXCMSG §2.2.2.9).
const EMBEDDED: u32 = 5;

/// The object identifier 1.2.840.113549.1.7.3.
const ENVELOPED_DATA: [u8; 11] = *b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03";

/// Where it can stand: behind two lengths.
const CMS_HEAD: usize = 64;
