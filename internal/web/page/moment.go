package page

import (
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// WholeMoments serves lists that go on from a moment, newest first: a full page ends before the moment that it may have cut
// through, and the next page begins with all of that moment, so that paging loses no line of an act that wrote several. It
// gives the lines to show and the moment before which the next page begins; not set on the last page.
func WholeMoments[T any](lines []T, limit int, at func(T) when.Instant) ([]T, when.Instant) {
	if len(lines) < limit || len(lines) == 0 {
		return lines, when.Instant{}
	}
	last := at(lines[len(lines)-1])
	cut := len(lines)
	for cut > 0 && at(lines[cut-1]) == last {
		cut--
	}
	if cut == 0 {
		return lines, last // a page of one moment alone stands as it is
	}
	return lines[:cut], last.Add(time.Microsecond)
}
