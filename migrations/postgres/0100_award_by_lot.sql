-- A result, an award and a decision belong to one lot (or line) where these are awarded apart; empty for the whole.
ALTER TABLE result_run ADD COLUMN lot TEXT NOT NULL DEFAULT '';
ALTER TABLE award ADD COLUMN lot TEXT NOT NULL DEFAULT '';
ALTER TABLE award_decision ADD COLUMN lot TEXT NOT NULL DEFAULT '';

DROP INDEX award_decision_open;
CREATE UNIQUE INDEX award_decision_open ON award_decision (solicitation_id, lot) WHERE status = 'proposed';
