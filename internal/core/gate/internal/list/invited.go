package list

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Invited are the records that the principal was asked to look at and may see today, whatever their posts, the newest first.
func (v *Lists) Invited() ([]record.Record, error) {
	at, err := v.r.Invited("")
	if err != nil || at.Text == "" {
		return nil, err
	}
	ids, err := v.r.IDs(store.SQL("SELECT r.id FROM record r WHERE "+at.Text+" ORDER BY r.opened DESC, r.id DESC", at.Args...))
	if err != nil {
		return nil, err
	}
	q := Query{Bare: true, Purpose: "asked to look at"}
	found, err := Load(v.r, q, ids)
	if err == nil && len(found) > 0 {
		NoteList(v.r, q, found)
	}
	return found, err
}

// alsoInvited are the starts of a list at what the principal is invited to, beside those of their posts. Who walks through all of a kind
// passes it there.
func (v *Lists) alsoInvited(verb pack.Verb, kind string, ways []start, rule store.Clause) ([]start, error) {
	if verb != pack.View || ways == nil && v.r.Core.Rules.Anywhere(v.r.Principal, verb, kind) {
		return ways, nil
	}
	at, err := v.r.Invited(kind)
	if err != nil || at.Text == "" {
		return ways, err
	}
	return append(ways, start{key: at, rest: rule, sure: true}), nil
}
