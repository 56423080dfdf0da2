-- +goose Up

-- Reports that were acknowledged and are made into records in a moment (decision 0006). doc holds all that the record is
-- made of; failure says why it could not be made, where it could not.
CREATE TABLE promise (
    id      TEXT PRIMARY KEY,
    at      TIMESTAMPTZ NOT NULL,
    doc     TEXT NOT NULL,
    failure TEXT NOT NULL DEFAULT ''
);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
