package reachtest

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// thisDay is the day of a program that has a past: Monday 2 November 2026.
func thisDay() when.Instant { return when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London)) }

// past gives a program what its public figures are made of: two years of reports in one ward, some too few to publish, patrols, and
// incidents that are broken down; and has the figures worked out.
func past(t *testing.T, s *programtest.Server, ward string) {
	t.Helper()
	err := change.Of(s.Program.Gate).Write(t.Context(), access.System("test"), func(u *change.Unit) error {
		for month := when.Day(2024, 10, 1); month.Before(thisDay().Date()); month = month.AddMonths(1) {
			for _, d := range ofMonth(month) {
				for range d.n {
					d.Opened = month.AddDays(10).Start().Add(10 * time.Hour)
					d.Occurred, d.Title, d.OwnerBody, d.Area = d.Opened, "made by a test", "council", ward
					u.Backdate(d.Opened)
					if _, err := u.Create(d.Draft); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Indicators.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Wards.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

type some struct {
	record.Draft
	n int
}

func ofMonth(month when.Date) []some {
	report := func(category string) record.Draft {
		return record.Draft{Kind: "report", Category: category, Channel: "online", Fields: record.Fields{"category": category, "what": "test", "channel": "online"}}
	}
	few := int(month.Month()) % 2
	return []some{{report("noise"), 9}, {report("fly-tipping"), few}, {report("begging"), 3},
		{record.Draft{Kind: "patrol", Fields: record.Fields{"team": "theos", "engaged": 12.0, "support_offers": float64(few)}}, 1},
		{record.Draft{Kind: "hate-incident", Fields: record.Fields{"strands": []string{"race"}, "what": "test"}}, 3}}
}
