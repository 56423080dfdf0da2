-- +goose Up

-- What was closed in a period is counted for the plan and the public tables, from this index alone.
CREATE INDEX record_closed ON record (kind, closed, id, area, category) WHERE closed IS NOT NULL;

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
