-- Whether evaluators see letters instead of the bidders' names, from the opening until the technical evaluation is closed; and
-- the letter of each offer, which it keeps.
ALTER TABLE solicitation ADD COLUMN names_hidden INTEGER NOT NULL DEFAULT 0 CHECK (names_hidden IN (0, 1));
ALTER TABLE offer ADD COLUMN pseudonym TEXT;
