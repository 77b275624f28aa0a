-- The vendors whom the buyer names where a method does not admit everybody: the pool, the holders, the sole source.
CREATE TABLE named_offeror (
    solicitation_id BLOB NOT NULL REFERENCES solicitation (id),
    provider_id BLOB NOT NULL REFERENCES provider (id),
    reason TEXT NOT NULL,
    named_by BLOB,
    named_at TEXT NOT NULL,
    PRIMARY KEY (solicitation_id, provider_id)
) STRICT;

CREATE INDEX named_offeror_provider ON named_offeror (provider_id);
