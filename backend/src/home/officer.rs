//! The acquisition officer's day.

use super::Due;
use crate::audit::sight::{Facts, Sight, sight};
use crate::{Ctx, Error};
use chrono::{DateTime, Days, Utc};
use domain::actor::{Actor, Person};
use domain::id::ProviderId;
use domain::policy::Action;
use domain::policy::actions::ImportRecords;
use sqlx::FromRow;
use uuid::Uuid;

/// Days before an option's notice is due from which on it is shown.
const OPTION_DAYS: u64 = 90;
/// Deadlines that are shown.
const DEADLINES: usize = 10;
/// Changes that are shown.
const RECENT: usize = 6;

/// The acquisition officer's day.
#[derive(Clone, Debug)]
pub struct OfficerDay {
    /// What needs this person, the most pressing kind first.
    pub queue: Vec<Due>,
    /// The next deadlines, the nearest first.
    pub deadlines: Vec<Due>,
    /// This person's solicitations by stage.
    pub stages: Vec<Stage>,
    /// Contracts with slipped milestones or a ceiling that is nearly used.
    pub at_risk: Vec<AtRisk>,
    /// What happened last.
    pub recent: Vec<Recent>,
}

/// Solicitations of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// `writing`, `open`, `closed`, `deciding`, `concluded` or `ended`, as the list of solicitations is narrowed by them.
    pub stage: String,
    /// How many.
    pub count: i64,
}

/// A contract that needs a look.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AtRisk {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Milestones that are open and late.
    pub slipped: i64,
    /// Calendar days by which the latest of them is late.
    pub worst_days: Option<i64>,
    /// Obligated part of the ceiling, in whole percent.
    pub used_percent: i64,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Recent {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// The reference of what it happened to.
    pub reference: String,
}

