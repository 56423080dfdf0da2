package when_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/when"
)

func TestADayWithoutAClockTimeIsSaidAsThatDayInEveryMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := when.Day(rapid.IntRange(2010, 2030).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		if got := day.Start().Stated(); got != day.String() {
			t.Fatalf("%s is said as %s", day, got)
		}
		of := time.Duration(rapid.IntRange(1, 24*60-1).Draw(t, "minute")) * time.Minute
		at := day.At(of)
		got, err := time.Parse(time.RFC3339, at.Stated())
		if at.Date() == day && at.London().Format("15:04") != "00:00" && (err != nil || !got.Equal(at.Time()) || at.Stated()[:10] != day.String()) {
			t.Fatalf("%s at %s is said as %s (%v)", day, of, at.Stated(), err)
		}
	})
	if (when.Instant{}).Stated() != "" {
		t.Error("a moment that is not set is said")
	}
}
