-- The lines that every offer prices; an empty list leaves the lines to the offers.
ALTER TABLE solicitation ADD COLUMN price_schedule TEXT NOT NULL DEFAULT '[]';

-- Versions of a document share a series; what a newer one replaces, or what is withdrawn, stays readable.
ALTER TABLE document ADD COLUMN series UUID;
ALTER TABLE document ADD COLUMN number BIGINT NOT NULL DEFAULT 1;
ALTER TABLE document ADD COLUMN note TEXT;
ALTER TABLE document ADD COLUMN replaced_at TIMESTAMPTZ;
