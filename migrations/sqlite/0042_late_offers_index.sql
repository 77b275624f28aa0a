-- Late offers are looked for on each officer's start page, and there are few of them.
CREATE INDEX offer_late ON offer (solicitation_id) WHERE late_reason IS NOT NULL;