/// One row for each thing that is due, and one for each stage with the number of the person's own solicitations in it. `$1` the person, `$2` now, `$3` today, `$4` the last day of the option window.
const DUE: &str = "
 SELECT * FROM (SELECT 'opening' AS kind, reference, title, CAST(NULL AS BIGINT) AS number, closes_at AS at, zone, CAST(NULL AS DATE) AS day, '' AS lot
   FROM solicitation WHERE status IN ('published', 'closed') AND origin <> 'imported' AND closes_at <= $2 ORDER BY closes_at LIMIT 20) AS q1
 UNION ALL SELECT * FROM (SELECT 'prices', reference, title, CAST(NULL AS BIGINT), technical_at, NULL, CAST(NULL AS DATE), ''
   FROM solicitation WHERE status = 'evaluating' AND origin <> 'imported' AND technical_at IS NOT NULL AND price_opened_at IS NULL
   ORDER BY technical_at LIMIT 20) AS q12
 UNION ALL SELECT * FROM (SELECT 'second_person', solicitation.reference, award.title, CAST(NULL AS BIGINT), award.recommended_at, NULL, CAST(NULL AS DATE), award.lot
   FROM award JOIN solicitation ON solicitation.id = award.solicitation_id
   WHERE award.status = 'recommended' AND award.origin <> 'imported' AND (award.recommended_by IS NULL OR award.recommended_by <> $1)
   ORDER BY award.recommended_at LIMIT 20) AS q2
 UNION ALL SELECT * FROM (SELECT 'decision', solicitation.reference, solicitation.title, CAST(NULL AS BIGINT), award_decision.proposed_at, NULL, CAST(NULL AS DATE), award_decision.lot
   FROM award_decision JOIN solicitation ON solicitation.id = award_decision.solicitation_id
   WHERE award_decision.status = 'proposed' AND (award_decision.proposed_by IS NULL OR award_decision.proposed_by <> $1)
   ORDER BY award_decision.proposed_at LIMIT 20) AS q14
 UNION ALL SELECT * FROM (SELECT 'reversal', solicitation.reference, solicitation.title, CAST(NULL AS BIGINT), reversal.proposed_at, NULL, CAST(NULL AS DATE), ''
   FROM exclusion_reversal AS reversal JOIN solicitation ON solicitation.id = reversal.solicitation_id
   WHERE reversal.status = 'proposed' AND (reversal.proposed_by IS NULL OR reversal.proposed_by <> $1)
   ORDER BY reversal.proposed_at LIMIT 20) AS q21
 UNION ALL SELECT * FROM (SELECT CASE WHEN reply.id IS NULL THEN 'complaint' ELSE 'complaint_answer' END, solicitation.reference, solicitation.title,
     complaint.number, complaint.lodged_at, NULL, CAST(NULL AS DATE), ''
   FROM complaint JOIN solicitation ON solicitation.id = complaint.solicitation_id
     LEFT JOIN complaint_answer AS reply ON reply.complaint_id = complaint.id AND reply.status = 'proposed'
   WHERE complaint.status NOT IN ('dismissed', 'upheld', 'final', 'settled', 'rejected') AND (reply.answered_by IS NULL OR reply.answered_by <> $1)
   ORDER BY complaint.lodged_at LIMIT 20) AS q15
 UNION ALL SELECT * FROM (SELECT 'answer', solicitation.reference, solicitation.title, CAST(COUNT(*) AS BIGINT), MIN(question.asked_at), NULL, CAST(NULL AS DATE), ''
   FROM question JOIN solicitation ON solicitation.id = question.solicitation_id
   WHERE question.status = 'asked' AND solicitation.status IN ('published', 'suspended') AND solicitation.closes_at > $2
   GROUP BY solicitation.reference, solicitation.title ORDER BY MIN(question.asked_at) LIMIT 20) AS q9
 UNION ALL SELECT * FROM (SELECT 'evaluated', reference, title, CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, CAST(NULL AS DATE), '' FROM solicitation
   WHERE status = 'evaluating' AND origin <> 'imported' AND (technical_at IS NULL OR price_opened_at IS NOT NULL)
     AND EXISTS (SELECT 1 FROM panel_member WHERE solicitation_id = solicitation.id AND declaration = 'none')
     AND EXISTS (SELECT 1 FROM offer WHERE solicitation_id = solicitation.id AND opened_at IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM award WHERE solicitation_id = solicitation.id AND status <> 'annulled')
     AND NOT EXISTS (SELECT 1 FROM panel_member AS member JOIN offer AS bid ON bid.solicitation_id = member.solicitation_id
       WHERE member.solicitation_id = solicitation.id AND member.declaration = 'none' AND bid.opened_at IS NOT NULL
         AND bid.status NOT IN ('excluded', 'lapsed', 'withdrawn')
         AND NOT EXISTS (SELECT 1 FROM score_sheet WHERE offer_id = bid.id AND account_id = member.account_id))
   ORDER BY reference LIMIT 20) AS q3
 UNION ALL SELECT * FROM (SELECT 'scoring', solicitation.reference, solicitation.title, CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, CAST(NULL AS DATE), ''
   FROM solicitation JOIN panel_member AS member ON member.solicitation_id = solicitation.id JOIN offer AS bid ON bid.solicitation_id = solicitation.id
   WHERE solicitation.status = 'evaluating' AND solicitation.origin <> 'imported' AND technical_at IS NULL
     AND (member.declaration IS NULL OR member.declaration = 'none') AND bid.opened_at IS NOT NULL
     AND bid.status NOT IN ('excluded', 'lapsed', 'withdrawn')
     AND NOT EXISTS (SELECT 1 FROM score_sheet WHERE offer_id = bid.id AND account_id = member.account_id)
   GROUP BY solicitation.reference, solicitation.title ORDER BY solicitation.reference LIMIT 20) AS q19
 UNION ALL SELECT * FROM (SELECT 'moderate', solicitation.reference, solicitation.title, CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, CAST(NULL AS DATE), ''
   FROM (SELECT bid.solicitation_id, score.criterion FROM score JOIN offer AS bid ON bid.id = score.offer_id
       JOIN solicitation AS judged ON judged.id = bid.solicitation_id
       JOIN score_sheet AS sheet ON sheet.offer_id = bid.id AND sheet.account_id = score.account_id
       WHERE bid.status NOT IN ('excluded', 'lapsed', 'withdrawn')
         AND NOT EXISTS (SELECT 1 FROM panel_member AS member WHERE member.solicitation_id = bid.solicitation_id
           AND (member.declaration IS NULL OR member.declaration = 'none')
           AND NOT EXISTS (SELECT 1 FROM score_sheet WHERE offer_id = bid.id AND account_id = member.account_id))
         AND NOT EXISTS (SELECT 1 FROM moderated_score AS agreed WHERE agreed.offer_id = bid.id AND agreed.criterion = score.criterion)
       GROUP BY bid.solicitation_id, bid.id, score.criterion
       HAVING MAX(CAST(score.value AS NUMERIC)) - MIN(CAST(score.value AS NUMERIC)) >
         MIN(CASE WHEN score.criterion = 'experience' OR judged.scheme LIKE '%ncia_best_value_narrative%' THEN 1 ELSE 20 END)) AS apart
     JOIN solicitation ON solicitation.id = apart.solicitation_id
   WHERE solicitation.status = 'evaluating' AND solicitation.origin <> 'imported' AND technical_at IS NULL
   GROUP BY solicitation.reference, solicitation.title ORDER BY solicitation.reference LIMIT 20) AS q20
 UNION ALL SELECT * FROM (SELECT 'milestone', contract.reference, milestone.title, milestone.number, CAST(NULL AS TIMESTAMPTZ), NULL, milestone.current_baseline, ''
   FROM milestone JOIN contract ON contract.id = milestone.contract_id
   WHERE milestone.status = 'submitted' AND contract.origin <> 'imported' ORDER BY milestone.current_baseline LIMIT 20) AS q4
 UNION ALL SELECT * FROM (SELECT 'damages', contract.reference, milestone.title, milestone.number, damage_assessment.proposed_at, NULL, CAST(NULL AS DATE), ''
   FROM damage_assessment JOIN milestone ON milestone.id = damage_assessment.milestone_id JOIN contract ON contract.id = damage_assessment.contract_id
   WHERE damage_assessment.status = 'proposed' AND (damage_assessment.proposed_by IS NULL OR damage_assessment.proposed_by <> $1)
   ORDER BY damage_assessment.proposed_at LIMIT 20) AS q23
 UNION ALL SELECT * FROM (SELECT 'invoice', contract.reference, contract.title, invoice.number, CAST(NULL AS TIMESTAMPTZ), NULL, invoice.due_on, ''
   FROM invoice JOIN contract ON contract.id = invoice.contract_id
   WHERE invoice.status IN ('received', 'disputed') ORDER BY invoice.due_on LIMIT 20) AS q22
 UNION ALL SELECT * FROM (SELECT 'contract', solicitation.reference, award.title, CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, award.earliest_signature, award.lot
   FROM award JOIN solicitation ON solicitation.id = award.solicitation_id
   WHERE award.status IN ('notified', 'standstill', 'cleared') AND award.origin <> 'imported' AND award.earliest_signature <= $3
     AND NOT EXISTS (SELECT 1 FROM contract WHERE award_id = award.id)
     AND NOT EXISTS (SELECT 1 FROM framework_request WHERE solicitation_id = solicitation.id) ORDER BY award.earliest_signature LIMIT 20) AS q5
 UNION ALL SELECT * FROM (SELECT 'call_off-' || CASE WHEN framework_request.waits_for = 'competition' THEN 'issue' ELSE framework_request.waits_for END,
     framework.reference, framework_request.title, framework_request.number, CAST(NULL AS TIMESTAMPTZ), NULL, framework_request.answer_by, ''
   FROM framework_request JOIN framework ON framework.id = framework_request.framework_id
   WHERE framework_request.waits_for IN ('issue', 'nobody') OR (framework_request.waits_for = 'answer' AND framework_request.answer_by < $3)
     OR (framework_request.waits_for = 'competition' AND EXISTS (SELECT 1 FROM award WHERE award.solicitation_id = framework_request.solicitation_id
         AND award.lot = '' AND award.status = 'cleared' AND award.earliest_signature <= $3))
   ORDER BY framework_request.created_at LIMIT 20) AS q25
 UNION ALL SELECT * FROM (SELECT 'signature', reference, title, CAST(NULL AS BIGINT), created_at, NULL, CAST(NULL AS DATE), ''
   FROM contract WHERE status IN ('draft', 'contractor_signed') AND origin <> 'imported' ORDER BY created_at LIMIT 20) AS q6
 UNION ALL SELECT * FROM (SELECT 'option', contract.reference, contract_option.title, contract_option.number, CAST(NULL AS TIMESTAMPTZ), NULL, contract_option.notice_by, ''
   FROM contract_option JOIN contract ON contract.id = contract_option.contract_id
   WHERE contract_option.status IN ('unavailable', 'available') AND contract_option.notice_by BETWEEN $3 AND $4
     AND contract.origin <> 'imported' ORDER BY contract_option.notice_by LIMIT 20) AS q7
 UNION ALL SELECT * FROM (SELECT CASE WHEN contract_moment.state = 'told' THEN 'told-' || contract_moment.kind ELSE 'life-' || contract_moment.kind END,
     contract.reference, contract.title, CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, COALESCE(contract_moment.clock_on, contract_moment.given_on), ''
   FROM contract_moment JOIN contract ON contract.id = contract_moment.contract_id
   WHERE contract_moment.state IN ('told', 'running') AND (contract_moment.clock_on IS NOT NULL OR contract_moment.kind = 'default')
   ORDER BY COALESCE(contract_moment.clock_on, contract_moment.given_on) LIMIT 20) AS q22
 UNION ALL SELECT * FROM (SELECT 'life-task', contract.reference, contract.title, CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, MIN(contract_task.due_on), ''
   FROM contract_task JOIN contract ON contract.id = contract_task.contract_id
   WHERE contract_task.state = 'open' AND contract_task.due_on <= $4 GROUP BY contract.reference, contract.title ORDER BY MIN(contract_task.due_on) LIMIT 20) AS q24
 UNION ALL SELECT * FROM (SELECT 'claim', contract.reference, contract.title, CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, MIN(contract_claim.given_on), ''
   FROM contract_claim JOIN contract ON contract.id = contract_claim.contract_id
   WHERE contract_claim.ended_on IS NULL GROUP BY contract.reference, contract.title ORDER BY MIN(contract_claim.given_on) LIMIT 20) AS q23
 UNION ALL SELECT * FROM (SELECT 'service-answer', contract.reference, contract.title, CAST(SUM(service_level.to_answer) AS BIGINT), MIN(service_level.reported_at), NULL, CAST(NULL AS DATE), ''
   FROM service_level JOIN contract ON contract.id = service_level.contract_id
   WHERE service_level.to_answer > 0 GROUP BY contract.reference, contract.title ORDER BY MIN(service_level.reported_at) LIMIT 20) AS q25
 UNION ALL SELECT * FROM (SELECT 'service-credit', contract.reference, contract.title, CAST(COUNT(*) AS BIGINT), MIN(service_credit.proposed_at), NULL, CAST(NULL AS DATE), ''
   FROM service_credit JOIN service_level ON service_level.id = service_credit.level_id JOIN contract ON contract.id = service_level.contract_id
   WHERE service_credit.status = 'proposed' AND (service_credit.proposed_by IS NULL OR service_credit.proposed_by <> $1)
   GROUP BY contract.reference, contract.title ORDER BY MIN(service_credit.proposed_at) LIMIT 20) AS q26
 UNION ALL SELECT * FROM (SELECT 'service-silent', contract.reference, contract.title, CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, MIN(service_level.report_by), ''
   FROM service_level JOIN contract ON contract.id = service_level.contract_id
   WHERE service_level.report_by < $3 GROUP BY contract.reference, contract.title ORDER BY MIN(service_level.report_by) LIMIT 20) AS q27
 UNION ALL SELECT * FROM (SELECT 'review', solicitation.reference, solicitation.title, CAST(NULL AS BIGINT), review.asked_at, NULL, CAST(NULL AS DATE), ''
   FROM review JOIN solicitation ON solicitation.id = review.solicitation_id
   WHERE review.decision IS NULL AND review.asked_by <> $1 ORDER BY review.asked_at LIMIT 20) AS q10
 UNION ALL SELECT * FROM (SELECT 'registration', reference, name, CAST(NULL AS BIGINT), submitted_at, NULL, CAST(NULL AS DATE), ''
   FROM registration WHERE status = 'submitted' ORDER BY submitted_at LIMIT 20) AS q13
 UNION ALL SELECT * FROM (SELECT 'late', solicitation.reference, solicitation.title, CAST(COUNT(*) AS BIGINT), MIN(offer.submitted_at), NULL, CAST(NULL AS DATE), ''
   FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id LEFT JOIN rule_override ON rule_override.offer_id = offer.id
   WHERE offer.late_reason IS NOT NULL AND offer.status = 'late' AND solicitation.status = 'published'
     AND (rule_override.id IS NULL OR (rule_override.status = 'requested' AND rule_override.requested_by <> $1))
   GROUP BY solicitation.reference, solicitation.title ORDER BY MIN(offer.submitted_at) LIMIT 20) AS q14
 UNION ALL SELECT * FROM (SELECT 'departure', solicitation.reference, solicitation.title, CAST(NULL AS BIGINT), rule_override.requested_at, NULL, CAST(NULL AS DATE), ''
   FROM rule_override JOIN solicitation ON solicitation.id = rule_override.solicitation_id
   WHERE rule_override.status = 'requested' AND rule_override.requested_by <> $1 AND rule_override.kind <> 'late_offer'
   ORDER BY rule_override.requested_at LIMIT 20) AS q15
 UNION ALL SELECT * FROM (SELECT 'merge', provider.reference, provider.name, CAST(NULL AS BIGINT), provider_merge.proposed_at, NULL, CAST(NULL AS DATE), ''
   FROM provider_merge JOIN provider ON provider.id = provider_merge.duplicate_id
   WHERE provider_merge.status = 'requested' AND provider_merge.proposed_by <> $1 ORDER BY provider_merge.proposed_at LIMIT 20) AS q16
 UNION ALL SELECT * FROM (SELECT 'inquiry', solicitation.reference, solicitation.title, inquiry.number, COALESCE(inquiry.answered_at, inquiry.asked_at), NULL, CAST(NULL AS DATE), ''
   FROM inquiry JOIN solicitation ON solicitation.id = inquiry.solicitation_id
   WHERE inquiry.status = 'answered' OR (inquiry.status = 'asked' AND inquiry.answer_by < $3) ORDER BY inquiry.asked_at LIMIT 20) AS q17
 UNION ALL SELECT * FROM (SELECT 'rate', currency || ' ' || CAST(on_day AS TEXT), 'Exchange rate of ' || currency, CAST(NULL AS BIGINT), recorded_at, NULL, CAST(NULL AS DATE), ''
   FROM recorded_rate WHERE status = 'proposed' AND (recorded_by IS NULL OR recorded_by <> $1) ORDER BY recorded_at LIMIT 20) AS q18
 UNION ALL SELECT * FROM (SELECT 'suspended', solicitation.reference, solicitation.title, CAST(NULL AS BIGINT), suspension.suspended_at, NULL, CAST(NULL AS DATE), ''
   FROM suspension JOIN solicitation ON solicitation.id = suspension.solicitation_id
   WHERE suspension.resumed_at IS NULL AND solicitation.status = 'suspended' ORDER BY suspension.suspended_at LIMIT 20) AS q11
 UNION ALL SELECT * FROM (SELECT CASE WHEN status = 'draft' THEN 'draft' ELSE 'approved' END, reference, title, CAST(NULL AS BIGINT), created_at, NULL, CAST(NULL AS DATE), ''
   FROM solicitation WHERE status IN ('draft', 'approved', 'announced') AND created_by = $1 ORDER BY created_at LIMIT 20) AS q8
 UNION ALL SELECT * FROM (SELECT 'need', reference, title, CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, expected_from, ''
   FROM need WHERE status IN ('planned', 'market_research', 'ready') AND expected_from <= $4 ORDER BY expected_from LIMIT 20) AS q9
 UNION ALL SELECT * FROM (SELECT 'closes', reference, title, CAST(NULL AS BIGINT), closes_at, zone, CAST(NULL AS DATE), ''
   FROM solicitation WHERE status = 'published' AND origin <> 'imported' AND closes_at > $2 ORDER BY closes_at LIMIT 10) AS d1
 UNION ALL SELECT * FROM (SELECT 'questions', reference, title, CAST(NULL AS BIGINT), questions_by, zone, CAST(NULL AS DATE), ''
   FROM solicitation WHERE status = 'published' AND origin <> 'imported' AND questions_by > $2 ORDER BY questions_by LIMIT 10) AS d2
 UNION ALL SELECT * FROM (SELECT 'delivery', contract.reference, milestone.title, milestone.number, CAST(NULL AS TIMESTAMPTZ), NULL, COALESCE(milestone.forecast, milestone.current_baseline), ''
   FROM milestone JOIN contract ON contract.id = milestone.contract_id
   WHERE contract.origin <> 'imported' AND milestone.status NOT IN ('accepted', 'waived')
     AND COALESCE(milestone.forecast, milestone.current_baseline) BETWEEN $3 AND $4
   ORDER BY COALESCE(milestone.forecast, milestone.current_baseline) LIMIT 10) AS d3
 UNION ALL SELECT * FROM (SELECT 'standstill', solicitation.reference, award.title, CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, award.standstill_last_day, award.lot
   FROM award JOIN solicitation ON solicitation.id = award.solicitation_id
   WHERE award.status = 'standstill' AND award.origin <> 'imported' AND award.standstill_last_day >= $3
   ORDER BY award.standstill_last_day LIMIT 10) AS d4
 UNION ALL SELECT 'stage', stage, '', CAST(COUNT(*) AS BIGINT), CAST(NULL AS TIMESTAMPTZ), NULL, CAST(NULL AS DATE), '' FROM
   (SELECT CASE WHEN status = 'published' AND closes_at > $2 THEN 'open' WHEN status IN ('published', 'closed') THEN 'closed'
       WHEN status IN ('draft', 'approved', 'announced') THEN 'writing' WHEN status = 'concluded' THEN 'concluded'
       WHEN status IN ('evaluating', 'award_decided', 'standstill', 'suspended') THEN 'deciding' ELSE 'ended' END AS stage
    FROM solicitation WHERE created_by = $1) AS own GROUP BY stage";

