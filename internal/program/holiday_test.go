package program_test

import (
	"reflect"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

// running are the clocks of all open records of a kind, by clock.
func running(t *testing.T, p *program.Program, kind string) map[string]record.ClockRun {
	t.Helper()
	all := map[string]record.ClockRun{}
	err := p.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		list, err := v.List(gate.Query{Kinds: []string{kind}, Open: new(true)})
		if err != nil {
			return err
		}
		for _, r := range list.Records {
			w, err := v.Open(r.Reference)
			if err != nil {
				return err
			}
			for _, c := range w.Clocks {
				all[r.Reference+" "+c.Clock] = c
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// An hour to answer somebody in danger runs at night, at weekends and on holidays; a target in working days does not.
func TestANewBankHolidayMovesTargetsInDaysAndNeverAnHourThatSomebodyInDangerWaits(t *testing.T) {
	eachStore(t, func(t *testing.T, cfg program.Config, _ func() program.Config) {
		p, err := program.Open(ctx, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "noise", What: "They beat him", PlaceWords: "Brick Lane", PlaceName: "Brick Lane",
			Area: "E05009336", PlaceKind: "street", Danger: true, Anonymous: true}, nil); err != nil {
			t.Fatal(err)
		}
		kinds := []string{p.Pack.Partnership.Alert, p.Pack.Partnership.Report}
		hours, days := running(t, p, kinds[0]), running(t, p, kinds[1])
		if len(hours) == 0 || len(days) == 0 {
			t.Fatalf("%d clocks in hours, %d in days", len(hours), len(days))
		}
		day := p.Gate.Calendar().AddWorkingDays(p.Config.Now().Date(), 1)
		if err := p.AddHoliday(ctx, clock.Holiday{Day: day, Name: "Coronation", Source: "gov.uk/bank-holidays"}, p.Config.Now()); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		p = opened(t, cfg)
		for id, was := range hours {
			if now := running(t, p, kinds[0])[id]; !reflect.DeepEqual(now, was) || now.DueAt.IsZero() {
				t.Errorf("%s waited until %s and now until %s", id, was.DueAt, now.DueAt)
			}
		}
		for id, was := range days {
			if now := running(t, p, kinds[1])[id]; !now.Due.After(was.Due) {
				t.Errorf("%s was due on %s and is on %s", id, was.Due, now.Due)
			}
		}
	})
}
