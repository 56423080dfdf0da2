package record_test

import (
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

// Every kind that asks how it is safe to contact somebody asks for the ways, the days, the hours and the rest; and what was kept in
// words alone before means that one asks first, in no way allowed, with the words beside it.
func TestEveryKindAsksForSafeContactByItsWays(t *testing.T) {
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	asking := 0
	for _, k := range p.Kinds {
		if _, ok := k.Field("safe_contact"); !ok {
			continue
		}
		asking++
		for _, id := range record.SafeContactFields {
			f, ok := k.Field(id)
			if !ok || id == "safe_contact" && f.Type != pack.YesNo {
				t.Errorf("a %s does not ask %s of whoever is contacted", k.Name, id)
			}
			if want := map[string][]string{"contact_by": record.ContactWays, "contact_days": record.ContactDays}[id]; want != nil &&
				slices.ContainsFunc(want, func(w string) bool {
					return !slices.ContainsFunc(f.Options, func(o pack.Option) bool { return o.ID == w })
				}) {
				t.Errorf("a %s does not offer all of %s: %v", k.Name, id, want)
			}
		}
		fields, err := record.Decode(&k, []byte(`{"safe_contact":"text only, after six"}`))
		if err != nil {
			t.Fatal(err)
		}
		c := record.ReadSafeContact(fields)
		if c.Rule != record.ContactAskFirst || c.Words != "text only, after six" || fields["safe_contact"] != nil {
			t.Errorf("old words on a %s are read as %+v", k.Name, c)
		}
		for _, way := range record.ContactWays {
			if c.Allows(way, when.Day(2026, 11, 25).At(19*time.Hour)) {
				t.Errorf("old words on a %s allow %s", k.Name, way)
			}
		}
	}
	if asking < 3 {
		t.Errorf("%d kinds ask", asking)
	}
}