/// The officer's day in three statements.
pub(super) async fn day(ctx: &Ctx, actor: &Actor, person: &Person) -> Result<OfficerDay, Error> {
    let today = ctx.today();
    let window = today
        .checked_add_days(Days::new(OPTION_DAYS))
        .unwrap_or(today);
    let due: Vec<Due> = ctx
        .db()
        .query(DUE)
        .bind(person.account.0)
        .bind(ctx.now())
        .bind(today)
        .bind(window)
        .all()
        .await?;
    let (counted, due): (Vec<Due>, Vec<Due>) = due.into_iter().partition(|due| due.kind == "stage");
    let coming = |due: &Due| {
        matches!(
            due.kind.as_str(),
            "closes" | "questions" | "delivery" | "standstill"
        )
    };
    let (mut deadlines, queue): (Vec<Due>, Vec<Due>) = due.into_iter().partition(coming);
    deadlines.sort_by_key(|due| (due.at.map_or(due.day, |at| Some(at.date_naive())), due.at));
    deadlines.truncate(DEADLINES);
    Ok(OfficerDay {
        queue,
        deadlines,
        stages: stages(counted),
        at_risk: at_risk(ctx).await?,
        recent: recent(ctx, actor).await?,
    })
}

/// The stages in the order of the procedure.
const STAGES: [&str; 6] = [
    "writing",
    "open",
    "closed",
    "deciding",
    "concluded",
    "ended",
];

