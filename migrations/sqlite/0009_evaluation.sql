CREATE TABLE panel_member (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    assigned_by BLOB,
    assigned_at TEXT NOT NULL,
    declaration TEXT CHECK (declaration IN ('none', 'conflict')),
    declaration_note TEXT,
    declared_at TEXT,
    PRIMARY KEY (solicitation_id, account_id)
) STRICT;

CREATE INDEX panel_member_account ON panel_member (account_id);

-- `value` is decimal text: 0 to 100 for technical sub-criteria, 1 to 5 for the confidence rating `experience`.
CREATE TABLE score (
    offer_id BLOB NOT NULL REFERENCES offer (id),
    criterion TEXT NOT NULL,
    account_id BLOB NOT NULL REFERENCES account (id),
    value TEXT NOT NULL,
    rationale TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (offer_id, criterion, account_id)
) STRICT;

-- An evaluator's scores of an offer are in: from now on they stand and the colleagues' may be seen.
CREATE TABLE score_sheet (
    offer_id BLOB NOT NULL REFERENCES offer (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    handed_in_at TEXT NOT NULL,
    PRIMARY KEY (offer_id, account_id)
) STRICT;

CREATE TABLE moderated_score (
    offer_id BLOB NOT NULL REFERENCES offer (id),
    criterion TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    recorded_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (offer_id, criterion)
) STRICT;

-- Never edited: a new run supersedes with a reason.
CREATE TABLE result_run (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    number INTEGER NOT NULL,
    method TEXT NOT NULL,
    software TEXT NOT NULL,
    rates TEXT NOT NULL,
    inputs TEXT NOT NULL,
    inputs_sha256 BLOB NOT NULL,
    outputs TEXT NOT NULL,
    reason TEXT,
    run_by BLOB NOT NULL,
    run_at TEXT NOT NULL,
    UNIQUE (solicitation_id, number)
) STRICT;

CREATE TABLE award (
    id BLOB PRIMARY KEY,
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    offer_id BLOB REFERENCES offer (id),
    provider_id BLOB REFERENCES provider (id),
    result_run_id BLOB REFERENCES result_run (id),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    supplier_names TEXT NOT NULL,
    value_minor INTEGER,
    value_currency TEXT,
    reason TEXT NOT NULL,
    recommended_by BLOB,
    recommended_at TEXT,
    approved_by BLOB,
    approved_at TEXT,
    notified_at TEXT,
    standstill_last_day TEXT,
    earliest_signature TEXT,
    waiver_reason TEXT,
    awarded_on TEXT,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (solicitation_id, external_key)
) STRICT;

CREATE TABLE award_notice (
    award_id BLOB NOT NULL REFERENCES award (id),
    offer_id BLOB NOT NULL REFERENCES offer (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    successful INTEGER NOT NULL CHECK (successful IN (0, 1)),
    figures TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    read_at TEXT,
    PRIMARY KEY (award_id, offer_id)
) STRICT;

CREATE INDEX award_notice_provider ON award_notice (provider_id, sent_at);

CREATE TRIGGER result_run_no_update BEFORE UPDATE ON result_run
BEGIN SELECT RAISE(ABORT, 'a result run is never edited'); END;
