//! Playing with the weights of both levels: the ranking answers at once, by the same code as the result on record.
#![expect(
    missing_docs,
    reason = "the island macro writes a struct without a comment"
)]

use domain::evaluation::arithmetic::{Exact, exact, shown};
use domain::evaluation::sensitivity::Weighing;
use leptos::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A weight that can be moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// The form's field.
    pub field: String,
    /// What is weighed.
    pub name: String,
    /// As published, percent of its level.
    pub published: String,
    /// To begin with.
    pub start: String,
}

/// What is played with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Game {
    /// What was published, with every score.
    pub weighing: Weighing,
    /// The bidders, in the order of the bids.
    pub bidders: Vec<String>,
    /// Level 1 weights, price last.
    pub level_one: Vec<Weight>,
    /// Weights of the technical sub-criteria.
    pub sub: Vec<Weight>,
}

/// What trial weights make of the bids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Bidders by rank with their final scores, two decimals.
    pub ranking: Vec<(String, String)>,
    /// Bidders that cannot win with these weights.
    pub ineligible: Vec<String>,
    /// Sentences of the published weight rules that these weights break.
    pub broken: Vec<String>,
    /// What is wrong with the typed weights, when there is no ranking.
    pub wrong: Option<&'static str>,
}

/// Ranks the bids under trial weights. Weights of a level that do not add up to 100 are scaled to it, and the broken rule
/// is named.
#[must_use]
pub fn answer(game: &Game, level_one: &[String], sub: &[String]) -> Answer {
    let ranked = read(level_one).and_then(|level_one| {
        let (scaled, sub) = (to_hundred(&level_one)?, to_hundred(&read(sub)?)?);
        ranked(game, &scaled, &sub).map(|answer| Answer {
            broken: game
                .weighing
                .broken(&level_one)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            ..answer
        })
    });
    ranked.unwrap_or_else(|wrong| Answer {
        wrong: Some(wrong),
        ..Answer::default()
    })
}

fn read(typed: &[String]) -> Result<Vec<Decimal>, &'static str> {
    let number = |text: &String| {
        let number = domain::money::parse_decimal(text).ok_or("Give a number for each weight.")?;
        let lawful = (Decimal::ZERO..=Decimal::from(1_000_000)).contains(&number);
        lawful.then_some(number).ok_or("No weight may be negative.")
    };
    typed.iter().map(number).collect()
}

fn to_hundred(weights: &[Decimal]) -> Result<Vec<Decimal>, &'static str> {
    let total = weights.iter().copied().sum::<Exact>();
    if total.value() == Ok(Decimal::ONE_HUNDRED) {
        return Ok(weights.to_vec());
    }
    let scaled = |weight: &Decimal| (exact(*weight) * 100 / total).value();
    let scaled: Result<Vec<_>, _> = weights.iter().map(scaled).collect();
    scaled.map_err(|_| "At least one weight of each level must be more than zero.")
}

fn ranked(game: &Game, level_one: &[Decimal], sub: &[Decimal]) -> Result<Answer, &'static str> {
    let trial = game.weighing.trial(level_one, sub);
    let trial = trial.map_err(|_| "These figures have no ranking.")?;
    let name = |bid: usize| game.bidders.get(bid).cloned().unwrap_or_default();
    let scored = trial.ranking.into_iter();
    Ok(Answer {
        ranking: scored
            .map(|(bid, score)| (name(bid), format!("{:.2}", shown(score, 2))))
            .collect(),
        ineligible: trial.out.into_iter().map(name).collect(),
        ..Answer::default()
    })
}

/// A weight with what is typed for it.
type Moved = (Weight, RwSignal<String>);

fn moved(weights: &[Weight]) -> Vec<Moved> {
    let signal = |weight: &Weight| (weight.clone(), RwSignal::new(weight.start.clone()));
    weights.iter().map(signal).collect()
}

fn typed(weights: &[Moved]) -> Vec<String> {
    weights.iter().map(|(_, typed)| typed.get()).collect()
}

