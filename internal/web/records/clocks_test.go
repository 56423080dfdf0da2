package records_test

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// What stands on a record of its targets: the day that was asked for beside the nearest one, what paused them and why, and when a
// contact was made that was typed later.
func TestARecordSaysWhatPausedItsTargetsWhenItsContactWasMadeAndTheDayAskedFor(t *testing.T) {
	at := time.Date(2026, 11, 12, 10, 0, 0, 0, when.London) // Thursday
	s := programtest.StartWith(t, programtest.Options{Now: func() when.Instant { return when.At(at) }})
	draft := aCase("asb-north-west")
	draft.Due = when.Day(2028, 2, 1)
	ref := keep(t, s, draft)
	bramble := as(t, s, "bramble")
	path := "/record/" + ref
	bramble.reads(path, "Day asked for", "asked for by 1 February 2028", "bank holidays of 2028 not yet proclaimed")

	at = at.AddDate(0, 0, 13) // long past the three working days for the first contact
	bramble = as(t, s, "bramble")
	bramble.refused(path+"/contact", map[string]string{"how": "By telephone", "on-day": "26", "on-month": "11", "on-year": "2026", "at": "9am"}, "must be in the past")
	bramble.refused(path+"/contact", map[string]string{"how": "By telephone", "on-day": "13", "on-month": "11", "on-year": "2026"}, "Enter the time it was made")
	bramble.does(path+"/contact", map[string]string{"how": "By telephone", "on-day": "13", "on-month": "11", "on-year": "2026", "at": "9:30am"},
		"Done in time", "13 November 2026 at 9:30am, written down on 25 November 2026 at 10am")

	draft.Due = when.Date{}
	watched := keep(t, s, draft)
	for _, to := range []string{"investigating", "monitoring"} {
		at = at.Add(15 * time.Minute)
		keepOn(t, s, watched, func(e *change.Edit) error { return e.Move(to, "", "") })
	}
	bramble.reads("/record/"+watched, "Paused with 10 working days left", "Paused from 25 November 2026 at 10:30am until now: It is watched whether it has stopped", "Target paused")
	at = at.AddDate(0, 0, 2)
	bramble = as(t, s, "bramble")
	keepOn(t, s, watched, func(e *change.Edit) error { return e.Move("action", "", "") })
	bramble.reads("/record/"+watched, "until 27 November 2026 at 10:30am: It is watched whether it has stopped")
}
