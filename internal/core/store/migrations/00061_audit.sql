-- +goose Up

-- Which records a list or an export showed, by their references: a line that says only how many answers nobody who asks who has
-- read about them.
ALTER TABLE reading ADD COLUMN records TEXT NOT NULL DEFAULT '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
