package hear

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
)

func TestOpeningHoursAreWrittenAsAPersonReadsThem(t *testing.T) {
	for want, lines := range map[string][]string{"Monday to Friday, 9am to 5pm; Saturday, 10pm to 2am": {"Mon-Fri 09:00-17:00", "Sat 22:00-02:00"},
		"24 hours a day, every day": {"always"}, "Sunday, midday to 1:30pm": {"Sun 12:00-13:30"}, "": nil} {
		var hours pack.Hours
		for _, line := range lines {
			more, err := pack.ParseHours(line)
			if err != nil {
				t.Fatal(err)
			}
			hours = append(hours, more...)
		}
		if got := hoursWords(catalogue.English(), hours); got != want {
			t.Errorf("%v is %q, want %q", lines, got, want)
		}
	}
}
