package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
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

// Leaving says why the record is closed although something stands open (Standing). It is said before the move that closes it.
func (e *Edit) Leaving(why string) { e.leaving = strings.TrimSpace(why) }

// leave has the history keep over what a case is closed and why.
func (e *Edit) leave(to string) error {
	open, err := e.leaves(to)
	if err == nil && open != "" {
		e.say("left open", "", "", open, e.leaving, record.ForStaff)
	}
	return err
}

// leaves is what a move that closes a case leaves open, in words. It is refused unless it was said why.
func (e *Edit) leaves(to string) (string, error) {
	next, _ := e.kind.State(to)
	if !next.Closed || !e.rec.Open || !PromisesContact(e.unit.gate.pack, e.kind) {
		return "", nil
	}
	w, err := e.unit.Open(e.rec.ID)
	if err != nil {
		return "", err
	}
	w.Contacted = e.rec.Contacted // this unit may have made the contact
	open := strings.Join(Standing(e.unit.gate.pack, w), "; ")
	if open != "" && e.leaving == "" {
		return "", fault.Invalid{"leaving": "Say why it is closed although this stands open: " + open}
	}
	return open, nil
}
