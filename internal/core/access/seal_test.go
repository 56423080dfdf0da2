package access_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

func days(rt *rapid.T, label string) (from, until when.Date) {
	from = when.Day(2026, 1, 1).AddDays(rapid.IntRange(0, 4).Draw(rt, label))
	if rapid.Bool().Draw(rt, label+" open") {
		return from, when.Date{}
	}
	return from, from.AddDays(rapid.IntRange(0, 3).Draw(rt, label+" for"))
}

// TestASealOpensToItsMembersOnTheirDays asks of drawn compartments, memberships and posts what the table of them says, without the code that
// decides: a post that all of a member's criteria name, or somebody let in by name, and nobody who is kept out.
func TestASealOpensToItsMembersOnTheirDays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := gatetest.Pack(t)
		c := pack.Compartment{ID: "kept"}
		for range rapid.IntRange(0, 2).Draw(rt, "members") {
			m := pack.Member{Bodies: some(rt, "bodies", 0, 1, "council", "police"), Roles: some(rt, "roles", 0, 1, "officer", "own"), Teams: some(rt, "teams", 0, 1, "north", "snt")}
			if rapid.Bool().Draw(rt, "dated") {
				m.From, m.Until = days(rt, "member")
			}
			c.Members = append(c.Members, m)
		}
		p.Compartments = []pack.Compartment{c}
		who := access.Principal{Account: "ann", Day: when.Day(2026, 1, 1).AddDays(rapid.IntRange(-1, 9).Draw(rt, "day"))}
		for range rapid.IntRange(0, 2).Draw(rt, "posts") {
			who.Posts = append(who.Posts, access.Post{Role: rapid.SampledFrom([]string{"officer", "own", "member"}).Draw(rt, "role"),
				Body: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"), Team: rapid.SampledFrom([]string{"", "north", "snt"}).Draw(rt, "team")})
		}
		for range rapid.IntRange(0, 2).Draw(rt, "named") {
			m := access.Membership{Compartment: rapid.SampledFrom([]string{"kept", "kept", "other"}).Draw(rt, "of"), Out: rapid.Bool().Draw(rt, "out")}
			m.From, m.Until = days(rt, "named")
			who.Memberships = append(who.Memberships, m)
		}
		lasts := func(from, until when.Date) bool {
			return (from.IsZero() || !who.Day.Before(from)) && (until.IsZero() || !who.Day.After(until))
		}
		in, out := false, false
		for _, post := range who.Posts {
			for _, m := range c.Members {
				in = in || lasts(m.From, m.Until) && (len(m.Bodies) == 0 || m.Bodies[0] == post.Body) && (len(m.Roles) == 0 || m.Roles[0] == post.Role) && (len(m.Teams) == 0 || m.Teams[0] == post.Team)
			}
		}
		for _, m := range who.Memberships {
			if m.Compartment == "kept" && lasts(m.From, m.Until) {
				in, out = in || !m.Out, out || m.Out
			}
		}
		rules, want := access.NewRules(p), in && !out && len(who.Posts) > 0
		if got := rules.Opens(who, "kept"); got != want {
			rt.Fatalf("%+v opens %+v: %v, and by the table %v", who, c, got, want)
		}
		if got := rules.Keeps(who, pack.Field{Compartment: "kept"}); got != want {
			rt.Fatalf("a field of it: %v, and by the table %v", got, want)
		}
		if slices.Contains(rules.Opened(who), "kept") != want || rules.Opens(who, "undeclared") {
			rt.Fatalf("the seals that they open are %v", rules.Opened(who))
		}
		for _, s := range []string{pack.ForStaff, pack.ForReporter, "kept"} {
			if rules.Opens(access.Public(), s) || rules.Opens(access.Reporter("x"), s) != (s == pack.ForReporter) || !rules.Opens(access.System("x"), s) {
				rt.Fatalf("%s: the public, a reporter or the program", s)
			}
		}
	})
}
