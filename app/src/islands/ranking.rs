//! Playing with the level 1 weights: the ranking answers at once, by the same code as the result on record.
#![expect(
    missing_docs,
    reason = "the island macro writes a struct without a comment"
)]

use domain::evaluation::arithmetic::shown;
use domain::evaluation::ncia::{Bid, Confidence, Scheme, TrialWeights, evaluate};
use leptos::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the solicitation published. Figures are decimal texts, weights in percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingScheme {
    /// Weights of technical, experience and price.
    pub published: [String; 3],
    /// Weights of the technical sub-criteria.
    pub sub_weights: Vec<String>,
    /// The least technical score that is eligible.
    pub minimum: String,
}

/// A bid. Figures are decimal texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingBid {
    /// Its reference.
    pub id: String,
    /// Its bidder.
    pub name: String,
    /// Points of 0 to 100 for each technical sub-criterion.
    pub sub_scores: Vec<String>,
    /// The confidence rating of 1 to 5.
    pub confidence: u8,
    /// Its price in euro.
    pub price: String,
}

/// What trial weights make of the bids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Bidders by rank with their final scores, two decimals.
    pub ranking: Vec<(String, String)>,
    /// Bidders that cannot win under the published minimum.
    pub ineligible: Vec<String>,
    /// Sentences of the published weight rules that these weights break.
    pub broken: Vec<&'static str>,
    /// What is wrong with the typed weights, when there is no ranking.
    pub wrong: Option<String>,
}

fn decimal(text: &str) -> Option<Decimal> {
    domain::money::parse_decimal(text)
}

fn decimals(texts: &[String]) -> Option<Vec<Decimal>> {
    texts.iter().map(|text| decimal(text)).collect()
}

/// Ranks the bids under trial weights. Weights that do not add up to 100 are scaled to it, and the broken rule is named.
#[must_use]
pub fn answer(scheme: &RankingScheme, bids: &[RankingBid], weights: &[String; 3]) -> Answer {
    let wrong = |words: &str| Answer {
        wrong: Some(words.to_owned()),
        ..Answer::default()
    };
    let Some([technical, experience, price]) = typed(weights) else {
        return wrong("Give three numbers.");
    };
    let Ok(trial) = TrialWeights::new(technical, experience, price) else {
        return wrong("No weight may be negative.");
    };
    let Ok(scaled) = trial.normalised() else {
        return wrong("At least one weight must be more than zero.");
    };
    let ranked = ranked(scheme, bids, scaled);
    Answer {
        broken: trial
            .broken_rules()
            .into_iter()
            .map(|rule| rule.sentence())
            .collect(),
        ..ranked.unwrap_or_else(|| wrong("These figures have no ranking."))
    }
}

fn typed(weights: &[String; 3]) -> Option<[Decimal; 3]> {
    decimals(weights)?.try_into().ok()
}

fn ranked(scheme: &RankingScheme, bids: &[RankingBid], weights: TrialWeights) -> Option<Answer> {
    let scheme = Scheme::trial(
        weights,
        decimals(&scheme.sub_weights)?,
        decimal(&scheme.minimum)?,
    );
    let read = |bid: &RankingBid| {
        Some(Bid {
            id: bid.id.clone(),
            technical_sub_scores: decimals(&bid.sub_scores)?,
            confidence: Confidence::try_from(bid.confidence).ok()?,
            price: decimal(&bid.price)?,
            excluded: None,
        })
    };
    let list = bids.iter().map(read).collect::<Option<Vec<_>>>()?;
    let evaluation = evaluate(&scheme, &list).ok()?;
    let name = |id: &String| {
        let bid = bids.iter().find(|bid| bid.id == *id);
        bid.map_or(id.clone(), |bid| bid.name.clone())
    };
    let scored = |id: &String| {
        let score = evaluation.bid(id).and_then(|record| record.final_score);
        (name(id), score.map(two_decimals).unwrap_or_default())
    };
    Some(Answer {
        ranking: evaluation.outcome.ranking.iter().map(scored).collect(),
        ineligible: evaluation.ineligible.iter().map(name).collect(),
        ..Answer::default()
    })
}

fn two_decimals(score: Decimal) -> String {
    format!("{:.2}", shown(score, 2))
}

const NAMES: [(&str, &str); 3] = [
    ("technical", "Technical"),
    ("experience", "Experience"),
    ("price", "Price"),
];

