-- Two persons settle a tie that the published rule leaves open: which offer takes the first place of a result, by which means.
CREATE TABLE award_decision_new (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    award_id BLOB REFERENCES award (id),
    kind TEXT NOT NULL CHECK (kind IN ('no_award', 'annul', 'annul_and_reopen', 'override', 'settle_tie')),
    ground TEXT CHECK (ground IN ('none_awardable', 'prices', 'need_changed', 'irregular')),
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'approved', 'refused')),
    proposed_by BLOB,
    proposed_at TEXT NOT NULL,
    decided_by BLOB,
    decided_at TEXT,
    note TEXT,
    result_run_id BLOB REFERENCES result_run (id),
    offer_id BLOB REFERENCES offer (id),
    means TEXT CHECK (means IN ('best_and_final', 'judgement')),
    CHECK (kind <> 'settle_tie' OR (result_run_id IS NOT NULL AND offer_id IS NOT NULL AND means IS NOT NULL))
) STRICT;

INSERT INTO award_decision_new (id, solicitation_id, award_id, kind, ground, reason, status, proposed_by, proposed_at, decided_by,
    decided_at, note)
SELECT id, solicitation_id, award_id, kind, ground, reason, status, proposed_by, proposed_at, decided_by, decided_at, note
FROM award_decision;

DROP TABLE award_decision;
ALTER TABLE award_decision_new RENAME TO award_decision;

CREATE INDEX award_decision_solicitation ON award_decision (solicitation_id, proposed_at);
CREATE UNIQUE INDEX award_decision_open ON award_decision (solicitation_id) WHERE status = 'proposed';
