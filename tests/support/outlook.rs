//! Files as Outlook saves mails, written for the tests (MS-OXMSG).

use std::io::{Cursor, Write};

/// A message, an attachment or a recipient.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saved {
    streams: Vec<(u32, Vec<u8>)>,
    fixed: Vec<u8>,
    inner: Option<Box<Saved>>,
    attachments: Vec<Saved>,
    recipients: Vec<Saved>,
    extra: Vec<String>,
}

pub(crate) const MESSAGE_CLASS: u16 = 0x001A;
pub(crate) const SUBJECT: u16 = 0x0037;
pub(crate) const SUBMITTED: u16 = 0x0039;
pub(crate) const HEADERS: u16 = 0x007D;
pub(crate) const SENDER_NAME: u16 = 0x0C1A;
pub(crate) const SENDER_ADDRESS: u16 = 0x5D01;
pub(crate) const RECIPIENT_TYPE: u16 = 0x0C15;
pub(crate) const BODY: u16 = 0x1000;
pub(crate) const RTF: u16 = 0x1009;
pub(crate) const HTML: u16 = 0x1013;
pub(crate) const DISPLAY_NAME: u16 = 0x3001;
pub(crate) const ADDRESS: u16 = 0x39FE;
pub(crate) const DATA: u16 = 0x3701;
pub(crate) const FILE_NAME: u16 = 0x3707;
pub(crate) const METHOD: u16 = 0x3705;
pub(crate) const MEDIA_TYPE: u16 = 0x370E;
pub(crate) const CODEPAGE: u16 = 0x3FFD;
pub(crate) const INTERNET_CODEPAGE: u16 = 0x3FDE;

impl Saved {
    /// A mail with the class that mails have.
    pub(crate) fn mail() -> Self {
        Self::default().text(MESSAGE_CLASS, "IPM.Note")
    }

    /// A text in UTF-16.
    pub(crate) fn text(self, property: u16, text: &str) -> Self {
        let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.stream(property, 0x001F, bytes)
    }

    /// A text in a code page.
    pub(crate) fn old_text(self, property: u16, bytes: &[u8]) -> Self {
        self.stream(property, 0x001E, bytes.to_vec())
    }

    /// Bytes.
    pub(crate) fn bytes(self, property: u16, bytes: &[u8]) -> Self {
        self.stream(property, 0x0102, bytes.to_vec())
    }

    pub(crate) fn number(self, property: u16, number: u32) -> Self {
        self.fixed(property, 0x0003, u64::from(number))
    }

    /// A time in seconds since 1970.
    pub(crate) fn time(self, property: u16, time: u64) -> Self {
        self.fixed(property, 0x0040, (time + 11_644_473_600) * 10_000_000)
    }

    pub(crate) fn recipient(mut self, recipient: Saved) -> Self {
        self.recipients.push(recipient);
        self
    }

    pub(crate) fn attach(mut self, attachment: Saved) -> Self {
        self.attachments.push(attachment);
        self
    }

    /// A file as an attachment.
    pub(crate) fn file(self, name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let file = Saved::default().number(METHOD, 1);
        let file = file.text(FILE_NAME, name).text(MEDIA_TYPE, media_type);
        self.attach(file.bytes(DATA, bytes))
    }

    /// Another mail as an attachment.
    pub(crate) fn message(self, inner: Saved) -> Self {
        let mut holder = Saved::default().number(METHOD, 5);
        holder.inner = Some(Box::new(inner));
        self.attach(holder)
    }

    /// A stream of another program.
    pub(crate) fn with_stream(mut self, name: &str) -> Self {
        self.extra.push(name.to_owned());
        self
    }

    /// RTF, packed without being made shorter, as is allowed.
    pub(crate) fn rtf(self, rtf: &[u8]) -> Self {
        let length = u32::try_from(rtf.len()).expect("a short text");
        let mut packed = (length + 12).to_le_bytes().to_vec();
        packed.extend(length.to_le_bytes());
        packed.extend(*b"MELA\0\0\0\0");
        packed.extend(rtf);
        self.bytes(RTF, &packed)
    }

    /// The file.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
                .expect("a compound file");
        self.write_to(&mut file, "", 32);
        file.flush().expect("flushed");
        file.into_inner().into_inner()
    }

    fn write_to(&self, file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, folder: &str, header: usize) {
        let mut list = vec![0; header];
        list.extend(&self.fixed);
        write_stream(file, &format!("{folder}/__properties_version1.0"), &list);
        for (tag, bytes) in &self.streams {
            write_stream(file, &format!("{folder}/__substg1.0_{tag:08X}"), bytes);
        }
        for name in &self.extra {
            write_stream(file, &format!("{folder}/{name}"), b"content");
        }
        if let Some(inner) = &self.inner {
            let folder = format!("{folder}/__substg1.0_3701000D");
            file.create_storage(&folder).expect("a storage");
            inner.write_to(file, &folder, 24);
        }
        for (kind, parts) in [("attach", &self.attachments), ("recip", &self.recipients)] {
            for (at, part) in parts.iter().enumerate() {
                let folder = format!("{folder}/__{kind}_version1.0_#{at:08X}");
                file.create_storage(&folder).expect("a storage");
                part.write_to(file, &folder, 8);
            }
        }
    }

    fn stream(mut self, property: u16, kind: u16, bytes: Vec<u8>) -> Self {
        self.streams
            .push((u32::from(property) << 16 | u32::from(kind), bytes));
        self
    }

    fn fixed(mut self, property: u16, kind: u16, value: u64) -> Self {
        self.fixed.extend(kind.to_le_bytes());
        self.fixed.extend(property.to_le_bytes());
        self.fixed.extend(6_u32.to_le_bytes());
        self.fixed.extend(value.to_le_bytes());
        self
    }
}

fn write_stream(file: &mut cfb::CompoundFile<Cursor<Vec<u8>>>, path: &str, bytes: &[u8]) {
    let mut stream = file.create_stream(path).expect("a stream");
    stream.write_all(bytes).expect("written");
}
