package page

import (
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Time is a time of day as people write it. Given says that there is one; what cannot be read is a fault of the form.
func (f *Form) Time(name string) (of time.Duration, given bool) {
	text := f.Text(name, 20)
	of, given = when.TimeOfDay(text)
	if !given && strings.TrimSpace(text) != "" {
		f.Wrong(name, "wrong.time")
	}
	return of, given
}
