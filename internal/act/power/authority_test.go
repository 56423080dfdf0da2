package power_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/act/power"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

var today = when.Day(2026, 11, 30)

// signed is the table once two approvers have signed a row.
func signed(key string, from when.Date) *law.Table {
	var all []law.Signature
	for _, r := range law.EnglandAndWales.Open(key) {
		for _, who := range []string{"ada", "ben"} {
			all = append(all, law.Signature{Rule: r.ID(), Key: key, Account: who, Name: who, From: from, Words: "the instrument"})
		}
	}
	return law.EnglandAndWales.With(all)
}

func TestAnAuthorityCountsOnItsDaysAtItsPlacesForWhatItNames(t *testing.T) {
	delegated := access.Authority{Source: "delegation", Powers: []string{"cpn", "cpw"}, Areas: []string{"W1"}, Reference: "Minute 7", From: when.Day(2026, 1, 1), Until: when.Day(2026, 12, 31)}
	csas := access.Authority{Source: "csas", Powers: []string{"pspo-penalty"}, Reference: "CSAS 12", From: when.Day(2026, 1, 1)}
	for name, c := range map[string]struct {
		held  []access.Authority
		use   power.Use
		table *law.Table
		says  string // of the refusal; empty where there is authority
	}{
		"a warning needs none":                   {nil, power.Use{Power: "asb-warning", Day: today}, nil, ""},
		"on its day at its place":                {[]access.Authority{delegated}, power.Use{Power: "cpn", Day: today, Area: "W1"}, nil, ""},
		"nothing":                                {nil, power.Use{Power: "cpn", Day: today, Area: "W1"}, nil, "nobody has given you authority"},
		"another power":                          {[]access.Authority{delegated}, power.Use{Power: "pspo-penalty", Day: today, Area: "W1"}, nil, "nobody has given you authority"},
		"another place":                          {[]access.Authority{delegated}, power.Use{Power: "cpn", Day: today, Area: "W2"}, nil, "does not reach this place"},
		"a place that is not known":              {[]access.Authority{delegated}, power.Use{Power: "cpn", Day: today}, nil, "does not reach this place"},
		"before its first day":                   {[]access.Authority{delegated}, power.Use{Power: "cpn", Day: when.Day(2025, 12, 31), Area: "W1"}, nil, "began on 1 January 2026"},
		"after its last day":                     {[]access.Authority{delegated}, power.Use{Power: "cpn", Day: when.Day(2027, 1, 1), Area: "W1"}, nil, "ended on 31 December 2026"},
		"an accreditation without the law":       {[]access.Authority{csas}, power.Use{Power: "pspo-penalty", Day: today}, nil, "not confirmed as law"},
		"an accreditation that does not name it": {[]access.Authority{csas}, power.Use{Power: "cpn-penalty", Day: today}, nil, "does not name it"},
		"an accreditation, signed":               {[]access.Authority{csas}, power.Use{Power: "pspo-penalty", Day: today}, signed("csas.pspo_penalty", when.Day(2026, 11, 1)), ""},
		"signed from a later day":                {[]access.Authority{csas}, power.Use{Power: "pspo-penalty", Day: today}, signed("csas.pspo_penalty", when.Day(2026, 12, 1)), "not confirmed as law"},
		"a power that is not there yet":          {[]access.Authority{{Source: "delegation", Powers: []string{"respect-order"}}}, power.Use{Power: "respect-order", Day: today}, nil, "not confirmed that this power was in force"},
	} {
		if c.table == nil {
			c.table = law.EnglandAndWales
		}
		_, _, err := power.Authority(c.table, c.held, c.use)
		var un *power.Unauthorised
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.says != "" && (!errors.As(err, &un) || !strings.Contains(un.Why, c.says)):
			t.Errorf("%s: %v; want “%s”", name, err, c.says)
		}
	}
}

// Whatever somebody holds and whatever is asked: more authority never takes any away, a delegation of one power is none of another, and
// what has ended gives nothing.
func TestMoreAuthorityNeverTakesAnyAwayAndNothingCountsOutsideItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SampledFrom([]string{"cpw", "cpn", "cpn-penalty", "pspo-penalty", "abatement", "closure"})
		one := rapid.Custom(func(t *rapid.T) access.Authority {
			from := when.Day(2026, 1, 1).AddDays(rapid.IntRange(0, 300).Draw(t, "from"))
			return access.Authority{Source: rapid.SampledFrom([]string{"constable", "pcso", "delegation", "designation", "pspo", "csas"}).Draw(t, "source"), Powers: rapid.SliceOfN(ids, 1, 3).Draw(t, "powers"),
				Reference: "R", From: from, Until: from.AddDays(rapid.IntRange(0, 60).Draw(t, "days"))}
		})
		held, use := rapid.SliceOfN(one, 0, 4).Draw(t, "held"), power.Use{Power: ids.Draw(t, "power"), Day: when.Day(2026, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "day"))}
		by, _, err := power.Authority(law.EnglandAndWales, held, use)
		if _, _, more := power.Authority(law.EnglandAndWales, append(held, one.Draw(t, "more")), use); err == nil && more != nil {
			t.Fatalf("with more there is none: %v", more)
		}
		if err == nil && (!by.Names(use.Power) || !by.On(use.Day) || by.Source == "csas") {
			t.Fatalf("%+v gives %+v", by, use)
		}
	})
}
