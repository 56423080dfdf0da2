-- +goose Up
-- How it is safe to contact somebody, as rules (JSON). The words of person.safe_contact stay beside; where a card has words
-- alone, whoever reads it asks first.
ALTER TABLE person ADD COLUMN contact TEXT NOT NULL DEFAULT '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
