package change

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

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
	if !next.Closed || !e.rec.Open || !gate.PromisesContact(e.unit.r.Core.Pack, e.kind) {
		return "", nil
	}
	w, err := e.unit.Open(e.rec.ID)
	if err != nil {
		return "", err
	}
	w.Contacted, w.ContactMiss = e.rec.Contacted, e.rec.ContactMiss // this unit may have made the contact
	open := strings.Join(gate.Standing(e.unit.r.Core.Pack, w), "; ")
	if open != "" && e.leaving == "" {
		return "", fault.Invalid{"leaving": "Say why it is closed although this stands open: " + open}
	}
	return open, nil
}
