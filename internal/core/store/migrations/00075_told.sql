-- +goose Up

-- How somebody is told of what concerns them: at once, once a day, or in the program alone.
ALTER TABLE account ADD COLUMN notices TEXT NOT NULL DEFAULT 'at-once';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
