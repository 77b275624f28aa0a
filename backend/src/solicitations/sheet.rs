//! One solicitation with everything its page shows.

use super::approval::{LatestReview, ReviewRow, reviews};
use super::check::{Check, check};
use super::documents::{DocumentRow, versions};
use super::items::{ItemRow, items};
use super::lot_awards::{LotOutcome, outcomes};
use super::record::{Loaded, SolicitationRecord};
use super::sheet_row::{SHEET, SheetRow};
use super::split::{Split, split};
use crate::eligibility::tally_of;
use crate::opening_keys::{Holders, holders};
use crate::overrides::{self, Override};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::awards::NoAwardGround;
use domain::methods::{Proposal, Verdict, lawful_methods, verdict};
use domain::parameters::Tally;
use domain::policy::actions::{
    PublishSolicitation, ReadDraftSolicitations, ReadRecommendation, ReadSolicitations,
};
use domain::policy::{Subject, may, permit};
use domain::states::SolicitationState;

/// A suspension that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Why.
    pub reason: String,
    /// Since when.
    pub suspended_at: DateTime<Utc>,
    /// The state before.
    pub status_before: String,
}

/// Everything the page of a solicitation shows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The record.
    pub record: SolicitationRecord,
    /// The state that counts now.
    pub state: SolicitationState,
    /// What it lacks for publication, and where its timetable departs from the rules.
    pub check: Check,
    /// Whether the method may be used for the estimate, and why.
    pub verdict: Option<Verdict>,
    /// Before publication: every method, and whether it is lawful for the estimate.
    pub methods: Vec<Proposal>,
    /// The estimate in EUR minor units by the newest rate.
    pub estimate_eur: Option<i64>,
    /// The departures from rules that were asked for.
    pub overrides: Vec<Override>,
    /// Before publication: others like it that together cross a limit.
    pub split: Option<Split>,
    /// Reference of the need that it was made from, where the person may read it.
    pub from_need: Option<String>,
    /// Title of the functional area.
    pub area: Option<String>,
    /// Name of the programme.
    pub programme: Option<String>,
    /// Codes and titles of the Strategy that it serves.
    pub strategy: Vec<(String, String)>,
    /// Who wrote it first.
    pub author: Option<String>,
    /// What sealed prices wait for while the other volumes are open: `technical_result`, then `opening`.
    pub prices_wait: Option<String>,
    /// How many offers there are; only after opening, and of imported records.
    pub offers: Option<i64>,
    /// Current documents.
    pub documents: Vec<DocumentRow>,
    /// Items of an imported record.
    pub items: Vec<ItemRow>,
    /// Ocid of an imported record.
    pub ocid: Option<String>,
    /// Publisher of an imported record.
    pub publisher: Option<String>,
    /// Licence of an imported record.
    pub licence: Option<String>,
    /// When it was imported.
    pub imported_at: Option<DateTime<Utc>>,
    /// Reference of the person's organisation's offer.
    pub own_offer: Option<String>,
    /// Whether the person's organisation may offer; true for whoever is of none.
    pub admitted: bool,
    /// Reference of the contract that came of it.
    pub contract: Option<String>,
    /// Whether the person is on its evaluation panel.
    pub on_panel: bool,
    /// Reviews before publication with their notes, the newest first: the newest alone, or all for who decides; none once it
    /// is public.
    pub reviews: Vec<ReviewRow>,
    /// Why and since when it is suspended.
    pub suspension: Option<Suspension>,
    /// On which ground it ended without an award, and why.
    pub no_award: Option<(NoAwardGround, String)>,
    /// Where its lots, or its lines, stand that are awarded apart; before the opening, and where everything is awarded at once,
    /// empty.
    pub awards: Vec<LotOutcome>,
    /// The number of the newest amendment; 0 where there is none.
    pub amendments: i64,
    /// Requests for time to translate that wait.
    pub translation_requests: i64,
    /// Whether the closing was moved for translation; that is granted once.
    pub translated: bool,
    /// Published answers.
    pub answers: i64,
    /// Questions that wait for an answer; shown to those who may read them.
    pub unanswered: i64,
    /// How the profile of the person's own organisation fits what is asked.
    pub fit: Option<Tally>,
    /// Who may be named to open the offers; only of an approved draft, for those who may publish.
    pub holders: Option<Holders>,
}

/// One solicitation with everything its page shows. Before publication it exists only for buyers.
///
/// # Errors
/// When there is none that the person may read, nobody is signed in, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Sheet, Error> {
    read(ctx, actor, reference, false).await
}

