package answer_test

import (
	"context"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

const whitechapel = "E05009336"

// today is the day of these tests: Monday 2 November 2026.
func today() when.Instant { return when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London)) }

// start starts the program with a summer's reports and patrols, a board, its meetings and their actions.
func start(t testing.TB) *programtest.Server {
	t.Helper()
	s := programtest.StartWith(t, programtest.Options{Now: today})
	sage := s.Principal("sage").Account
	err := change.Of(s.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		if err := reports(u); err != nil {
			return err
		}
		if err := patrols(u); err != nil {
			return err
		}
		return board(u, sage)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Indicators.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Wards.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// reports makes in Whitechapel 40 reports of noise, 3 of fly-tipping and 9 of begging; elsewhere 12 of noise.
func reports(u *change.Unit) error {
	make := func(n int, ward, category, channel string) error {
		for i := range n {
			at := when.Day(2026, 6, 1).AddDays(i % 90).Start().Add(10 * time.Hour)
			u.Backdate(at)
			_, err := u.Create(record.Draft{Kind: "report", Title: "made by a test", OwnerBody: "council", Opened: at, Area: ward, Category: category, Channel: channel,
				Fields: record.Fields{"category": category, "what": "test", "channel": channel}})
			if err != nil {
				return err
			}
		}
		return nil
	}
	for _, x := range []struct {
		n                       int
		ward, category, channel string
	}{{40, whitechapel, "noise", "online"}, {3, whitechapel, "fly-tipping", "phone"}, {9, whitechapel, "begging", "phone"}, {12, "E05009335", "noise", "email"}, {7, "E05009335", "fly-tipping", "online"}} {
		if err := make(x.n, x.ward, x.category, x.channel); err != nil {
			return err
		}
	}
	return nil
}

func patrols(u *change.Unit) error {
	for i := range 4 {
		at := when.Day(2026, 7, 6).AddDays(7 * i).Start().Add(19 * time.Hour)
		u.Backdate(at)
		if _, err := u.Create(record.Draft{Kind: "patrol", Title: "Evening patrol", OwnerBody: "council", Opened: at, Occurred: at, Area: whitechapel,
			Fields: record.Fields{"team": "theos", "engaged": float64(10 + i), "support_offers": 1.0}}); err != nil {
			return err
		}
	}
	return nil
}

func board(u *change.Unit, sage string) error {
	u.Backdate(when.Day(2026, 5, 1).Start())
	if _, err := u.Create(record.Draft{Kind: "board", Title: "Neighbourhood Crime and ASB Board", OwnerBody: "council",
		Fields: record.Fields{"body": "neighbourhood-board", "answers_for": "Neighbourhood crime", "how_often": "quarterly", "chair": "Borough Commander", "members": []string{"council", "th-police"}}}); err != nil {
		return err
	}
	for _, day := range []when.Date{when.Day(2026, 9, 14), when.Day(2026, 12, 14)} {
		state := "held"
		if day.After(today().Date()) {
			state = "planned"
		} else {
			u.Backdate(day.Start().Add(17 * time.Hour)) // once it has been held
		}
		e, err := u.Create(record.Draft{Kind: "meeting", Title: "Neighbourhood board, " + day.Words(), State: state, OwnerBody: "council", Occurred: day.Start().Add(14 * time.Hour),
			Fields: record.Fields{"body": "neighbourhood-board", "attended": 9.0}})
		if err != nil {
			return err
		}
		if state == "planned" {
			continue
		}
		for _, a := range []record.Action{{What: "Bring figures by ward", Owner: sage, Body: "council", Due: when.Day(2026, 10, 1)}, {What: "Ask the landlords to the table", Body: "providers", Due: when.Day(2026, 12, 1)}} {
			if _, err := e.AddAction(a); err != nil {
				return err
			}
		}
	}
	return nil
}
