-- Acceptance in stages: test, provisional acceptance, warranty, final acceptance. Steps, answers and opinions are only added.
CREATE TABLE staged_acceptance (
    milestone_id BLOB PRIMARY KEY REFERENCES milestone (id),
    state TEXT NOT NULL,
    received_on TEXT NOT NULL,
    test_days INTEGER NOT NULL CHECK (test_days > 0),
    delivered_on TEXT,
    rejected_on TEXT,
    warranty_from TEXT,
    warranty_months INTEGER,
    final_on TEXT
) STRICT;

CREATE TABLE acceptance_step (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    event TEXT NOT NULL,
    statement TEXT NOT NULL,
    remedy TEXT,
    remedy_due_on TEXT,
    price_cut_minor INTEGER,
    document_id BLOB REFERENCES document (id),
    signed_by BLOB,
    signed_at TEXT NOT NULL
) STRICT;

CREATE INDEX acceptance_step_milestone ON acceptance_step (milestone_id, signed_at);

CREATE TABLE acceptance_defect (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    number INTEGER NOT NULL,
    class TEXT NOT NULL,
    text TEXT NOT NULL,
    found_on TEXT NOT NULL,
    mended_on TEXT,
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    noted_by BLOB,
    UNIQUE (milestone_id, number)
) STRICT;

CREATE TABLE acceptance_answer (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    text TEXT NOT NULL,
    answered_by BLOB,
    answered_at TEXT NOT NULL
) STRICT;

CREATE TABLE user_opinion (
    id BLOB PRIMARY KEY,
    milestone_id BLOB NOT NULL REFERENCES milestone (id),
    nation_code TEXT NOT NULL,
    opinion TEXT NOT NULL,
    text TEXT NOT NULL,
    given_by BLOB,
    given_at TEXT NOT NULL
) STRICT;
