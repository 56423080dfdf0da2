package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Standing is what a case has promised and not kept: that those affected are spoken to, and every action that nobody has ended. A case
// that is closed says why it is closed although this stands open; nothing drops out of sight in silence.
func Standing(p *pack.Pack, w *record.Whole) []string {
	k, ok := p.Kind(w.Kind)
	if !ok || !PromisesContact(p, k) {
		return nil
	}
	var out []string
	if w.Contacted.IsZero() {
		out = append(out, "those affected were never contacted")
	}
	if !w.ContactMiss.IsZero() {
		out = append(out, "the contact that was promised for "+w.ContactMiss.Words()+" was missed, and nobody has spoken with them since")
	}
	for _, a := range w.Actions {
		if a.State == record.ActionOpen {
			out = append(out, fmt.Sprintf("“%s” is not done, due %s", a.What, a.Due.Words()))
		}
	}
	return out
}

// PromisesContact says that a kind of case has a clock for the first contact with those affected. A report is answered by its closing,
// whose message its sender reads.
func PromisesContact(p *pack.Pack, k *pack.Kind) bool {
	return k.Archetype == pack.Case && k.ID != p.Partnership.Report &&
		slices.ContainsFunc(k.Clocks, func(c pack.Clock) bool { return slices.Contains(c.Stops, "contact") })
}
