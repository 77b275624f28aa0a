-- The lines that every offer prices; an empty list leaves the lines to the offers.
ALTER TABLE solicitation ADD COLUMN price_schedule TEXT NOT NULL DEFAULT '[]';
