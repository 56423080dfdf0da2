package gate

import (
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// AsItStands is a transition of a kind as a record stands: a closing over a contact that was promised and missed, and that nobody has made
// since, needs the agreement of the roles that the kind names for it, where it needs none in any case.
func AsItStands(k *pack.Kind, r *record.Record, t pack.Transition) pack.Transition {
	from, _ := k.State(r.State)
	to, _ := k.State(t.To)
	if len(t.Agree) == 0 && !r.ContactMiss.IsZero() && to.Closed && !from.Closed {
		t.Agree = k.Promises
	}
	return t
}

// Agrees says that somebody could agree that a record is closed, were it not they who asked.
func Agrees(rules *access.Rules, who access.Principal, r *record.Record, t pack.Transition) bool {
	return who.HasRole(t.Agree...) && rules.May(who, pack.View, Subject(r)) && rules.May(who, pack.Close, Subject(r))
}
