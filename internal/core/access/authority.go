package access

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Authority is by what an account may use powers of law, from a day to a day. It opens no record: a post does that. And a post gives no
// power: being an enforcement officer is no delegation.
type Authority struct {
	ID        string
	Source    string    // as law.Source has it
	Powers    []string  // ids of the powers that it names
	Areas     []string  // codes of wards; everywhere where empty
	Reference string    // of the minute, the warrant or the accreditation
	From      when.Date // the first day
	Until     when.Date // the last day; without end where it is not set
}

// On says that it stands on a day.
func (a Authority) On(day when.Date) bool {
	return !day.IsZero() && !day.Before(a.From) && (a.Until.IsZero() || !day.After(a.Until))
}

// Names says that it names a power.
func (a Authority) Names(power string) bool { return slices.Contains(a.Powers, power) }

// Holds says that it reaches a ward. One that is bound to wards reaches no place of which the ward is not known.
func (a Authority) Holds(area string) bool {
	return len(a.Areas) == 0 || slices.Contains(a.Areas, area)
}
