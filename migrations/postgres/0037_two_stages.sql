-- Whether the method's rule, as it stood at publication, keeps the prices sealed until the technical result is fixed; when and
-- by whom that was done; and when the prices of the acceptable offers were opened.
ALTER TABLE solicitation ADD COLUMN price_after_technical BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE solicitation ADD COLUMN technical_at TIMESTAMPTZ;
ALTER TABLE solicitation ADD COLUMN technical_by UUID;
ALTER TABLE solicitation ADD COLUMN price_opened_at TIMESTAMPTZ;