/// The ranking under trial weights. Without script it is a form that asks the server.
#[island]
pub fn Ranking(
    /// What was published.
    scheme: RankingScheme,
    /// The bids.
    bids: Vec<RankingBid>,
    /// The weights to begin with.
    start: [String; 3],
) -> impl IntoView {
    let published = scheme.published.clone();
    let weights = start.map(RwSignal::new);
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let known = StoredValue::new((scheme, bids));
    let found = Memo::new(move |_| {
        let typed = weights.map(|weight| weight.get());
        known.with_value(|(scheme, bids)| answer(scheme, bids, &typed))
    });
    let play_only = format!(
        "Play only. The award follows the published {}.",
        published.join(" / ")
    );
    let rows = weights
        .into_iter()
        .zip(NAMES)
        .map(|(weight, (name, label))| weight_row(name, label, weight, awake))
        .collect_view();
    let restore = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        for (weight, value) in weights.into_iter().zip(published.clone()) {
            weight.set(value);
        }
    };
    view! {
        <div class="notice attention">{play_only}</div>
        <form method="get" action="#play" class="play">
            {rows}
            <div class="play-buttons">
                <button type="submit" class="button" hidden=move || awake.get()>"Rank with these weights"</button>
                <a class="button" href="?#play" on:click=restore>"Restore the published weights"</a>
            </div>
        </form>
        <div role="status">{move || result(found.get())}</div>
    }
}

fn weight_row(
    name: &'static str,
    label: &'static str,
    weight: RwSignal<String>,
    awake: RwSignal<bool>,
) -> impl IntoView {
    let id = format!("weight-{name}");
    let slider = format!("{label}, percent");
    view! {
        <div class="play-row">
            <label for=id.clone()>{label}</label>
            <input type="range" min="0" max="100" step="1" aria-label=slider hidden=move || !awake.get()
                prop:value=move || weight.get() on:input=move |event| weight.set(event_target_value(&event))/>
            <input type="text" inputmode="decimal" class="n" size="5" id=id name=name value=weight.get_untracked()
                prop:value=move || weight.get() on:input=move |event| weight.set(event_target_value(&event))/>
        </div>
    }
}

fn result(found: Answer) -> impl IntoView {
    let rows = found.ranking.into_iter().enumerate().map(|(place, (name, score))| {
        view! { <tr><th scope="row">{place + 1}". "{name}</th><td class="num">{score}</td></tr> }
    });
    let broken = found
        .broken
        .into_iter()
        .map(|rule| view! { <li>{rule}</li> })
        .collect_view();
    let out = (!found.ineligible.is_empty())
        .then(|| format!("Not eligible: {}.", found.ineligible.join(", ")));
    view! {
        <table class="table">
            <caption>"Ranking with these weights"</caption>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <p class="meta">{out}</p>
        <p class="error">{found.wrong}</p>
        <ul class="error">{broken}</ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bid(name: &str, technical: &str, confidence: u8, price: &str) -> RankingBid {
        RankingBid {
            id: name.to_owned(),
            name: name.to_owned(),
            sub_scores: vec![technical.to_owned()],
            confidence,
            price: price.to_owned(),
        }
    }

    fn play(weights: [&str; 3]) -> Answer {
        let scheme = RankingScheme {
            published: ["50", "20", "30"].map(str::to_owned),
            sub_weights: vec!["100".to_owned()],
            minimum: "50".to_owned(),
        };
        let bids = [
            bid("Aurora", "83", 5, "12000000"),
            bid("Boreal", "73.5", 4, "9000000"),
            bid("Cygnus", "59.5", 3, "6000000"),
        ];
        answer(&scheme, &bids, &weights.map(str::to_owned))
    }

    #[test]
    fn the_published_weights_give_the_published_scores() {
        let found = play(["50", "20", "30"]);
        assert_eq!(found.ranking[0], ("Aurora".to_owned(), "71.50".to_owned()));
        assert!(found.broken.is_empty() && found.wrong.is_none());
    }

    #[test]
    fn other_weights_rank_otherwise_and_name_the_rules_they_break() {
        let found = play(["10", "10", "80"]);
        assert_eq!(found.ranking[0].0, "Cygnus");
        assert_eq!(found.broken.len(), 2);
    }

    #[test]
    fn words_and_three_zeros_have_no_ranking() {
        assert!(play(["much", "20", "30"]).wrong.is_some());
        assert!(play(["0", "0", "0"]).wrong.is_some());
        assert!(play(["-1", "51", "50"]).wrong.is_some());
    }
}
