package gate

import (
	"cmp"
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Note keeps in the audit what is no reading and no change of a record: a sign-in, one that failed, a wrong PIN, a refusal.
func (g *Gate) Note(ctx context.Context, who access.Principal, verb, subject, rec, detail string) error {
	return g.core.Audit.Keep(ctx, []sight.Reading{g.core.Noted(who, g.core.Now(), sight.Reading{Verb: verb, Subject: subject, Record: rec, Detail: detail})})
}

// Deed is what was done where no record is, as to an import of facts, and is told to the audit from the list that has it.
type Deed struct {
	ID                                         string // the same whenever the same deed is told
	At                                         when.Instant
	Account, Name, Post, Verb, Subject, Detail string
}

// NoteDeeds keeps deeds in the audit, each once however often it is told.
func (g *Gate) NoteDeeds(ctx context.Context, deeds []Deed) error {
	if len(deeds) == 0 {
		return nil
	}
	var all []sight.Reading
	for _, d := range deeds {
		all = append(all, sight.Reading{ID: d.ID, At: d.At, Actor: cmp.Or(d.Account, access.System("").Account), Name: d.Name, Post: d.Post, Verb: d.Verb, Subject: d.Subject, Detail: d.Detail})
	}
	return g.core.DB.Write(ctx, func(tx store.Tx) error { return sight.KeepReadings(ctx, tx, all) })
}
