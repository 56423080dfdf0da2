package gate

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/wardmote/wardmote/internal/core/record"
)

// flush writes the record if it changed, its projections and its events.
func (e *Edit) flush() error {
	if !e.isNew && !e.dirty {
		return nil
	}
	if err := e.waiting(); err != nil {
		return err
	}
	if err := e.update(); err != nil {
		return err
	}
	if err := e.project(); err != nil {
		return fmt.Errorf("project %s: %w", e.rec.Reference, err)
	}
	for _, ev := range e.events {
		_, err := e.unit.tx.ExecContext(e.unit.ctx, `INSERT INTO event (id, at, actor, actor_name, post, record, verb, field, before, after, reason, audience)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			ev.ID, ev.At, ev.Actor, ev.ActorName, ev.Post, ev.Record, ev.Verb, ev.Field, ev.Before, ev.After, ev.Reason, ev.Audience)
		if err != nil {
			return fmt.Errorf("keep the history of %s: %w", e.rec.Reference, err)
		}
	}
	e.events, e.dirty, e.isNew = nil, false, false
	return nil
}

// update writes the columns; a version that is no longer current is a conflict, never an overwrite.
func (e *Edit) update() error {
	if !e.isNew {
		e.rec.Version = e.loaded + 1
	}
	was := e.rec.Version
	if !e.isNew {
		was = e.loaded
	}
	args, err := recordArgs(e.rec)
	if err != nil {
		return err
	}
	n, err := e.unit.exec(`UPDATE record SET kind=$2, reference=$3, title=$4, state=$5, open=$6, category=$7, marking=$8, risk=$9, channel=$10,
 owner_body=$11, sender_body=$12, team=$13, assignee=$14, area=$15, place=$16, lon=$17, lat=$18, occurred=$19, occurred_to=$20, opened=$21, due=$22,
 contacted=$23, closed=$24, last_word=$25, last_word_at=$26, repeat_victim=$27, demo=$28, version=$29, fields=$30
 WHERE id=$1 AND version=$31`, append(args, was)...)
	if err != nil {
		return fmt.Errorf("keep %s: %w", e.rec.Reference, err)
	}
	if n == 0 {
		return e.unit.conflict(e.rec, was)
	}
	e.loaded = e.rec.Version
	return nil
}

// project keeps the filter fields, the counted results and the words of the record in their narrow tables.
func (e *Edit) project() error {
	for _, table := range []string{"record_value", "record_measure", "record_word"} {
		if e.isNew {
			break
		}
		if _, err := e.unit.exec("DELETE FROM "+table+" WHERE record = $1", e.rec.ID); err != nil {
			return err
		}
	}
	for field, values := range record.Projected(e.kind, e.rec.Fields) {
		for _, v := range values {
			if _, err := e.unit.exec("INSERT INTO record_value (record, kind, field, value) VALUES ($1, $2, $3, $4)", e.rec.ID, e.kind.ID, field, v); err != nil {
				return err
			}
		}
	}
	day := e.rec.Occurred
	if day.IsZero() {
		day = e.rec.Opened
	}
	for measure, amount := range record.Measured(e.kind, e.rec.Fields) {
		_, err := e.unit.exec("INSERT INTO record_measure (record, kind, measure, amount, day, area, body) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			e.rec.ID, e.kind.ID, measure, amount, day.Date().String(), e.rec.Area, e.rec.OwnerBody)
		if err != nil {
			return err
		}
	}
	for _, word := range Words(e.rec.Title + " " + e.rec.Place + " " + e.rec.Reference) {
		if _, err := e.unit.exec("INSERT INTO record_word (word, record) VALUES ($1, $2)", word, e.rec.ID); err != nil {
			return err
		}
	}
	return nil
}

// wordsMost bounds the words that one record is found by.
const wordsMost = 40

// Words are the distinct lower-case words of a text, of two letters or more; a reference is one word with its dashes.
func Words(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' }) {
		w = strings.Trim(w, "-")
		if len(w) < 2 || seen[w] || len(out) == wordsMost {
			continue
		}
		seen[w] = true
		out = append(out, w)
	}
	return out
}
