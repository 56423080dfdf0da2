package record_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAContactPromiseIsDueOnItsDaysForEverWhateverIsDone: however somebody is spoken with, missed or not, the next day lies ahead of every contact
// that counted and within one interval of it, never goes back, and each day is missed once at most.
func TestAContactPromiseIsDueOnItsDaysForEverWhateverIsDone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreed := when.Day(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		p := record.ContactPromise{Every: rapid.IntRange(0, 28).Draw(t, "every"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")), Agreed: agreed.At(9 * time.Hour)}
		p.Due = p.First(agreed)
		p.Watch = p.Due
		today, missed := agreed, map[when.Date]bool{}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			today = today.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
			next, days := p.Missed(today)
			for _, day := range days {
				if missed[day] || !day.Before(today) || day.Before(p.Due) {
					t.Fatalf("%s was missed by %s of a promise due %s, and %v before", day, today, p.Due, missed)
				}
				missed[day] = true
			}
			p = next
			if rapid.Bool().Draw(t, "spoken") {
				on := today.AddDays(-rapid.IntRange(0, 3).Draw(t, "written down later"))
				kept, ok := p.Kept(on)
				if on == today && !p.Due.After(today) && !ok {
					t.Fatalf("spoken with on %s when it was due on %s, and it does not count", on, p.Due)
				}
				if ok && (!kept.Due.After(on) || !kept.Due.After(p.Due) || kept.Due.Sub(on) > 2*kept.Days()) {
					t.Fatalf("due %s, spoken with on %s, and next on %s", p.Due, on, kept.Due)
				}
				p = kept
			}
			if p.Every == 0 && p.Due.Weekday() != p.Weekday {
				t.Fatalf("due on a %s and promised on a %s", p.Due.Weekday(), p.Weekday)
			}
			if p.Watch.Before(p.Due) {
				t.Fatalf("due %s and watched from %s", p.Due, p.Watch)
			}
		}
	})
}
