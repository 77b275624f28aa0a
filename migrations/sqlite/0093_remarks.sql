-- Strengths, weaknesses, deficiencies and risks beside a score: of each evaluator, and those that the panel agrees on.
ALTER TABLE score ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE moderated_score ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]';
