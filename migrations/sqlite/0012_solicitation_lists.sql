-- Lists put records without a value last in both directions; these are the expressions by which they sort.

CREATE INDEX solicitation_closes_last ON solicitation (COALESCE(closes_at, '9999-12-31T00:00:00+00:00'), id);
CREATE INDEX solicitation_closes_first ON solicitation (COALESCE(closes_at, '0001-01-01T00:00:00+00:00'), id);
CREATE INDEX solicitation_estimate_last ON solicitation (COALESCE(estimate_minor, 9223372036854775807), id);
CREATE INDEX solicitation_estimate_first ON solicitation (COALESCE(estimate_minor, -1), id);
CREATE INDEX provider_created ON provider (created_at, id);
