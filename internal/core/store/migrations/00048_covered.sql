-- +goose Up

-- As in 44, for the other indexes of lists: what the access rule and the filters ask of a record stands behind the order, so
-- that a walk opens none that its page does not show.
DROP INDEX record_sender;
DROP INDEX record_assignee;
DROP INDEX record_category;
DROP INDEX record_state;
DROP INDEX record_last_word;
DROP INDEX record_again;
DROP INDEX record_untouched;
CREATE INDEX record_sender ON record (sender_body, kind, open, opened DESC, id DESC, area, team, marking, owner_body, assignee, state, category, risk, channel, repeat_victim) WHERE sender_body <> '';
CREATE INDEX record_assignee ON record (assignee, kind, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, state, category, risk, channel, repeat_victim);
CREATE INDEX record_category ON record (kind, category, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee, state, risk, channel, repeat_victim);
CREATE INDEX record_state ON record (kind, state, opened DESC, id DESC, open, area, team, marking, owner_body, sender_body, assignee, category, risk, channel, repeat_victim);
CREATE INDEX record_last_word ON record (kind, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee) WHERE last_word = 'reporter';
CREATE INDEX record_again ON record (kind, open, opened DESC, id DESC, area, team, marking, owner_body, sender_body, assignee) WHERE last_word = 'reporter' AND last_word_at > opened;
CREATE INDEX record_untouched ON record (team, kind, open, due, id, area, marking, owner_body, sender_body, assignee) WHERE contacted IS NULL;
-- What nobody of a team is assigned to yet.
CREATE INDEX record_unowned ON record (team, kind, open, opened DESC, id DESC, area, marking, owner_body, sender_body, state, category, risk, channel, repeat_victim) WHERE assignee = '';

-- +goose Down
-- Migrations go forward only: what was recorded is kept.
SELECT 1;
