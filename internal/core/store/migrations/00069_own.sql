-- +goose Up

-- What somebody who gives posts gave to themselves, until somebody else has looked at it.
CREATE TABLE own_gift (
    id        TEXT PRIMARY KEY,
    at        TIMESTAMPTZ NOT NULL,
    account   TEXT NOT NULL REFERENCES account (id),
    name      TEXT NOT NULL,
    what      TEXT NOT NULL,
    seen      TIMESTAMPTZ,
    seen_by   TEXT NOT NULL DEFAULT '',
    seen_name TEXT NOT NULL DEFAULT ''
);
CREATE INDEX own_gift_at ON own_gift (at, id);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
