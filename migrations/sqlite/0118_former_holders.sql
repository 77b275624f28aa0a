-- Who held a contract before it passed to another, and up to when each reads it.
CREATE TABLE contract_holder (
    id BLOB PRIMARY KEY,
    contract_id BLOB NOT NULL REFERENCES contract (id),
    provider_id BLOB REFERENCES provider (id),
    name TEXT NOT NULL,
    until_at TEXT NOT NULL
) STRICT;

CREATE INDEX contract_holder_provider ON contract_holder (provider_id, contract_id);
