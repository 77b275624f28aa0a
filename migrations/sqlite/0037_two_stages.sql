-- Whether the method's rule, as it stood at publication, keeps the prices sealed until the technical result is fixed; when and
-- by whom that was done; and when the prices of the acceptable offers were opened.
ALTER TABLE solicitation ADD COLUMN price_after_technical INTEGER NOT NULL DEFAULT 0 CHECK (price_after_technical IN (0, 1));
ALTER TABLE solicitation ADD COLUMN technical_at TEXT;
ALTER TABLE solicitation ADD COLUMN technical_by BLOB;
ALTER TABLE solicitation ADD COLUMN price_opened_at TEXT;
