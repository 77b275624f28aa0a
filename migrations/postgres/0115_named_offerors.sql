-- The vendors whom the buyer names where a method does not admit everybody: the pool, the holders, the sole source.
CREATE TABLE named_offeror (
    solicitation_id UUID NOT NULL REFERENCES solicitation (id),
    provider_id UUID NOT NULL REFERENCES provider (id),
    reason TEXT NOT NULL,
    named_by UUID,
    named_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (solicitation_id, provider_id)
);

CREATE INDEX named_offeror_provider ON named_offeror (provider_id);
