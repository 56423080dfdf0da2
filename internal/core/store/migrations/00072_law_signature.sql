-- +goose Up

-- Who of the partnership confirmed a rule of law that the program ships unconfirmed, from which day, and what they looked at. A rule
-- names the row of the shipped table as it was signed: one that was changed since is another. What was taken back stays.
CREATE TABLE law_signature (
    id        TEXT PRIMARY KEY,
    rule      TEXT NOT NULL,
    key       TEXT NOT NULL,
    account   TEXT NOT NULL,
    name      TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    words     TEXT NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    withdrawn TIMESTAMPTZ
);
CREATE UNIQUE INDEX law_signature_once ON law_signature (rule, account) WHERE withdrawn IS NULL;

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
