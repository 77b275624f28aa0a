-- Two persons settle a tie that the published rule leaves open: which offer takes the first place of a result, by which means.
ALTER TABLE award_decision DROP CONSTRAINT award_decision_kind_check;
ALTER TABLE award_decision ADD CONSTRAINT award_decision_kind_check
    CHECK (kind IN ('no_award', 'annul', 'annul_and_reopen', 'override', 'settle_tie'));
ALTER TABLE award_decision ADD COLUMN result_run_id UUID REFERENCES result_run (id);
ALTER TABLE award_decision ADD COLUMN offer_id UUID REFERENCES offer (id);
ALTER TABLE award_decision ADD COLUMN means TEXT CHECK (means IN ('best_and_final', 'judgement'));
ALTER TABLE award_decision ADD CONSTRAINT award_decision_tie_check
    CHECK (kind <> 'settle_tie' OR (result_run_id IS NOT NULL AND offer_id IS NOT NULL AND means IS NOT NULL));
