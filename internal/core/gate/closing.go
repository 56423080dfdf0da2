package gate

import (
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Agrees says that somebody could agree that a record is closed, were it not they who asked.
func Agrees(rules *access.Rules, who access.Principal, r *record.Record, t pack.Transition) bool {
	return who.HasRole(t.Agree...) && rules.May(who, pack.View, Subject(r)) && rules.May(who, pack.Close, Subject(r))
}
