package when

import (
	"strings"
	"time"
)

// TimeOfDay reads a time of day as people write it (11pm, 9:30am, 21.30, noon), as what has gone of the day by then. It is
// false where the text is something else.
func TimeOfDay(text string) (time.Duration, bool) {
	text = strings.ToLower(strings.ReplaceAll(text, " ", ""))
	switch text {
	case "":
		return 0, false
	case "midnight":
		return 0, true
	case "midday", "noon":
		return 12 * time.Hour, true
	}
	for _, layout := range []string{"3pm", "15:04", "3:04pm", "15.04", "3.04pm", "1504", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
		}
	}
	return 0, false
}
