-- +goose Up

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    n    BIGINT NOT NULL
);

CREATE TABLE account (
    id       TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    email    TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL,
    disabled BOOLEAN NOT NULL DEFAULT FALSE,
    demo     BOOLEAN NOT NULL DEFAULT FALSE,
    created  TIMESTAMPTZ NOT NULL
);

CREATE TABLE post (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    role    TEXT NOT NULL,
    body    TEXT NOT NULL,
    team    TEXT NOT NULL DEFAULT '',
    areas   TEXT NOT NULL DEFAULT '',
    since   TEXT NOT NULL,
    until   TEXT
);
CREATE INDEX post_account ON post (account);
CREATE INDEX post_team ON post (team);

CREATE TABLE session (
    token  TEXT PRIMARY KEY,
    data   BYTEA NOT NULL,
    expiry TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_expiry ON session (expiry);

CREATE TABLE record (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    reference     TEXT NOT NULL UNIQUE,
    title         TEXT NOT NULL,
    state         TEXT NOT NULL,
    open          BOOLEAN NOT NULL,
    category      TEXT NOT NULL DEFAULT '',
    marking       TEXT NOT NULL,
    risk          TEXT NOT NULL DEFAULT '',
    channel       TEXT NOT NULL DEFAULT '',
    owner_body    TEXT NOT NULL,
    sender_body   TEXT NOT NULL DEFAULT '',
    team          TEXT NOT NULL DEFAULT '',
    assignee      TEXT NOT NULL DEFAULT '',
    area          TEXT NOT NULL DEFAULT '',
    place         TEXT NOT NULL DEFAULT '',
    lon           DOUBLE PRECISION,
    lat           DOUBLE PRECISION,
    occurred      TIMESTAMPTZ,
    occurred_to   TIMESTAMPTZ,
    opened        TIMESTAMPTZ NOT NULL,
    due           TEXT,
    contacted     TIMESTAMPTZ,
    closed        TIMESTAMPTZ,
    last_word     TEXT NOT NULL DEFAULT '',
    last_word_at  TIMESTAMPTZ,
    repeat_victim BOOLEAN NOT NULL DEFAULT FALSE,
    demo          BOOLEAN NOT NULL DEFAULT FALSE,
    version       BIGINT NOT NULL,
    fields        JSONB NOT NULL
);
-- The columns behind the order let the access rule be decided, and a list be counted, without opening a record.
CREATE INDEX record_kind ON record (kind, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee, state);
CREATE INDEX record_opened ON record (kind, opened DESC, id DESC);
CREATE INDEX record_team ON record (team, kind, open, opened DESC, id DESC);
CREATE INDEX record_assignee ON record (assignee, kind, open, opened DESC, id DESC);
CREATE INDEX record_body ON record (owner_body, kind, open, opened DESC, id DESC);
CREATE INDEX record_area ON record (area, kind, opened DESC, id DESC);
CREATE INDEX record_due ON record (kind, open, due, id);
CREATE INDEX record_last_word ON record (kind, open, last_word, opened DESC, id DESC);
CREATE INDEX record_category ON record (category, opened DESC, id DESC);
CREATE INDEX record_place ON record (place, opened DESC, id DESC);

-- Fields that a kind marks as filters, so that lists filter without opening a document.
CREATE TABLE record_value (
    record     TEXT NOT NULL REFERENCES record (id),
    kind       TEXT NOT NULL,
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (record, field, value)
);
CREATE INDEX record_value_find ON record_value (kind, field, value, record);

-- Words of title, place and reference, so that a search of many records is a look-up and not a scan.
CREATE TABLE record_word (
    word   TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id),
    PRIMARY KEY (word, record)
);
CREATE INDEX record_word_record ON record_word (record);

