//! The provider's day.

use crate::{Ctx, Error};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::actor::Person;
use sqlx::FromRow;

/// Days before the last day of a certificate from which on its organisation is reminded.
const REMINDED: u64 = 90;

/// The provider's day.
#[derive(Clone, Debug, Default)]
pub struct ProviderDay {
    /// Whether the account is bound to an organisation; nothing else can be shown before.
    pub bound: bool,
    /// Open solicitations, closing first.
    pub calls: Vec<Call>,
    /// Drafts and sealed offers of the organisation.
    pub offers: Vec<OwnOffer>,
    /// Notices that nobody of the organisation has read.
    pub notices: Vec<Notice>,
    /// Running contracts of the organisation.
    pub contracts: Vec<OwnContract>,
}

/// An open solicitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// The zone in which that was set, by IANA name.
    pub zone: String,
    /// The organisation's own offer.
    pub own: Option<String>,
}

/// An offer that can still be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnOffer {
    /// Its reference.
    pub reference: String,
    /// The solicitation's title.
    pub title: String,
    /// Its state.
    pub status: String,
    /// When the solicitation closes.
    pub closes_at: DateTime<Utc>,
    /// The zone in which that was set, by IANA name.
    pub zone: String,
}

/// A notice of a result, or a certificate that ends soon.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Notice {
    /// `result` or `certificate`.
    pub kind: String,
    /// The offer that it is about; of a certificate the organisation.
    pub reference: String,
    /// The solicitation's or the certificate's title.
    pub title: String,
    /// When it was sent; none for a certificate.
    pub sent_at: Option<DateTime<Utc>>,
    /// The certificate's last day.
    pub last_day: Option<NaiveDate>,
}

/// A running contract with its next milestone.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnContract {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The number of the next milestone.
    pub number: Option<i64>,
    /// Its title.
    pub milestone: Option<String>,
    /// The day it is forecast or due.
    pub day: Option<NaiveDate>,
    /// Calendar days by which it is late.
    pub slip_days: Option<i64>,
}

/// An open solicitation (`call`), or an own offer by its status: they are read in one statement.
#[derive(FromRow)]
struct Bid {
    kind: String,
    reference: String,
    title: String,
    closes_at: DateTime<Utc>,
    zone: String,
    own: Option<String>,
}

impl Bid {
    fn call(self) -> Call {
        Call {
            reference: self.reference,
            title: self.title,
            closes_at: self.closes_at,
            zone: self.zone,
            own: self.own,
        }
    }

    fn offer(self) -> OwnOffer {
        OwnOffer {
            reference: self.reference,
            title: self.title,
            status: self.kind,
            closes_at: self.closes_at,
            zone: self.zone,
        }
    }
}

/// The provider's day in three statements.
pub(super) async fn day(ctx: &Ctx, person: &Person) -> Result<ProviderDay, Error> {
    let Some(provider) = person.provider else {
        return Ok(ProviderDay::default());
    };
    let bids = "SELECT * FROM (SELECT 'call' AS kind, solicitation.reference, solicitation.title, solicitation.closes_at, solicitation.zone,
             (SELECT MAX(offer.reference) FROM offer WHERE offer.solicitation_id = solicitation.id AND offer.provider_id = $1) AS own
         FROM solicitation WHERE status = 'published' AND origin <> 'imported' AND closes_at > $2 ORDER BY closes_at, reference LIMIT 10) AS calls
         UNION ALL SELECT * FROM (SELECT offer.status, offer.reference, solicitation.title, solicitation.closes_at, solicitation.zone, CAST(NULL AS TEXT)
         FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
         WHERE offer.provider_id = $1 AND offer.origin <> 'imported' AND offer.status IN ('draft', 'submitted') AND solicitation.closes_at > $2
         ORDER BY solicitation.closes_at, offer.reference LIMIT 20) AS offers";
    let notices = "SELECT * FROM (SELECT 'result' AS kind, offer.reference, solicitation.title, award_notice.sent_at, CAST(NULL AS DATE) AS last_day
         FROM award_notice JOIN offer ON offer.id = award_notice.offer_id JOIN solicitation ON solicitation.id = offer.solicitation_id
         WHERE award_notice.provider_id = $1 AND award_notice.read_at IS NULL
         UNION ALL SELECT 'certificate', provider.reference, provider_certificate.title, CAST(NULL AS TIMESTAMPTZ), provider_certificate.expires_on
         FROM provider_certificate JOIN provider ON provider.id = provider_certificate.provider_id
         WHERE provider_certificate.provider_id = $1 AND provider_certificate.ended_at IS NULL AND provider_certificate.expires_on <= $2) AS every
         ORDER BY last_day, sent_at LIMIT 20";
    let contracts = "SELECT contract.reference, contract.title, milestone.number, milestone.title AS milestone,
             COALESCE(milestone.forecast, milestone.current_baseline) AS day, milestone.slip_days
         FROM contract LEFT JOIN milestone ON milestone.id = (SELECT next.id FROM milestone AS next WHERE next.contract_id = contract.id
                 AND next.status NOT IN ('accepted', 'waived') ORDER BY COALESCE(next.forecast, next.current_baseline), next.number LIMIT 1)
         WHERE contract.provider_id = $1 AND contract.origin <> 'imported' AND contract.status NOT IN ('closed', 'abandoned')
         ORDER BY contract.reference LIMIT 20";
    let (db, id, now) = (ctx.db(), provider.0, ctx.now());
    let soon = ctx.today() + Days::new(REMINDED);
    let bids: Vec<Bid> = db.query(bids).bind(id).bind(now).all().await?;
    let (calls, offers): (Vec<Bid>, Vec<Bid>) =
        bids.into_iter().partition(|bid| bid.kind == "call");
    Ok(ProviderDay {
        bound: true,
        calls: calls.into_iter().map(Bid::call).collect(),
        offers: offers.into_iter().map(Bid::offer).collect(),
        notices: db.query(notices).bind(id).bind(soon).all().await?,
        contracts: db.query(contracts).bind(id).all().await?,
    })
}
