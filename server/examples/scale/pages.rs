//! The pages that are measured.

use crate::Trouble;
use crate::store::{Filled, Program};
use backend::clock::{Clock, SystemClock};
use chrono::Duration;
use std::time::Instant;

/// A page and what it may take.
pub struct Page {
    /// What it is called.
    pub name: &'static str,
    /// Its address.
    pub path: String,
    /// Milliseconds of processor time at the full size; none where none is set.
    pub limit: Option<f64>,
}

/// What a page took.
pub struct Figure {
    /// Mean processor time of the program for one request, milliseconds.
    pub processor: f64,
    /// Median time from the request to the last byte, milliseconds.
    pub median: f64,
    /// Size of the page, kilobytes of 1,000 bytes.
    pub kilobytes: usize,
}

/// Every page that is measured.
pub fn all(filled: &Filled) -> Vec<Page> {
    let made = &filled.made;
    let page = |name, limit, path| Page { name, path, limit };
    let past = (SystemClock.now() - Duration::days(40)).format("%Y-%m-%d");
    let later = (SystemClock.now() + Duration::days(150)).format("%Y-%m-%d");
    let (usual, longest, gate) = (&made.usual, &made.longest, &made.gate);
    vec![
        page("a contract", Some(10.0), format!("/contracts/{usual}")),
        page(
            "the same 40 days ago",
            Some(20.0),
            format!("/contracts/{usual}?as_of={past}"),
        ),
        page(
            "the contract with the longest history",
            None,
            format!("/contracts/{longest}"),
        ),
        page(
            "the same 40 days ago",
            None,
            format!("/contracts/{longest}?as_of={past}"),
        ),
        page(
            "the plan of a programme, 500 milestones",
            Some(40.0),
            format!("/milestones/plan?programme={}", made.drawn),
        ),
        page(
            "what a moved date moves, 5,000 milestones",
            None,
            format!("/milestones/what-if?contract={gate}&number=1&to={later}"),
        ),
        page("contracts", None, "/contracts".to_owned()),
        page("milestones", None, "/milestones".to_owned()),
        page("options", None, "/contracts/options".to_owned()),
        page("search", None, format!("/search?q={usual}")),
        page("the officer’s start page", None, "/".to_owned()),
    ]
}

/// Asks for a page again and again, one request after the other.
pub async fn measure(
    filled: &Filled,
    program: &Program,
    page: &Page,
    times: u32,
) -> Result<Figure, Trouble> {
    let mut kilobytes = 0;
    for _ in 0..3 {
        let answer = filled.officer.get(&page.path).await?;
        if answer.status != 200 {
            return Err(format!("{} answers {}", page.path, answer.status).into());
        }
        kilobytes = answer.body.len() / 1_000;
    }
    let before = program.processor()?;
    let mut took = Vec::new();
    for _ in 0..times {
        let began = Instant::now();
        filled.officer.get(&page.path).await?;
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    let spent = program.processor()? - before;
    took.sort_by(f64::total_cmp);
    Ok(Figure {
        processor: spent / f64::from(times),
        median: took[took.len() / 2],
        kilobytes,
    })
}
