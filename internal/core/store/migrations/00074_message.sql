-- +goose Up

-- What people were told, or are to be told: written with the act that tells, and sent afterwards. What caused it, whom it is for and
-- which words it has make it one: nobody is told the same twice.
CREATE TABLE message (
    id        TEXT PRIMARY KEY,
    at        TIMESTAMPTZ NOT NULL,
    record    TEXT NOT NULL DEFAULT '',
    cause     TEXT NOT NULL,
    template  TEXT NOT NULL,
    whom      TEXT NOT NULL,
    addressee TEXT NOT NULL,
    channel   TEXT NOT NULL,
    address   TEXT NOT NULL DEFAULT '',
    neutral   BOOLEAN NOT NULL DEFAULT FALSE,
    subject   TEXT NOT NULL,
    body      TEXT NOT NULL,
    inside    TEXT NOT NULL DEFAULT '',
    state     TEXT NOT NULL,
    why       TEXT NOT NULL DEFAULT '',
    due       TIMESTAMPTZ,
    tries     BIGINT NOT NULL DEFAULT 0,
    sent      TIMESTAMPTZ,
    carried   TEXT NOT NULL DEFAULT '',
    seen      TIMESTAMPTZ,
    seen_by   TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX message_once ON message (cause, whom, addressee, template);
CREATE INDEX message_record ON message (record, id);
CREATE INDEX message_inbox ON message (whom, addressee, id);
CREATE INDEX message_new ON message (whom, addressee, id) WHERE seen IS NULL;
CREATE INDEX message_state ON message (state, id);

-- What a body is to do, whoever of it does it.
CREATE INDEX action_body ON action (body, state, due) WHERE body <> '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
