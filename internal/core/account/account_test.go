package account_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

func TestAPostIsHeldFromItsFirstDayToItsLast(t *testing.T) {
	p := gatetest.Pack(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		r := account.New(db, p, clock.Now)
		id, err := r.Add(ctx, access.System("test"), account.Account{Username: "Nora ", Name: "Nora", Password: "x"}, []access.Post{
			{Role: "officer", Body: "council", Team: "north", Areas: []string{"W1", "W2"}, Since: when.Day(2026, 11, 1), Until: when.Day(2026, 11, 30)},
			{Role: "member", Body: "council", Since: when.Day(2026, 12, 1)}})
		if err != nil {
			t.Fatal(err)
		}
		for day, role := range map[when.Date]string{when.Day(2026, 10, 31): "", when.Day(2026, 11, 1): "officer", when.Day(2026, 11, 30): "officer", when.Day(2026, 12, 1): "member"} {
			clock.Set(day.Start().Add(12 * time.Hour))
			who, err := r.Principal(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			held := ""
			if len(who.Posts) > 0 {
				held = who.Posts[0].Role
			}
			if held != role || len(who.Posts) > 1 {
				t.Errorf("on %s they hold %q, want %q", day, held, role)
			}
			listed, err := r.Held(ctx, access.System("test"), []string{id, "nobody"})
			if posts := listed[id]; err != nil || len(listed) > 1 || (role != "") != (len(posts) == 1) || role != "" && posts[0].Role != role {
				t.Errorf("on %s the list says %+v, want %q: %v", day, listed, role, err)
			}
		}
		if a, err := r.ByUsername(ctx, "NORA"); err != nil || a.ID != id {
			t.Errorf("user names differ by their case: %v", err)
		}
	})
}

func TestADisabledAccountActsNoMoreAndOnlyAnAdministratorManagesAccounts(t *testing.T) {
	p := gatetest.Pack(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := account.New(db, p, gatetest.NewClock().Now)
		id, err := r.Add(ctx, access.System("test"), account.Account{Username: "nora", Name: "Nora", Password: "x"}, []access.Post{{Role: "officer", Body: "council", Since: when.Day(2020, 1, 1)}})
		if err != nil {
			t.Fatal(err)
		}
		nora, err := r.Principal(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Add(ctx, nora, account.Account{Username: "eve", Name: "Eve"}, nil); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("an officer added an account: %v", err)
		}
		if err := r.SetPassword(ctx, gatetest.As("other", "officer", "council", "north"), id, "y"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("an officer set another's password: %v", err)
		}
		var bad fault.Invalid
		if _, err := r.Add(ctx, access.System("test"), account.Account{Username: "NORA", Name: "Second"}, nil); !errors.As(err, &bad) || bad["username"] == "" {
			t.Errorf("a user name was given twice: %v", err)
		}
		if err := r.Disable(ctx, access.System("test"), id, true); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Principal(ctx, id); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("a disabled account acts: %v", err)
		}
	})
}

func TestASessionEndsWhenItExpiresOrIsDeleted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		s := account.NewSessions(db, clock.Now)
		expiry := clock.Now().Add(time.Hour).Time()
		for _, token := range []string{"a", "b"} {
			if err := s.CommitCtx(ctx, token, []byte(token), expiry); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeleteCtx(ctx, "b"); err != nil {
			t.Fatal(err)
		}
		if data, ok, err := s.FindCtx(ctx, "a"); err != nil || !ok || string(data) != "a" {
			t.Errorf("session a: %q %v %v", data, ok, err)
		}
		if _, ok, err := s.FindCtx(ctx, "b"); err != nil || ok {
			t.Errorf("a deleted session is found: %v", err)
		}
		clock.Set(clock.Now().Add(2 * time.Hour))
		if _, ok, err := s.FindCtx(ctx, "a"); err != nil || ok {
			t.Errorf("an expired session is found: %v", err)
		}
	})
}

func TestASessionThatNobodyUsesEndsBeforeItsTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		s := account.NewSessions(db, clock.Now)
		expiry := clock.Now().Add(12 * time.Hour).Time()
		lives := func() bool {
			_, ok, err := s.FindCtx(ctx, "a")
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		for range 3 { // used now and then it lives on
			if err := s.CommitCtx(ctx, "a", []byte("a"), expiry); err != nil {
				t.Fatal(err)
			}
			clock.Set(clock.Now().Add(account.Idle - time.Minute))
			if !lives() {
				t.Fatal("a session that was used ended")
			}
		}
		clock.Set(clock.Now().Add(2 * time.Minute))
		if lives() {
			t.Error("a session that nobody uses lives on")
		}
	})
}

func TestWhoActsAndWhoIsInATeamIsAsOfTheLastChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		r, system := account.New(db, gatetest.Pack(t), clock.Now), access.System("test")
		id, err := r.Add(ctx, system, account.Account{Username: "nora", Name: "Nora"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		posts := func() (int, int) {
			who, err := r.Principal(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			team, err := r.Team(ctx, "north")
			if err != nil {
				t.Fatal(err)
			}
			return len(who.Posts), len(team)
		}
		if own, team := posts(); own != 0 || team != 0 {
			t.Fatalf("before: %d posts, %d in the team", own, team)
		}
		if err := r.Give(ctx, system, id, access.Post{Role: "officer", Body: "council", Team: "north"}); err != nil {
			t.Fatal(err)
		}
		if own, team := posts(); own != 1 || team != 1 {
			t.Errorf("after a post was given: %d posts, %d in the team", own, team)
		}
		who, err := r.Principal(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		who.Posts[0].Role = "administrator"
		if again, err := r.Principal(ctx, id); err != nil || again.Posts[0].Role != "officer" {
			t.Errorf("what one page changes the next is given: %+v, %v", again.Posts, err)
		}
		clock.Set(clock.Now().Add(time.Second))
		if err := r.Disable(ctx, system, id, true); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Principal(ctx, id); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("who was disabled a moment ago acts: %v", err)
		}
	})
}
