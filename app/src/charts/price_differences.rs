//! Price by line: how much dearer or cheaper each offer is than the reference offer.

use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::name_ids;
use super::readout::{Said, mark};
use super::scale::{Scale, px};

const MIDDLE: f64 = 430.0;
const REACH: f64 = 200.0;
const ROW: f64 = 18.0;
/// A bar beyond this many percent is cut, and its number says how long it would be.
const MOST: f64 = 200.0;

/// The differences in one price line.
#[derive(Clone, Debug)]
pub struct LineDifferences {
    /// What is priced.
    pub label: String,
    /// For each offer its name and the difference to the reference in percent; none where it is not offered.
    pub offers: Vec<(String, Option<Decimal>)>,
}

/// Bars to the right are dearer than the reference, bars to the left are cheaper and striped.
#[component]
pub fn PriceDifferences(
    /// Prefix of the ids inside, unique on the page.
    #[prop(into)]
    id: String,
    /// The lines.
    lines: Vec<LineDifferences>,
    /// What the picture shows, as a title.
    #[prop(into)]
    title: String,
    /// The finding in one sentence.
    #[prop(into)]
    finding: String,
) -> impl IntoView {
    let most = lines.iter().flat_map(|line| &line.offers);
    let most = most.filter_map(|(_, percent)| percent.as_ref()?.abs().to_f64());
    let most = most.fold(5.0, f64::max).min(MOST);
    let across = Scale::new((-most, most), (MIDDLE - REACH, MIDDLE + REACH));
    let bottom = 8.0 + lines.iter().map(height).sum::<f64>();
    let stripes = format!("{id}-stripes");
    let (title_id, desc_id, labelled) = name_ids(&id);
    let region = format!("{title}, scrolls sideways");
    let mut top = 4.0;
    let groups = lines.into_iter().map(|line| {
        let at = top;
        top += height(&line);
        group(line, at, across, (&stripes, bottom))
    });
    let groups = groups.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=region>
            <svg class="chart chart-wide" viewBox=format!("0 0 880 {}", px(bottom + 40.0)) role="group" aria-labelledby=labelled>
                <title id=title_id>{title}</title>
                <desc id=desc_id>{finding}</desc>
                <defs>
                    <pattern id=stripes.clone() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <path class="pattern-line" d="M0 0V6"/>
                    </pattern>
                </defs>
                <path class="axis" d=format!("M{MIDDLE} 4V{}", px(bottom))/>
                {groups}
            </svg>
        </div>
    }
}

/// A name above the bars and a little room below.
fn height(line: &LineDifferences) -> f64 {
    let rows = u16::try_from(line.offers.len()).unwrap_or(u16::MAX);
    ROW * (f64::from(rows) + 1.0) + 6.0
}

fn group(line: LineDifferences, top: f64, across: Scale, below: (&str, f64)) -> AnyView {
    let label = line.label.clone();
    let mut y = top;
    let bars = line.offers.into_iter().map(|(name, percent)| {
        y += ROW;
        bar(&line.label, name, percent, (y, across), below)
    });
    let bars = bars.collect_view();
    view! { <text class="lab halo" x="0" y=px(top + 13.0) aria-hidden="true">{label}</text>{bars} }
        .into_any()
}

fn bar(
    line: &str,
    name: String,
    percent: Option<Decimal>,
    (y, across): (f64, Scale),
    (stripes, bottom): (&str, f64),
) -> AnyView {
    let words = percent.map_or("not offered".to_owned(), signed);
    let value = percent
        .and_then(|percent| percent.to_f64())
        .unwrap_or_default();
    let end = across.at(value.clamp(-MOST, MOST));
    let (x, width) = (px(end.min(MIDDLE)), px((end - MIDDLE).abs()));
    let cheaper = value < 0.0;
    let over = cheaper.then(|| {
        let fill = format!("url(#{stripes})");
        view! { <rect x=x.clone() y=px(y + 3.0) width=width.clone() height="12" fill=fill/> }
    });
    let (class, at) = if cheaper {
        ("end halo", end - 6.0)
    } else {
        ("halo", end + 6.0)
    };
    let said = Said {
        name: format!("{line}, {name}"),
        figures: percent.map_or("not offered".to_owned(), |_| {
            format!("{words} against the reference")
        }),
    };
    let shape = view! {
        <text x="16" y=px(y + 13.0) aria-hidden="true">{name}</text>
        <rect class=if cheaper { "c3" } else { "c2" } x=x y=px(y + 3.0) width=width height="12"/>
        {over}
        <text class=class x=px(at) y=px(y + 13.0) aria-hidden="true">{words}</text>
    };
    mark(said, (0.0, bottom + 18.0), shape.into_any())
}

fn signed(percent: Decimal) -> String {
    let size = percent.abs().round_dp(1).normalize();
    match (size.is_zero(), percent.is_sign_negative()) {
        (true, _) => "the same".to_owned(),
        (false, true) => format!("\u{2212}{size} %"),
        (false, false) => format!("+{size} %"),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn drawn(percent: Option<i64>) -> String {
        let line = LineDifferences {
            label: "P1 Imagery".to_owned(),
            offers: vec![("Boreal".to_owned(), percent.map(Decimal::from))],
        };
        Owner::new().with(|| view! { <PriceDifferences id="t" lines=vec![line] title="By line" finding="One line."/> }.to_html())
    }

    #[test]
    fn a_line_that_is_not_offered_has_words_and_no_length() {
        let html = drawn(None);
        assert!(html.contains("P1 Imagery, Boreal: not offered") && html.contains("width=\"0\""));
    }

    #[test]
    fn cheaper_bars_are_striped_and_every_bar_takes_the_focus() {
        assert!(drawn(Some(-12)).contains("fill=\"url(#t-stripes)\""));
        assert!(!drawn(Some(12)).contains("fill=\"url(#t-stripes)\""));
        assert_eq!(
            drawn(Some(12))
                .matches("tabindex=\"0\" role=\"img\"")
                .count(),
            1
        );
    }
}