-- Counted results, so that indicators sum without opening a document.
CREATE TABLE record_measure (
    record  TEXT NOT NULL REFERENCES record (id),
    kind    TEXT NOT NULL,
    measure TEXT NOT NULL,
    amount  DOUBLE PRECISION NOT NULL,
    day     TEXT NOT NULL,
    area    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (record, measure)
);
CREATE INDEX record_measure_sum ON record_measure (kind, measure, day);

CREATE TABLE person (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    search       TEXT NOT NULL,
    phone        TEXT NOT NULL DEFAULT '',
    email        TEXT NOT NULL DEFAULT '',
    address      TEXT NOT NULL DEFAULT '',
    safe_contact TEXT NOT NULL DEFAULT '',
    needs        TEXT NOT NULL DEFAULT '',
    demo         BOOLEAN NOT NULL DEFAULT FALSE,
    created      TIMESTAMPTZ NOT NULL,
    version      BIGINT NOT NULL
);
CREATE INDEX person_search ON person (search);

CREATE TABLE party (
    id      TEXT PRIMARY KEY,
    record  TEXT NOT NULL REFERENCES record (id),
    role    TEXT NOT NULL,
    person  TEXT REFERENCES person (id),
    body    TEXT NOT NULL DEFAULT '',
    since   TIMESTAMPTZ NOT NULL,
    ended   TIMESTAMPTZ,
    reason  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX party_record ON party (record);
CREATE INDEX party_person ON party (person);

CREATE TABLE action (
    id       TEXT PRIMARY KEY,
    record   TEXT NOT NULL REFERENCES record (id),
    what     TEXT NOT NULL,
    body     TEXT NOT NULL DEFAULT '',
    owner    TEXT NOT NULL DEFAULT '',
    due      TEXT,
    state    TEXT NOT NULL,
    outcome  TEXT NOT NULL DEFAULT '',
    set_at   TIMESTAMPTZ NOT NULL,
    ended    TIMESTAMPTZ
);
CREATE INDEX action_record ON action (record);
CREATE INDEX action_owner ON action (owner, state, due);

CREATE TABLE note (
    id       TEXT PRIMARY KEY,
    record   TEXT NOT NULL REFERENCES record (id),
    at       TIMESTAMPTZ NOT NULL,
    author   TEXT NOT NULL,
    audience TEXT NOT NULL,
    body     TEXT NOT NULL
);
CREATE INDEX note_record ON note (record, at);

CREATE TABLE link (
    id         TEXT PRIMARY KEY,
    from_id    TEXT NOT NULL REFERENCES record (id),
    to_id      TEXT NOT NULL REFERENCES record (id),
    reason     TEXT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    by         TEXT NOT NULL,
    ended      TIMESTAMPTZ,
    end_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX link_from ON link (from_id);
CREATE INDEX link_to ON link (to_id);

CREATE TABLE file_content (
    sha256  TEXT PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE file (
    id       TEXT PRIMARY KEY,
    record   TEXT NOT NULL REFERENCES record (id),
    name     TEXT NOT NULL,
    media    TEXT NOT NULL,
    size     BIGINT NOT NULL,
    sha256   TEXT NOT NULL REFERENCES file_content (sha256),
    at       TIMESTAMPTZ NOT NULL,
    by       TEXT NOT NULL,
    audience TEXT NOT NULL
);
CREATE INDEX file_record ON file (record);

CREATE TABLE clock (
    record  TEXT NOT NULL REFERENCES record (id),
    clock   TEXT NOT NULL,
    started TIMESTAMPTZ NOT NULL,
    due     TEXT NOT NULL,
    stopped TIMESTAMPTZ,
    PRIMARY KEY (record, clock)
);

-- Every change, once: history, the reporter's timeline and the audit are three readings of it.
CREATE TABLE event (
    id       TEXT PRIMARY KEY,
    at       TIMESTAMPTZ NOT NULL,
    actor    TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    post     TEXT NOT NULL,
    record   TEXT NOT NULL,
    verb     TEXT NOT NULL,
    field    TEXT NOT NULL DEFAULT '',
    before   TEXT NOT NULL DEFAULT '',
    after    TEXT NOT NULL DEFAULT '',
    reason   TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL
);
CREATE INDEX event_record ON event (record, at, id);
CREATE INDEX event_at ON event (at, id);
CREATE INDEX event_actor ON event (actor, at);

-- Every reading of personal data (Data Protection Act 2018 s.62: consultation and disclosure are logged).
CREATE TABLE reading (
    id      TEXT PRIMARY KEY,
    at      TIMESTAMPTZ NOT NULL,
    actor   TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    post    TEXT NOT NULL,
    verb    TEXT NOT NULL,
    subject TEXT NOT NULL,
    record  TEXT NOT NULL DEFAULT '',
    rows    BIGINT NOT NULL DEFAULT 0,
    detail  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reading_record ON reading (record, at);
CREATE INDEX reading_at ON reading (at, id);
CREATE INDEX reading_actor ON reading (actor, at);

-- What lets a reporter back to a report: the PIN as a keyed hash, never the PIN.
CREATE TABLE reporter_key (
    record TEXT PRIMARY KEY REFERENCES record (id),
    pin    TEXT NOT NULL
);

-- One key a form: a double click, the back button or a replay finds the record that the first one made.
CREATE TABLE submission (
    key    TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    at     TIMESTAMPTZ NOT NULL
);

-- A public form saved as it is filled in; deleted on sending and after its expiry.
CREATE TABLE draft (
    id     TEXT PRIMARY KEY,
    form   TEXT NOT NULL,
    data   JSONB NOT NULL,
    saved  TIMESTAMPTZ NOT NULL,
    expiry TIMESTAMPTZ NOT NULL
);
CREATE INDEX draft_expiry ON draft (expiry);

CREATE TABLE draft_file (
    id      TEXT PRIMARY KEY,
    draft   TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    media   TEXT NOT NULL,
    content BYTEA NOT NULL
);
CREATE INDEX draft_file_draft ON draft_file (draft);

CREATE TABLE job (
    id       TEXT PRIMARY KEY,
    queue    TEXT NOT NULL,
    payload  JSONB NOT NULL,
    run_at   TIMESTAMPTZ NOT NULL,
    tries    BIGINT NOT NULL DEFAULT 0,
    leased   TIMESTAMPTZ,
    ended    TIMESTAMPTZ,
    failure  TEXT NOT NULL DEFAULT '',
    progress TEXT NOT NULL DEFAULT '',
    cancel   BOOLEAN NOT NULL DEFAULT FALSE,
    owner    TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_next ON job (queue, ended, run_at);

CREATE TABLE indicator_value (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL,
    period    TEXT NOT NULL,
    value     DOUBLE PRECISION NOT NULL,
    base      TEXT NOT NULL DEFAULT '',
    source    TEXT NOT NULL,
    comment   TEXT NOT NULL DEFAULT '',
    rating    TEXT NOT NULL DEFAULT '',
    at        TIMESTAMPTZ NOT NULL,
    by        TEXT NOT NULL
);
CREATE INDEX indicator_value_find ON indicator_value (indicator, period, at);

-- An analysis that was kept: what was asked, of which data, with which seed, and what came out, so that it replays.
CREATE TABLE run (
    id          TEXT PRIMARY KEY,
    analysis    TEXT NOT NULL,
    title       TEXT NOT NULL,
    parameters  JSONB NOT NULL,
    fingerprint TEXT NOT NULL,
    seed        BIGINT NOT NULL,
    result      JSONB NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    by          TEXT NOT NULL
);
CREATE INDEX run_at ON run (analysis, at);

-- Imported facts, where several processes share one PostgreSQL.
CREATE TABLE segment (
    hash     TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    manifest TEXT NOT NULL,
    content  BYTEA NOT NULL,
    imported TIMESTAMPTZ NOT NULL
);

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
