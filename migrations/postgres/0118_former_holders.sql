-- Who held a contract before it passed to another, and up to when each reads it.
CREATE TABLE contract_holder (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contract (id),
    provider_id UUID REFERENCES provider (id),
    name TEXT NOT NULL,
    until_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX contract_holder_provider ON contract_holder (provider_id, contract_id);
