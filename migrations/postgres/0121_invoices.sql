-- What is agreed on payment, as one structure, and the invoices of a contract. Steps are only added.
CREATE TABLE money_terms (
    contract_id UUID PRIMARY KEY REFERENCES contract (id),
    terms TEXT NOT NULL
);

CREATE TABLE invoice (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number BIGINT NOT NULL,
    own_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    milestone_id UUID REFERENCES milestone (id),
    status TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    last_one BOOLEAN NOT NULL,
    received_on DATE NOT NULL,
    held_on DATE,
    due_on DATE NOT NULL,
    paid_on DATE,
    disputed_minor BIGINT,
    gross_minor BIGINT,
    retention_minor BIGINT,
    advance_minor BIGINT,
    damages_minor BIGINT,
    credits_minor BIGINT,
    net_minor BIGINT,
    interest_minor BIGINT,
    sent_by UUID,
    UNIQUE (contract_id, number)
);

CREATE INDEX invoice_received ON invoice (received_on, id);
CREATE INDEX invoice_due ON invoice (due_on, id);
CREATE INDEX invoice_waiting ON invoice (status, received_on);

CREATE TABLE invoice_step (
    id UUID PRIMARY KEY,
    invoice_id UUID NOT NULL REFERENCES invoice (id),
    event TEXT NOT NULL,
    note TEXT NOT NULL,
    taken_by UUID,
    taken_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX invoice_step_invoice ON invoice_step (invoice_id, taken_at);

ALTER TABLE payment ADD COLUMN invoice_id UUID REFERENCES invoice (id);
