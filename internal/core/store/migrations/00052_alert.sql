-- +goose Up

-- A clock that runs in hours is due at a moment, and says once that it was not answered.
ALTER TABLE clock ADD COLUMN due_at TIMESTAMPTZ;
ALTER TABLE clock ADD COLUMN escalated TIMESTAMPTZ;
CREATE INDEX clock_unanswered ON clock (due_at) WHERE due_at IS NOT NULL AND stopped IS NULL AND escalated IS NULL;

-- What a team is to do, whoever of it does it.
ALTER TABLE action ADD COLUMN team TEXT NOT NULL DEFAULT '';
CREATE INDEX action_team ON action (team, state, due) WHERE team <> '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
