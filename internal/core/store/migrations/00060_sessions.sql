-- +goose Up

-- Sessions are of an epoch of their account: a new password, disabling, enabling and "sign out everywhere" begin another.
ALTER TABLE account ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
-- The password was set by somebody else, who knows it: the first sign-in must change it.
ALTER TABLE account ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
-- When a post was ended; its last day alone would leave it held until midnight.
ALTER TABLE post ADD COLUMN ended TIMESTAMPTZ;

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
