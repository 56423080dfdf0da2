package page

import (
	"strings"
	"time"
)

// Time is a time of day as people write it. Given says that there is one; what cannot be read is a fault of the form.
func (f *Form) Time(name string) (of time.Duration, given bool) {
	text := strings.ToLower(strings.ReplaceAll(f.Text(name, 20), " ", ""))
	switch text {
	case "":
		return 0, false
	case "midnight":
		return 0, true
	case "midday", "noon":
		return 12 * time.Hour, true
	}
	for _, layout := range []string{"15:04", "15.04", "3pm", "3:04pm", "3.04pm", "1504", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
		}
	}
	f.Errors.Add(name, "Enter a time such as 9:30am or 21:00")
	return 0, false
}
