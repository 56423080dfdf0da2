-- +goose Up

-- Bank holidays that came after this version was made: a proclamation is often a few months old when its day comes. Those that
-- were published before are in package clock.
CREATE TABLE holiday (
    day    TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    source TEXT NOT NULL,
    added  TIMESTAMPTZ NOT NULL
);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
