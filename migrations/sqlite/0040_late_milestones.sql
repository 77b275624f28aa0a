-- Contracts with an open milestone behind its original baseline are looked for; few milestones are such.

CREATE INDEX milestone_late ON milestone (contract_id) WHERE actual IS NULL AND slip_days > 0;
