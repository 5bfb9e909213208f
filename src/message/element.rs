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
    let mut colours = [None, None];
    let hidden = style.split(';').any(|rule| {
        let rule = rule.trim_end_matches("!important");
        if let Some(colour) = rule.strip_prefix("color:") {
            colours[0] = Some(colour.to_owned());
        }
        let background = rule.strip_prefix("background-color:");
        if let Some(colour) = background.or_else(|| rule.strip_prefix("background:")) {
            colours[1] = Some(colour.to_owned());
        }
        matches!(
            rule,
            "display:none"
                | "visibility:hidden"
                | "opacity:0"
                | "font-size:0"
                | "font-size:0px"
                | "font-size:1px"
                | "mso-hide:all"
                | "max-height:0"
                | "max-height:0px"
        )
    });
    // Letters in the colour of their own background.
    let [letters, background] = colours;
    hidden || (letters.is_some() && letters == background)
}

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn styles_that_take_out_of_sight() {
        for style in [
            "display: none",
            "color:#fff; background-color:#fff",
            "background: white; padding: 0; color: WHITE",
            "font-size:0px !important",
            "FONT-SIZE: 1px",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in [
            "color:#fff; background:#000",
            "font-size:10px",
            "max-height:0.5em",
            "",
        ] {
            assert!(!hides(style), "{style}");
        }
    }
}
