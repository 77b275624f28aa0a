CREATE TABLE panel_member (
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    account_id UUID NOT NULL REFERENCES account (id),
    assigned_by UUID,
    assigned_at TIMESTAMPTZ NOT NULL,
    declaration TEXT CHECK (declaration IN ('none', 'conflict')),
    declaration_note TEXT,
    declared_at TIMESTAMPTZ,
    PRIMARY KEY (solicitation_id, account_id)
);

CREATE INDEX panel_member_account ON panel_member (account_id);

-- `value` is decimal text: 0 to 100 for technical sub-criteria, 1 to 5 for the confidence rating `experience`.
CREATE TABLE score (
    offer_id UUID NOT NULL REFERENCES offer (id),
    criterion TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    value TEXT NOT NULL,
    rationale TEXT NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (offer_id, criterion, account_id)
);

-- An evaluator's scores of an offer are in: from now on they stand and the colleagues' may be seen.
CREATE TABLE score_sheet (
    offer_id UUID NOT NULL REFERENCES offer (id),
    account_id UUID NOT NULL REFERENCES account (id),
    handed_in_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (offer_id, account_id)
);

CREATE TABLE moderated_score (
    offer_id UUID NOT NULL REFERENCES offer (id),
    criterion TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (offer_id, criterion)
);

-- Never edited: a new run supersedes with a reason.
CREATE TABLE result_run (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    number BIGINT NOT NULL,
    method TEXT NOT NULL,
    software TEXT NOT NULL,
    rates TEXT NOT NULL,
    inputs TEXT NOT NULL,
    inputs_sha256 BYTEA NOT NULL,
    outputs TEXT NOT NULL,
    reason TEXT,
    run_by UUID NOT NULL,
    run_at TIMESTAMPTZ NOT NULL,
    UNIQUE (solicitation_id, number)
);

CREATE TABLE award (
    id UUID PRIMARY KEY,
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    offer_id UUID REFERENCES offer (id),
    provider_id UUID REFERENCES provider (id),
    result_run_id UUID REFERENCES result_run (id),
    origin TEXT NOT NULL CHECK (origin IN ('perigee', 'demonstration', 'imported')),
    external_key TEXT NOT NULL,
    status TEXT NOT NULL,
    title TEXT NOT NULL,
    supplier_names TEXT NOT NULL,
    value_minor BIGINT,
    value_currency TEXT,
    reason TEXT NOT NULL,
    recommended_by UUID,
    recommended_at TIMESTAMPTZ,
    approved_by UUID,
    approved_at TIMESTAMPTZ,
    notified_at TIMESTAMPTZ,
    standstill_last_day DATE,
    earliest_signature DATE,
    waiver_reason TEXT,
    awarded_on DATE,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (solicitation_id, external_key)
);

CREATE TABLE award_notice (
    award_id UUID NOT NULL REFERENCES award (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    successful BOOLEAN NOT NULL,
    figures TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ,
    PRIMARY KEY (award_id, offer_id)
);

CREATE INDEX award_notice_provider ON award_notice (provider_id, sent_at);

CREATE FUNCTION refuse_change_of_run() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a result run is never edited'; END $$;
CREATE TRIGGER result_run_no_update BEFORE UPDATE ON result_run
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_run();
