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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `result`, `inquiry`, `call_off`, `certificate`, `life-` with what befell a contract, or `service-` with what is owed of its service.
    pub kind: String,
    /// The offer or the contract that it is about; of a certificate the organisation.
    pub reference: String,
    /// The solicitation's or the certificate's title.
    pub title: String,
    /// When it was sent or asked; none for a certificate.
    pub sent_at: Option<DateTime<Utc>>,
    /// The certificate's last day, or the last day for the answer.
    pub last_day: Option<NaiveDate>,
}

/// A running contract with its next milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// A line of the day: an open solicitation, an own offer, a notice, a certificate or a contract, read in one statement.
#[derive(FromRow)]
struct Line {
    part: String,
    reference: String,
    title: String,
    at: Option<DateTime<Utc>>,
    /// The zone of the closing.
    zone: Option<String>,
    /// The own offer of a solicitation, the state of an offer, or the next milestone of a contract.
    detail: Option<String>,
    /// The milestone's.
    number: Option<i64>,
    day: Option<NaiveDate>,
    slip_days: Option<i64>,
}

/// `$1` is the organisation, `$2` now, `$3` the last day of certificates that are told of, `$4` today.
const DAY: &str = "SELECT * FROM (SELECT 'call' AS part, solicitation.reference, solicitation.title, solicitation.closes_at AS at, solicitation.zone,
         (SELECT MAX(offer.reference) FROM offer WHERE offer.solicitation_id = solicitation.id AND offer.provider_id = $1) AS detail,
         CAST(NULL AS BIGINT) AS number, CAST(NULL AS DATE) AS day, CAST(NULL AS BIGINT) AS slip_days
     FROM solicitation WHERE status = 'published' AND origin <> 'imported' AND closes_at > $2 ORDER BY closes_at, reference LIMIT 10) AS calls
     UNION ALL SELECT * FROM (SELECT 'offer', offer.reference, solicitation.title, solicitation.closes_at, solicitation.zone, offer.status,
         CAST(NULL AS BIGINT), CAST(NULL AS DATE), CAST(NULL AS BIGINT)
     FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
     WHERE offer.provider_id = $1 AND offer.origin <> 'imported' AND offer.status IN ('draft', 'submitted') AND solicitation.closes_at > $2
     ORDER BY solicitation.closes_at, offer.reference LIMIT 20) AS offers
     UNION ALL SELECT * FROM (SELECT 'result', offer.reference, solicitation.title, award_notice.sent_at, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS BIGINT), CAST(NULL AS DATE), CAST(NULL AS BIGINT)
     FROM award_notice JOIN offer ON offer.id = award_notice.offer_id JOIN solicitation ON solicitation.id = offer.solicitation_id
     WHERE award_notice.provider_id = $1 AND award_notice.read_at IS NULL ORDER BY award_notice.sent_at LIMIT 20) AS results
     UNION ALL SELECT * FROM (SELECT 'inquiry', offer.reference, solicitation.title, inquiry.asked_at, CAST(NULL AS TEXT), CAST(NULL AS TEXT),
         CAST(NULL AS BIGINT), inquiry.answer_by, CAST(NULL AS BIGINT)
     FROM inquiry JOIN offer ON offer.id = inquiry.offer_id JOIN solicitation ON solicitation.id = inquiry.solicitation_id
     WHERE offer.provider_id = $1 AND inquiry.status = 'asked' ORDER BY inquiry.answer_by LIMIT 20) AS inquiries
     UNION ALL SELECT * FROM (SELECT 'call_off', framework.reference || '/' || CAST(framework_request.number AS TEXT), framework_request.title,
         CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS BIGINT), framework_request.answer_by, CAST(NULL AS BIGINT)
     FROM framework_request JOIN framework ON framework.id = framework_request.framework_id JOIN contract ON contract.id = framework_request.contract_id
     WHERE contract.provider_id = $1 AND framework_request.waits_for = 'answer' ORDER BY framework_request.answer_by LIMIT 20) AS call_offs
     UNION ALL SELECT * FROM (SELECT 'certificate', provider.reference, provider_certificate.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS BIGINT), provider_certificate.expires_on, CAST(NULL AS BIGINT)
     FROM provider_certificate JOIN provider ON provider.id = provider_certificate.provider_id
     WHERE provider_certificate.provider_id = $1 AND provider_certificate.ended_at IS NULL AND provider_certificate.expires_on <= $3
     ORDER BY provider_certificate.expires_on LIMIT 20) AS certificates
     UNION ALL SELECT * FROM (SELECT CASE WHEN contract_moment.state = 'proposed' THEN 'life-proposed' ELSE 'life-' || contract_moment.kind END,
         contract.reference, contract.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS BIGINT), COALESCE(contract_moment.clock_on, contract_moment.given_on), CAST(NULL AS BIGINT)
     FROM contract_moment JOIN contract ON contract.id = contract_moment.contract_id
     WHERE contract.provider_id = $1 AND (contract_moment.state = 'proposed' OR (contract_moment.state = 'running' AND contract_moment.clock_on IS NOT NULL
         AND contract_moment.kind IN ('default', 'step_in', 'stop_work', 'convenience')))
     ORDER BY COALESCE(contract_moment.clock_on, contract_moment.given_on) LIMIT 20) AS moments
     UNION ALL SELECT * FROM (SELECT 'service-report', contract.reference, contract.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS BIGINT), MIN(service_level.report_by), CAST(NULL AS BIGINT)
     FROM service_level JOIN contract ON contract.id = service_level.contract_id
     WHERE contract.provider_id = $1 AND service_level.unmeasured < $4
     GROUP BY contract.reference, contract.title ORDER BY MIN(service_level.report_by) LIMIT 20) AS unmeasured
     UNION ALL SELECT * FROM (SELECT 'service-dispute', contract.reference, contract.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS BIGINT), CAST(NULL AS DATE), CAST(NULL AS BIGINT)
     FROM contract WHERE contract.provider_id = $1
         AND EXISTS (SELECT 1 FROM service_level WHERE service_level.contract_id = contract.id AND service_level.disputed > 0)
     ORDER BY contract.reference LIMIT 20) AS disputed
     UNION ALL SELECT * FROM (SELECT 'service-cause', contract.reference, contract.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT),
         CAST(NULL AS TEXT), CAST(NULL AS BIGINT), MIN(service_level.analysis_by), CAST(NULL AS BIGINT)
     FROM service_level JOIN contract ON contract.id = service_level.contract_id
     WHERE contract.provider_id = $1 AND service_level.analysis_by IS NOT NULL
     GROUP BY contract.reference, contract.title ORDER BY MIN(service_level.analysis_by) LIMIT 20) AS causes
     UNION ALL SELECT * FROM (SELECT 'contract', contract.reference, contract.title, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TEXT), milestone.title,
         milestone.number, COALESCE(milestone.forecast, milestone.current_baseline), milestone.slip_days
     FROM contract LEFT JOIN milestone ON milestone.id = (SELECT next.id FROM milestone AS next WHERE next.contract_id = contract.id
             AND next.status NOT IN ('accepted', 'waived') ORDER BY COALESCE(next.forecast, next.current_baseline), next.number LIMIT 1)
     WHERE contract.provider_id = $1 AND contract.origin <> 'imported' AND contract.status NOT IN ('closed', 'abandoned')
     ORDER BY contract.reference LIMIT 20) AS contracts";

