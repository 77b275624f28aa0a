-- What is agreed on payment, as one structure, and the invoices of a contract. Steps are only added.
CREATE TABLE money_terms (
    contract_id BLOB PRIMARY KEY REFERENCES contract (id),
    terms TEXT NOT NULL
) STRICT;

CREATE TABLE invoice (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    number INTEGER NOT NULL,
    own_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    milestone_id BLOB REFERENCES milestone (id),
    status TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    last_one INTEGER NOT NULL CHECK (last_one IN (0, 1)),
    received_on TEXT NOT NULL,
    held_on TEXT,
    due_on TEXT NOT NULL,
    paid_on TEXT,
    disputed_minor INTEGER,
    gross_minor INTEGER,
    retention_minor INTEGER,
    advance_minor INTEGER,
    damages_minor INTEGER,
    credits_minor INTEGER,
    net_minor INTEGER,
    interest_minor INTEGER,
    sent_by BLOB,
    UNIQUE (contract_id, number)
) STRICT;

CREATE INDEX invoice_received ON invoice (received_on, id);
CREATE INDEX invoice_due ON invoice (due_on, id);
CREATE INDEX invoice_waiting ON invoice (status, received_on);

CREATE TABLE invoice_step (
    id BLOB PRIMARY KEY,
    invoice_id BLOB NOT NULL REFERENCES invoice (id),
    event TEXT NOT NULL,
    note TEXT NOT NULL,
    taken_by BLOB,
    taken_at TEXT NOT NULL
) STRICT;

CREATE INDEX invoice_step_invoice ON invoice_step (invoice_id, taken_at);

ALTER TABLE payment ADD COLUMN invoice_id BLOB REFERENCES invoice (id);
