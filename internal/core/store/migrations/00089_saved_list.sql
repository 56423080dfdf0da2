-- +goose Up

-- A list of work that somebody narrowed and keeps under a name of their own.
CREATE TABLE saved_list (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    name    TEXT NOT NULL,
    query   TEXT NOT NULL
);
CREATE INDEX saved_list_account ON saved_list (account);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
