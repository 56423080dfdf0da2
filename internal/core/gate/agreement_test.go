package gate_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

const threeDays = `
agreements:
  - {id: cases, name: Cases of the first ward, of: council, with: police, roles: [constable], verbs: [view, count], kinds: [case], marking: official-sensitive, areas: [W1],
     from: 2026-11-03, until: 2026-11-05, basis: public-task, source: test}
`

// declare settles every point of a kind that sharing needs.
func declare(p *pack.Pack, kind string) {
	k, _ := p.Kind(kind)
	k.Declared = pack.Declaration{Controllers: []string{"council"}, Regime: pack.UKGDPR, People: []pack.PersonOfData{pack.Victim}, Basis: pack.PublicTask}
}

// TestAnAgreementGivesOnItsDaysAndOnNoOther asks on one gate, day after day, whatever was remembered the day before and though nothing is
// written between: of the records that it is meant for, and of those that it is not.
func TestAnAgreementGivesOnItsDaysAndOnNoOther(t *testing.T) {
	p := gatetest.PackWith(t, "agreements.yaml", threeDays)
	declare(p, "case")
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		draft := func(kind, body, area, marking string) string {
			return create(t, g, record.Draft{Kind: kind, Title: "Zebra crossing", OwnerBody: body, Area: area, Marking: marking, Fields: record.Fields{}})
		}
		given := draft("case", "council", "W1", "official-sensitive")
		for _, other := range []string{draft("case", "council", "W2", "official-sensitive"), draft("case", "council", "W1", "restricted"), draft("patrol", "council", "W1", "official")} {
			defer func() {
				if _, err := open(t, g, constableOf("pia"), other); !errors.Is(err, fault.ErrNotFound) {
					t.Errorf("%s, which the agreement is not on: %v", other, err)
				}
			}()
		}
		who := constableOf("pia")
		for day := when.Day(2026, 11, 2); day.Before(when.Day(2026, 11, 8)); day = day.AddDays(1) {
			clock.Set(day.End().Add(-1)) // the last moment of the day
			lasts := !day.Before(when.Day(2026, 11, 3)) && !day.After(when.Day(2026, 11, 5))
			if got := finds(t, g, who, given); slices.Contains(got, !lasts) {
				t.Errorf("%s: list, words, count, total, page, history find it: %v", day, got)
			}
			if g.Rules().Anywhere(who.On(day), pack.Count, "case") != lasts {
				t.Errorf("%s: menus lead to the counts of cases otherwise", day)
			}
			err := change.Of(g).Write(ctx, who, func(u *change.Unit) error {
				e, err := u.Edit(given, 0)
				if err != nil {
					return err
				}
				return e.Set("outcome", "solved")
			})
			if want := map[bool]error{true: fault.ErrForbidden, false: fault.ErrNotFound}[lasts]; !errors.Is(err, want) {
				t.Errorf("%s: who may only read it changes it: %v", day, err)
			}
		}
	})
}

// constableOf holds a post that reaches no ward of its own.
func constableOf(account string) access.Principal {
	return gatetest.As(account, "constable", "police", "snt")
}

// finds says of each way to a record whether somebody finds that one by it, and no other.
func finds(t *testing.T, g *gate.Gate, who access.Principal, ref string) (found []bool) {
	t.Helper()
	err := g.Read(ctx, who, func(v *gate.View) error {
		cases := []string{"case"}
		for _, q := range []gate.Query{{Kinds: cases}, {Kinds: cases, Words: "zebra"}, {}, {Kinds: cases, ByDue: true}, {Kinds: cases, Areas: []string{"W1"}}, {Kinds: cases, States: []string{"open"}},
			{Kinds: cases, OwnerBody: "council"}, {Kinds: []string{"case", "patrol"}}} {
			list, err := v.List(q)
			if err != nil {
				return err
			}
			found = append(found, len(list.Records) == 1 && list.Records[0].Reference == ref)
		}
		n, err := v.Count(gate.Query{Kinds: cases})
		total, err2 := v.Total(gate.Query{Kinds: cases})
		_, err3 := v.Open(ref)
		_, err4 := v.History(ref, g.Now(), 10)
		found = append(found, n == 1, total.N == 1, err3 == nil, err4 == nil)
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
