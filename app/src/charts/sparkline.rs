//! A line the size of a word.

use leptos::prelude::*;

use super::scale::{Scale, px};

/// The course of a few values; the last one is marked. The words beside it carry the numbers.
#[component]
pub fn Sparkline(
    /// The values in order of time.
    values: Vec<f64>,
    /// What it shows, in a few words with the first and last value.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let points = points(&values);
    let path: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{} {}", px(*x), px(*y)))
        .collect();
    let line = (path.len() > 1).then(|| format!("M{}", path.join("L")));
    let end = points
        .last()
        .map(|(x, y)| view! { <circle cx=px(*x) cy=px(*y) r="2.5"/> });
    view! { <svg class="sparkline" viewBox="0 0 96 24" role="img" aria-label=label><path d=line/>{end}</svg> }
}

fn points(values: &[f64]) -> Vec<(f64, f64)> {
    let (low, high) = values
        .iter()
        .fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    let up = Scale::new((low, high), (20.0, 4.0));
    let last = u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let across = Scale::new((0.0, f64::from(last)), (3.0, 93.0));
    (0..=last)
        .map(f64::from)
        .zip(values)
        .map(|(index, value)| (across.at(index), up.at(*value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn the_line_spans_the_box() {
        assert_eq!(points(&[1.0, 3.0]), [(3.0, 20.0), (93.0, 4.0)]);
        assert!(points(&[]).is_empty());
    }

    #[test]
    fn equal_values_run_through_the_middle() {
        assert_eq!(points(&[2.0, 2.0]), [(3.0, 12.0), (93.0, 12.0)]);
    }
}
