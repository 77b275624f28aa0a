-- Acceptance in stages: test, provisional acceptance, warranty, final acceptance. Steps, answers and opinions are only added.
CREATE TABLE staged_acceptance (
    milestone_id UUID PRIMARY KEY REFERENCES milestone (id),
    state TEXT NOT NULL,
    received_on DATE NOT NULL,
    test_days BIGINT NOT NULL CHECK (test_days > 0),
    delivered_on DATE,
    rejected_on DATE,
    warranty_from DATE,
    warranty_months BIGINT,
    final_on DATE
);

CREATE TABLE acceptance_step (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    event TEXT NOT NULL,
    statement TEXT NOT NULL,
    remedy TEXT,
    remedy_due_on DATE,
    price_cut_minor BIGINT,
    document_id UUID REFERENCES document (id),
    signed_by UUID,
    signed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX acceptance_step_milestone ON acceptance_step (milestone_id, signed_at);

CREATE TABLE acceptance_defect (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    number BIGINT NOT NULL,
    class TEXT NOT NULL,
    text TEXT NOT NULL,
    found_on DATE NOT NULL,
    mended_on DATE,
    settled BOOLEAN NOT NULL,
    noted_by UUID,
    UNIQUE (milestone_id, number)
);

CREATE TABLE acceptance_answer (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    text TEXT NOT NULL,
    answered_by UUID,
    answered_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE user_opinion (
    id UUID PRIMARY KEY,
    milestone_id UUID NOT NULL REFERENCES milestone (id),
    nation_code TEXT NOT NULL,
    opinion TEXT NOT NULL,
    text TEXT NOT NULL,
    given_by UUID,
    given_at TIMESTAMPTZ NOT NULL
);
