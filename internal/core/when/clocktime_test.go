package when_test

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

func TestATimeOfDayIsReadAsPeopleWriteIt(t *testing.T) {
	at := func(h, m int) time.Duration { return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute }
	for text, want := range map[string]time.Duration{"11pm": at(23, 0), "11 PM": at(23, 0), "9:30am": at(9, 30), "9.30 am": at(9, 30), "21:30": at(21, 30),
		"21.30": at(21, 30), "2130": at(21, 30), "09:05": at(9, 5), "21": at(21, 0), "noon": at(12, 0), "midday": at(12, 0), "Midnight": 0} {
		if got, ok := when.TimeOfDay(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "soon", "25:00", "9:75", "13pm", "in the evening"} {
		if got, ok := when.TimeOfDay(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}
