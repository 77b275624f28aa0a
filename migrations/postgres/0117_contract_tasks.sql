-- Items of a contract's close-out and exit plan: settled by somebody with a day and a note, or not applicable with a reason.
CREATE TABLE contract_task (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    number TEXT NOT NULL,
    task TEXT NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on DATE,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'not_applicable')),
    settled_on DATE,
    UNIQUE (contract_id, number),
    CHECK ((state = 'open') = (settled_on IS NULL))
);

CREATE INDEX contract_task_open ON contract_task (state, due_on);
