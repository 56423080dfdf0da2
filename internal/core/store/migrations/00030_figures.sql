-- +goose Up

-- Figures that were worked out and are kept, so that no page waits for them: the newest of those that are worked out again
-- (edition '') and the editions of public tables, which never change once they are made.
CREATE TABLE figures (
    name    TEXT NOT NULL,
    edition TEXT NOT NULL DEFAULT '',
    basis   TEXT NOT NULL,
    value   JSONB NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (name, edition)
);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
