package intake

import (
	"context"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/segment"
)

// Verbs by which the audit knows what was done to imports. What waits has changed nothing yet, and is not among them.
var verbs = map[segment.Act]string{segment.Bring: "import", segment.Accept: "import accepted", segment.Drop: "import let go", segment.TakeBack: "import taken back"}

// Tell keeps in the audit what the ledger of imports says and the audit does not yet, also what was done at the command line. It
// may be called by several processes, and again after any failure: every entry is one line.
func (d *Desk) Tell(ctx context.Context) error {
	if d.Gate == nil {
		return nil
	}
	all, err := d.Depot.Imports(ctx)
	if err != nil {
		return err
	}
	d.telling.Lock()
	defer d.telling.Unlock()
	var deeds []gate.Deed
	last := d.told
	for i := range all {
		for _, s := range []segment.Step{all[i].Brought, all[i].Accepted, all[i].Ended} {
			if verb := verbs[s.Act]; verb != "" && s.Entry > d.told {
				deeds = append(deeds, gate.Deed{ID: fmt.Sprintf("import-%d-%d", s.Entry, s.At.Time().UnixMicro()), At: s.At, Account: s.Who, Name: s.By, Post: s.Post,
					Verb: verb, Subject: "import", Detail: named(&all[i], s.Reason)})
			}
			last = max(last, s.Entry)
		}
	}
	slices.SortFunc(deeds, func(a, b gate.Deed) int { return a.At.Time().Compare(b.At.Time()) })
	if err := d.Gate.NoteDeeds(ctx, deeds); err != nil {
		return err
	}
	d.told = last
	return nil
}

// named is which import it was, by its number and first file, and why.
func named(in *segment.Import, reason string) string {
	text := fmt.Sprintf("import %d", in.ID)
	var files []string
	for _, m := range in.Files {
		if !slices.Contains(files, m.Source.Name) {
			files = append(files, m.Source.Name)
		}
	}
	if len(files) > 0 {
		text += ", " + files[0]
	}
	if len(files) > 1 {
		text += fmt.Sprintf(" and %d more", len(files)-1)
	}
	if reason != "" {
		text += ": " + reason
	}
	return text
}
