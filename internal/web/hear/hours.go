package hear

import (
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// hoursWords writes opening hours as a person reads them: Monday to Friday, 9am to 5pm.
func hoursWords(say *catalogue.Catalogue, h pack.Hours) string {
	if h.Always() {
		return say.Say("hours.always")
	}
	var parts []string
	for _, d := range h.Days() {
		days := weekday(say, d.First)
		if d.First != d.Last {
			days = say.Say("hours.days", "first", days, "last", weekday(say, d.Last))
		}
		parts = append(parts, say.Say("hours.open", "days", days, "opens", minuteOfDay(say, d.Opens), "closes", minuteOfDay(say, d.Closes)))
	}
	return strings.Join(parts, "; ")
}

func weekday(say *catalogue.Catalogue, d time.Weekday) string {
	return say.Say("date.weekday." + number(int(d)))
}

func minuteOfDay(say *catalogue.Catalogue, minute int) string {
	return say.Time(time.Time{}.Add(time.Duration(minute) * time.Minute))
}