impl ProviderDay {
    fn take(&mut self, line: Line) {
        let Line {
            part,
            reference,
            title,
            at,
            zone,
            detail,
            number,
            day,
            slip_days,
        } = line;
        let (closes_at, zone) = (at.unwrap_or_default(), zone.unwrap_or_default());
        match part.as_str() {
            "call" => self.calls.push(Call {
                reference,
                title,
                closes_at,
                zone,
                own: detail,
            }),
            "offer" => self.offers.push(OwnOffer {
                reference,
                title,
                status: detail.unwrap_or_default(),
                closes_at,
                zone,
            }),
            "contract" => self.contracts.push(OwnContract {
                reference,
                title,
                number,
                milestone: detail,
                day,
                slip_days,
            }),
            _ => self.notices.push(Notice {
                kind: part,
                reference,
                title,
                sent_at: at,
                last_day: day,
            }),
        }
    }
}

/// The provider's day in one statement.
pub(super) async fn day(ctx: &Ctx, person: &Person) -> Result<ProviderDay, Error> {
    let Some(provider) = person.provider else {
        return Ok(ProviderDay::default());
    };
    let soon = ctx.today() + Days::new(REMINDED);
    let query = ctx.db().query(DAY).bind(provider.0).bind(ctx.now());
    let lines: Vec<Line> = query.bind(soon).bind(ctx.today()).all().await?;
    let mut day = ProviderDay {
        bound: true,
        ..ProviderDay::default()
    };
    lines.into_iter().for_each(|line| day.take(line));
    Ok(day)
}