/// The person's solicitations by stage, in the order of the procedure, out of the rows that count them.
fn stages(counted: Vec<Due>) -> Vec<Stage> {
    let stage = |due: Due| Stage {
        stage: due.reference,
        count: due.number.unwrap_or_default(),
    };
    let mut stages: Vec<Stage> = counted.into_iter().map(stage).collect();
    stages.sort_by_key(|found| STAGES.iter().position(|stage| *stage == found.stage));
    stages
}

async fn at_risk(ctx: &Ctx) -> Result<Vec<AtRisk>, Error> {
    let sql = "SELECT reference, title, slipped, worst_days, CASE WHEN ceiling_minor > 0 THEN obligated_minor * 100 / ceiling_minor ELSE 0 END AS used_percent
         FROM (SELECT contract.reference, contract.title, contract.obligated_minor, contract.ceiling_minor,
                 (SELECT CAST(COUNT(*) AS BIGINT) FROM milestone WHERE contract_id = contract.id AND slip_days > 0 AND status NOT IN ('accepted', 'waived')) AS slipped,
                 (SELECT MAX(slip_days) FROM milestone WHERE contract_id = contract.id AND slip_days > 0 AND status NOT IN ('accepted', 'waived')) AS worst_days
             FROM contract WHERE origin <> 'imported' AND status NOT IN ('closed', 'abandoned')) AS running
         WHERE slipped > 0 OR obligated_minor * 100 > ceiling_minor * 80
         ORDER BY COALESCE(worst_days, 0) DESC, reference LIMIT 10";
    Ok(ctx.db().query(sql).all().await?)
}

