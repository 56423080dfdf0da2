-- +goose Up

-- By what somebody may use powers of law, from a day to a day: a delegation, a designation, an authorisation, an accreditation with its own list.
-- A row is ended and never taken away: whoever issued a notice held it on that day or did not.
CREATE TABLE authority (
    id        TEXT PRIMARY KEY,
    account   TEXT NOT NULL REFERENCES account (id),
    source    TEXT NOT NULL,
    powers    TEXT NOT NULL,
    areas     TEXT NOT NULL,
    reference TEXT NOT NULL,
    since     TEXT NOT NULL,
    until     TEXT,
    reason    TEXT NOT NULL
);
CREATE INDEX authority_account ON authority (account);

-- +goose Down
SELECT 1;
