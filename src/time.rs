//! Seconds as a date; no clock is read.

use mail_parser::DateTime;

/// The UTC day of a time as `YYYY-MM-DD`.
#[must_use]
pub fn date(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds);
    format!("{:04}-{:02}-{:02}", time.year, time.month, time.day)
}

/// The seconds of an RFC 3339 time, if it is one.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let time = DateTime::parse_rfc3339(text)?;
    time.is_valid().then(|| time.to_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_and_its_day() {
        assert_eq!(
            parse("2011-03-21T09:30:00Z").map(date).as_deref(),
            Some("2011-03-21")
        );
        assert_eq!(parse("yesterday"), None);
    }
}
