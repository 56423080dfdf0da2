-- +goose Up

-- Each list begins from an index in its own order, so that it reads as many rows as it shows and not as many as there are.
-- The columns behind the order let the access rule be decided, and a list be counted, without opening a record.
DROP INDEX record_opened;
DROP INDEX record_team;
DROP INDEX record_assignee;
DROP INDEX record_body;
DROP INDEX record_area;
DROP INDEX record_due;
DROP INDEX record_last_word;
DROP INDEX record_category;
CREATE INDEX record_newest ON record (opened DESC, id DESC, kind);
CREATE INDEX record_team ON record (team, kind, open, opened DESC, id DESC, area, marking, owner_body, sender_body, assignee, state);
CREATE INDEX record_team_due ON record (team, kind, open, due, id, area, marking, owner_body, sender_body, assignee, state);
CREATE INDEX record_assignee ON record (assignee, kind, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body);
CREATE INDEX record_body ON record (owner_body, kind, open, opened DESC, id DESC, area, team, marking);
CREATE INDEX record_sender ON record (sender_body, kind, open, opened DESC, id DESC) WHERE sender_body <> '';
CREATE INDEX record_area ON record (area, kind, open, opened DESC, id DESC, team, marking, owner_body, sender_body, assignee);
CREATE INDEX record_due ON record (kind, open, due, id, area, team, marking, owner_body, sender_body, assignee, state);
CREATE INDEX record_state ON record (kind, state, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee);
CREATE INDEX record_category ON record (kind, category, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee);
-- What the reporter said last, and of that what they said after they had sent it.
CREATE INDEX record_last_word ON record (kind, open, opened DESC, id DESC) WHERE last_word = 'reporter';
CREATE INDEX record_again ON record (kind, open, opened DESC, id DESC) WHERE last_word = 'reporter' AND last_word_at > opened;
CREATE INDEX record_untouched ON record (team, kind, open, due, id) WHERE contacted IS NULL;

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