#[derive(FromRow)]
struct RecentRow {
    at: DateTime<Utc>,
    actor_name: String,
    account_id: Option<Uuid>,
    summary: String,
    action: String,
    subject_reference: String,
    owner_id: Option<Uuid>,
    published_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    notified: bool,
}

/// The newest events of processes, as far as the table of what may be seen allows. Imports are left out: one file
/// would fill the list.
async fn recent(ctx: &Ctx, actor: &Actor) -> Result<Vec<Recent>, Error> {
    let sql = "SELECT event.at, event.actor_name, event.account_id, event.summary, event.action, event.subject_reference,
             COALESCE(offer.provider_id, contract.provider_id) AS owner_id, solicitation.published_at, solicitation.opened_at,
             EXISTS (SELECT 1 FROM award WHERE award.id = event.subject_id AND award.notified_at IS NOT NULL) AS notified
         FROM event LEFT JOIN solicitation ON solicitation.id = event.process_id
             LEFT JOIN offer ON offer.id = event.subject_id LEFT JOIN contract ON contract.id = event.subject_id
         WHERE event.process_id IS NOT NULL AND event.action <> $1 ORDER BY event.at DESC, event.id DESC LIMIT 30";
    let rows: Vec<RecentRow> = ctx
        .db()
        .query(sql)
        .bind(ImportRecords::RULE.code)
        .all()
        .await?;
    let seen = rows.into_iter().filter(|row| {
        let facts = Facts {
            action: row.action.clone(),
            at: row.at,
            account: row.account_id,
            owner: row.owner_id.map(ProviderId),
            published_at: row.published_at,
            opened: row.opened_at.is_some(),
            notified: row.notified,
            ..Facts::default()
        };
        sight(actor, &facts) > Sight::Hidden
    });
    let told = seen.map(|row| Recent {
        at: row.at,
        who: row.actor_name,
        what: row.summary,
        reference: row.subject_reference,
    });
    Ok(told.take(RECENT).collect())
}
