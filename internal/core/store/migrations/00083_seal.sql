-- +goose Up

-- Who may read a part of a record is its seal: 'staff', 'reporter' (these and whoever reported it), or the id of a compartment. Notes, files
-- and events said the first two already, under another name.
ALTER TABLE note RENAME COLUMN audience TO seal;
ALTER TABLE file RENAME COLUMN audience TO seal;
ALTER TABLE event RENAME COLUMN audience TO seal;
ALTER TABLE action ADD COLUMN seal TEXT NOT NULL DEFAULT 'staff';
ALTER TABLE party ADD COLUMN seal TEXT NOT NULL DEFAULT 'staff';
ALTER TABLE message ADD COLUMN seal TEXT NOT NULL DEFAULT 'staff';

-- What an account is in a compartment beside what its posts give, from a day to a day.
CREATE TABLE membership (
    id          TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES account (id),
    compartment TEXT NOT NULL,
    kept_out    BOOLEAN NOT NULL,
    since       TEXT NOT NULL,
    until       TEXT,
    reason      TEXT NOT NULL
);
CREATE INDEX membership_account ON membership (account);