/// The same with every review and its notes, for the person who decides on a draft.
///
/// # Errors
/// As for [`sheet`].
pub async fn sheet_for_review(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Sheet, Error> {
    read(ctx, actor, reference, true).await
}

async fn read(ctx: &Ctx, actor: &Actor, reference: &str, review: bool) -> Result<Sheet, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let found: SheetRow = ctx
        .db()
        .query(SHEET)
        .bind(reference)
        .bind(actor.provider().map(|provider| provider.0))
        .bind(actor.account().map(|account| account.0))
        .bind(true)
        .one()
        .await?;
    let loaded = Loaded::try_from(found.row.clone())?;
    if !loaded.record.is_public() && !may::<ReadDraftSolicitations>(actor, Subject::ANY) {
        return Err(Error::NotFound);
    }
    let buys = may::<ReadDraftSolicitations>(actor, Subject::ANY);
    let parts = parts(ctx, actor, &loaded, (buys, review)).await?;
    let waits = matches!(
        loaded.record.state_at(ctx.now()),
        SolicitationState::Approved | SolicitationState::Announced
    );
    let holders = if waits && may::<PublishSolicitation>(actor, Subject::ANY) {
        Some(holders(ctx, actor).await?)
    } else {
        None
    };
    let fit = tally_of(ctx, actor, &loaded.record.requirements).await?;
    let awards = outcomes(
        &loaded.record,
        (found.lot_awards.as_deref(), found.lots_ended.as_deref()),
        may::<ReadRecommendation>(actor, Subject::ANY),
    );
    let drawn = drawn(ctx, found, loaded, parts);
    Ok(Sheet {
        holders,
        fit,
        awards,
        ..drawn
    })
}

/// What other tables hold of it.
struct Parts {
    buys: bool,
    documents: Vec<DocumentRow>,
    items: Vec<ItemRow>,
    overrides: Vec<Override>,
    split: Option<Split>,
    reviews: Vec<ReviewRow>,
}

/// Only imported records have items, and only those written here have departures and reviews.
async fn parts(
    ctx: &Ctx,
    actor: &Actor,
    loaded: &Loaded,
    (buys, review): (bool, bool),
) -> Result<Parts, Error> {
    let id = loaded.record.id.0;
    let mut documents = versions(ctx, actor, &loaded.record).await?;
    documents.retain(DocumentRow::is_current);
    if loaded.record.origin == "imported" {
        return Ok(Parts {
            buys,
            documents,
            items: items(ctx, id).await?,
            overrides: Vec::new(),
            split: None,
            reviews: Vec::new(),
        });
    }
    let unpublished = buys && loaded.record.published_at.is_none();
    let reviews = if review {
        reviews(ctx, loaded.record.id).await?
    } else {
        Vec::new()
    };
    let split = match loaded.estimate_eur.filter(|_| unpublished && !review) {
        Some(eur) => split(ctx, &loaded.record, eur).await?,
        None => None,
    };
    Ok(Parts {
        buys,
        documents,
        items: Vec::new(),
        overrides: if buys {
            overrides::of_solicitation(ctx.db(), id).await?
        } else {
            Vec::new()
        },
        split,
        reviews,
    })
}

fn listed(codes: Option<String>) -> Vec<(String, String)> {
    let lines = codes.unwrap_or_default();
    let pairs = lines.lines().filter_map(|line| line.split_once(' '));
    pairs
        .map(|(code, title)| (code.to_owned(), title.to_owned()))
        .collect()
}

fn drawn(ctx: &Ctx, found: SheetRow, loaded: Loaded, parts: Parts) -> Sheet {
    let Loaded {
        record,
        estimate_eur,
    } = loaded;
    let now = ctx.now();
    let at = record.published_at.unwrap_or(now);
    let verdict = record
        .method()
        .zip(estimate_eur)
        .map(|(method, eur)| verdict(method, record.purchase(eur), at.date_naive()));
    let methods = estimate_eur.filter(|_| record.published_at.is_none());
    let methods = methods.map(|eur| lawful_methods(record.purchase(eur), at.date_naive()));
    let suspension = suspension(&found);
    let lacks = check(&record, estimate_eur, at);
    Sheet {
        state: record.state_at(now),
        check: lacks.approved_by(&record, estimate_eur, &parts.overrides, at),
        verdict,
        methods: methods.unwrap_or_default(),
        estimate_eur,
        area: found.area,
        programme: found.programme,
        strategy: listed(found.strategy),
        author: found.author,
        offers: found.offers,
        prices_wait: found.prices_wait,
        documents: parts.documents,
        items: parts.items,
        overrides: parts.overrides,
        split: parts.split,
        reviews: known_reviews(found.latest, parts.reviews),
        suspension,
        no_award: no_award(found.no_award_ground, found.no_award_reason),
        awards: Vec::new(),
        amendments: found.amendments,
        translation_requests: found.translation_requests,
        translated: found.translated,
        from_need: found
            .need_reference
            .filter(|_| parts.buys)
            .or(found.public_need),
        ocid: found.ocid,
        publisher: found.publisher,
        licence: found.licence,
        imported_at: found.imported_at,
        own_offer: found.own_offer,
        admitted: found.named_to_offer || !record.is_limited(),
        contract: found.contract,
        on_panel: found.on_panel,
        answers: found.answers,
        unanswered: found.unanswered,
        holders: None,
        fit: None,
        record,
    }
}

/// On which ground it ended without an award, and why.
fn no_award(ground: Option<String>, reason: Option<String>) -> Option<(NoAwardGround, String)> {
    ground.and_then(|ground| ground.parse().ok()).zip(reason)
}

/// The newest review, where not all were read.
fn known_reviews(latest: LatestReview, all: Vec<ReviewRow>) -> Vec<ReviewRow> {
    if all.is_empty() {
        latest.review().into_iter().collect()
    } else {
        all
    }
}

fn suspension(found: &SheetRow) -> Option<Suspension> {
    Some(Suspension {
        reason: found.suspension_reason.clone()?,
        suspended_at: found.suspended_at?,
        status_before: found.suspended_from.clone().unwrap_or_default(),
    })
}
