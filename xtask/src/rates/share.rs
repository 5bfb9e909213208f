//! Shares with Wilson's 95 % interval, plain and one voice a cluster.

use std::collections::BTreeMap;

use super::Mail;

/// The share of voices, each cluster counted by the share of its mails.
pub(super) fn voices(group: &[&Mail], is: impl Fn(&Mail) -> bool) -> String {
    let mut clusters: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for mail in group {
        let cluster = clusters.entry(&mail.voice).or_default();
        cluster.0 += usize::from(is(mail));
        cluster.1 += 1;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of mails are far below 2^52"
    )]
    let sum: f64 = clusters
        .values()
        .map(|(yes, all)| *yes as f64 / *all as f64)
        .sum();
    rate(sum, clusters.len())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of mails are far below 2^52"
)]
pub(super) fn share(yes: usize, all: usize) -> String {
    format!("{yes}: {}", rate(yes as f64, all))
}

/// A rate in per cent with Wilson's 95 % interval.
fn rate(yes: f64, all: usize) -> String {
    let (share, low, high) = wilson(yes, all);
    format!(
        "{:.1} % ({:.1}–{:.1})",
        share * 100.0,
        low * 100.0,
        high * 100.0
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of mails are far below 2^52"
)]
fn wilson(yes: f64, all: usize) -> (f64, f64, f64) {
    const Z: f64 = 1.959_964;
    if all == 0 {
        return (0.0, 0.0, 1.0);
    }
    let n = all as f64;
    let share = yes / n;
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    (
        share,
        ((middle - spread) / whole).max(0.0),
        ((middle + spread) / whole).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn the_interval_is_wilsons() {
        let (share, low, high) = wilson(81.0, 263);
        assert!(
            (share - 0.308).abs() < 0.001
                && (low - 0.2553).abs() < 0.001
                && (high - 0.3662).abs() < 0.001
        );
        assert_eq!(wilson(0.0, 0), (0.0, 0.0, 1.0));
    }
}