/// The ranking under trial weights. Without script it is a form that asks the server.
#[island]
pub fn Ranking(
    /// What is played with.
    game: Game,
) -> impl IntoView {
    let (level_one, sub) = (moved(&game.level_one), moved(&game.sub));
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let published: Vec<String> = game
        .level_one
        .iter()
        .map(|weight| weight.published.clone())
        .collect();
    let play_only = format!(
        "Play only. The award follows the published {}.",
        published.join(" / ")
    );
    let known = StoredValue::new((game, level_one.clone(), sub.clone()));
    let found = Memo::new(move |_| {
        known.with_value(|(game, level_one, sub)| answer(game, &typed(level_one), &typed(sub)))
    });
    let address = move || known.with_value(|(_, level_one, sub)| address(level_one, sub));
    let restore = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        known.with_value(|(_, level_one, sub)| {
            level_one
                .iter()
                .chain(sub)
                .for_each(|(weight, typed)| typed.set(weight.published.clone()));
        });
    };
    let rows = |weights: Vec<Moved>| {
        weights
            .into_iter()
            .map(|one| weight_row(one, awake))
            .collect_view()
    };
    view! {
        <div class="notice attention">{play_only}</div>
        <form method="get" action="#play" class="play">
            {rows(level_one)}
            <details class="help"><summary>"Sub-criteria, percent of the technical score"</summary>
                <div class="play">{rows(sub)}</div></details>
            <div class="play-buttons">
                <button type="submit" class="button" hidden=move || awake.get()>"Rank with these weights"</button>
                <a class="button" href="?#play" on:click=restore>"Restore the published weights"</a>
                <a class="button" href=address hidden=move || !awake.get()>"Link to these weights"</a>
            </div>
        </form>
        <div role="status">{move || result(found.get())}</div>
    }
}

/// The address at which the page begins with what is typed now.
fn address(level_one: &[Moved], sub: &[Moved]) -> String {
    let pair = |(weight, typed): &Moved| {
        let kept = |letter: &char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
        let value: String = typed.get().chars().filter(kept).collect();
        format!("{}={value}", weight.field)
    };
    let pairs: Vec<String> = level_one.iter().chain(sub).map(pair).collect();
    format!("?{}#play", pairs.join("&"))
}

fn weight_row((weight, typed): Moved, awake: RwSignal<bool>) -> impl IntoView {
    let id = format!("weight-{}", weight.field);
    let slider = format!("{}, percent", weight.name);
    view! {
        <div class="play-row">
            <label for=id.clone()>{weight.name}</label>
            <input type="range" min="0" max="100" step="1" aria-label=slider hidden=move || !awake.get()
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <input type="text" inputmode="decimal" class="n" size="5" id=id name=weight.field value=typed.get_untracked()
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
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
    use domain::evaluation::contest::BestValue;
    use domain::evaluation::ncia::{Bid, Confidence, Scheme, TrialWeights};

    fn bid(id: &str, technical: [i64; 2], confidence: u8, price: i64) -> Bid {
        Bid {
            id: id.to_owned(),
            technical_sub_scores: technical.map(Decimal::from).to_vec(),
            confidence: Confidence::try_from(confidence).unwrap(),
            price: price.into(),
            excluded: None,
        }
    }

    fn game() -> Game {
        let weights = TrialWeights::new(50.into(), 20.into(), 30.into()).unwrap();
        let contest = BestValue {
            scheme: Scheme::trial(weights, [50, 50].map(Decimal::from).to_vec(), 50.into()),
            bids: vec![
                bid("1", [86, 80], 5, 12_000_000),
                bid("2", [70, 77], 4, 9_000_000),
                bid("3", [20, 99], 3, 6_000_000),
            ],
        };
        Game {
            weighing: Weighing::best_value(&contest),
            bidders: ["Aurora", "Boreal", "Cygnus"].map(str::to_owned).to_vec(),
            level_one: Vec::new(),
            sub: Vec::new(),
        }
    }

    fn play(level_one: [&str; 3], sub: [&str; 2]) -> Answer {
        answer(
            &game(),
            &level_one.map(str::to_owned),
            &sub.map(str::to_owned),
        )
    }

    #[test]
    fn the_published_weights_give_the_published_scores() {
        let found = play(["50", "20", "30"], ["50", "50"]);
        assert_eq!(found.ranking[0], ("Aurora".to_owned(), "71.50".to_owned()));
        assert!(found.broken.is_empty() && found.wrong.is_none());
    }

    #[test]
    fn other_weights_rank_otherwise_and_name_the_rules_they_break() {
        let found = play(["10", "10", "80"], ["50", "50"]);
        assert_eq!(found.ranking[0].0, "Cygnus");
        assert_eq!(found.broken.len(), 2);
    }

    #[test]
    fn the_weights_of_sub_criteria_decide_who_reaches_the_minimum() {
        let found = play(["50", "20", "30"], ["3", "1"]);
        assert_eq!(found.ineligible, ["Cygnus"]);
    }

    #[test]
    fn words_and_three_zeros_have_no_ranking() {
        assert!(play(["much", "20", "30"], ["50", "50"]).wrong.is_some());
        assert!(play(["0", "0", "0"], ["50", "50"]).wrong.is_some());
        assert!(play(["-1", "51", "50"], ["50", "50"]).wrong.is_some());
    }
}
