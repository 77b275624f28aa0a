//! The row from which the page of a solicitation is drawn.

use super::approval::LatestReview;
use super::record::{Row, columns};
use chrono::{DateTime, Utc};
use sqlx::FromRow;

/// A solicitation with what other tables say of it.
#[derive(FromRow)]
pub(super) struct SheetRow {
    #[sqlx(flatten)]
    pub(super) row: Row,
    pub(super) area: Option<String>,
    pub(super) programme: Option<String>,
    pub(super) author: Option<String>,
    pub(super) prices_wait: Option<String>,
    pub(super) offers: Option<i64>,
    pub(super) ocid: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) imported_at: Option<DateTime<Utc>>,
    pub(super) own_offer: Option<String>,
    pub(super) named_to_offer: bool,
    pub(super) contract: Option<String>,
    pub(super) on_panel: bool,
    pub(super) need_reference: Option<String>,
    pub(super) public_need: Option<String>,
    pub(super) strategy: Option<String>,
    pub(super) answers: i64,
    pub(super) unanswered: i64,
    pub(super) amendments: i64,
    pub(super) translation_requests: i64,
    pub(super) translated: bool,
    pub(super) suspension_reason: Option<String>,
    pub(super) suspended_at: Option<DateTime<Utc>>,
    pub(super) suspended_from: Option<String>,
    pub(super) no_award_ground: Option<String>,
    pub(super) no_award_reason: Option<String>,
    pub(super) lot_awards: Option<String>,
    pub(super) lots_ended: Option<String>,
    #[sqlx(flatten)]
    pub(super) latest: LatestReview,
}

/// `$1` its reference, `$2` the person's organisation, `$3` the person, `$4` yes.
pub(super) const SHEET: &str = concat!(
    "SELECT ",
    columns!(),
    ", strategy_item.title AS area, programme.name AS programme, account.name AS author, solicitation.ocid,
     import_source.publisher, import_source.licence, import_source.imported_at,
     (SELECT need.reference FROM need WHERE need.solicitation_id = solicitation.id) AS need_reference,
     (SELECT need.reference FROM need WHERE need.solicitation_id = solicitation.id AND need.public = $4) AS public_need,
     (SELECT string_agg(strategy_item.code || ' ' || strategy_item.title, '\n'
             ORDER BY strategy_item.kind, strategy_item.position, strategy_item.code)
      FROM strategy_item JOIN solicitation_strategy ON solicitation_strategy.strategy_code = strategy_item.code
      WHERE solicitation_strategy.solicitation_id = solicitation.id) AS strategy,
     CASE WHEN solicitation.opened_at IS NOT NULL OR solicitation.origin = 'imported'
          THEN solicitation.offer_count END AS offers,
     CASE WHEN solicitation.opened_at IS NULL OR solicitation.price_opened_at IS NOT NULL OR NOT solicitation.price_after_technical THEN NULL
          WHEN solicitation.technical_at IS NULL THEN 'technical_result' ELSE 'opening' END AS prices_wait,
     (SELECT offer.reference FROM offer WHERE offer.solicitation_id = solicitation.id AND offer.provider_id = $2
      ORDER BY offer.created_at LIMIT 1) AS own_offer,
     ($2 IS NULL OR EXISTS (SELECT 1 FROM named_offeror WHERE named_offeror.solicitation_id = solicitation.id AND named_offeror.provider_id = $2)) AS named_to_offer,
     (SELECT contract.reference FROM contract WHERE contract.solicitation_id = solicitation.id
      ORDER BY contract.created_at LIMIT 1) AS contract,
     EXISTS (SELECT 1 FROM panel_member WHERE panel_member.solicitation_id = solicitation.id AND panel_member.account_id = $3) AS on_panel,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM answer WHERE answer.solicitation_id = solicitation.id) AS answers,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM question WHERE question.solicitation_id = solicitation.id AND question.status = 'asked') AS unanswered,
     (SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM solicitation_version WHERE solicitation_version.solicitation_id = solicitation.id) AS amendments,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM question WHERE question.solicitation_id = solicitation.id
        AND question.kind = 'translation' AND question.status = 'asked') AS translation_requests,
     EXISTS (SELECT 1 FROM solicitation_version WHERE solicitation_version.solicitation_id = solicitation.id AND kind = 'translation') AS translated,
     suspension.reason AS suspension_reason, suspension.suspended_at, suspension.status_before AS suspended_from,
     (SELECT string_agg(award.lot || '\t' || award.status || '\t' || provider.name || '\t' || COALESCE(CAST(award.value_minor AS TEXT), '') || '\t'
             || COALESCE(award.value_currency, '') || '\t' || COALESCE(made.reference, ''), '\n')
      FROM award JOIN provider ON provider.id = award.provider_id LEFT JOIN contract AS made ON made.award_id = award.id
      WHERE award.solicitation_id = solicitation.id AND award.lot <> '' AND award.notified_at IS NOT NULL AND award.status <> 'annulled') AS lot_awards,
     (SELECT string_agg(ended.lot, '\n') FROM award_decision AS ended
      WHERE ended.solicitation_id = solicitation.id AND ended.lot <> '' AND ended.kind = 'no_award' AND ended.status = 'approved') AS lots_ended,
     award_decision.ground AS no_award_ground, award_decision.reason AS no_award_reason,
     review.version AS review_version, review.note AS review_note, review.asked_by AS review_asked_by, asking.name AS review_asked_name,
     review.asked_at AS review_asked_at, review.decision AS review_decision, review.decision_note AS review_decision_note,
     deciding.name AS review_decided_name, review.decided_at AS review_decided_at
     FROM solicitation
     LEFT JOIN strategy_item ON strategy_item.code = solicitation.functional_area
     LEFT JOIN programme ON programme.code = solicitation.programme_code
     LEFT JOIN account ON account.id = solicitation.created_by
     LEFT JOIN import_source ON import_source.id = solicitation.source_id
     LEFT JOIN suspension ON suspension.solicitation_id = solicitation.id AND suspension.resumed_at IS NULL AND solicitation.status = 'suspended'
     LEFT JOIN award_decision ON award_decision.solicitation_id = solicitation.id AND award_decision.kind = 'no_award' AND award_decision.status = 'approved'
         AND award_decision.lot = ''
     LEFT JOIN review ON solicitation.published_at IS NULL AND review.id = (SELECT latest.id FROM review AS latest
         WHERE latest.solicitation_id = solicitation.id ORDER BY latest.asked_at DESC, latest.id DESC LIMIT 1)
     LEFT JOIN account AS asking ON asking.id = review.asked_by
     LEFT JOIN account AS deciding ON deciding.id = review.decided_by
     WHERE solicitation.reference = $1"
);
