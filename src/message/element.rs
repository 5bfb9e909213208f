//! What HTML's elements and styles mean for a reader.

/// Whether the element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "tr"
            | "table"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "blockquote"
            | "center"
            | "body"
            | "head"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "pre"
            | "address"
    )
}

/// Whether the element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether a style takes the element out of sight.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.split(';').any(|rule| {
        matches!(
            rule.trim_end_matches("!important"),
            "display:none"
                | "visibility:hidden"
                | "opacity:0"
                | "font-size:0"
                | "font-size:0px"
                | "mso-hide:all"
                | "max-height:0"
                | "max-height:0px"
        )
    })
}
