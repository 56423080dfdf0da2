package pack

import (
	"slices"
	"testing"
)

// settledKind is a kind of which everything is declared.
func settledKind() Declaration {
	return Declaration{Controllers: []string{"council"}, Regime: UKGDPR, People: []PersonOfData{Victim}, Basis: PublicTask, Kept: Retention{From: KeptFromClosed, Years: 6}, Source: "test"}
}

// TestWhatNobodyHasSettledIsOpen takes each point out of a whole declaration, left out and said to be unknown.
func TestWhatNobodyHasSettledIsOpen(t *testing.T) {
	if open := settledKind().Open(); len(open) > 0 {
		t.Errorf("of a whole declaration %v is open", open)
	}
	for point, without := range map[string][]func(*Declaration){
		ofControllers: {func(d *Declaration) { d.Controllers = nil }, func(d *Declaration) { d.Controllers = []string{Unknown} }},
		ofRegime:      {func(d *Declaration) { d.Regime = "" }, func(d *Declaration) { d.Regime = UnknownRegime }},
		ofPeople:      {func(d *Declaration) { d.People = nil }, func(d *Declaration) { d.People = []PersonOfData{UnknownPerson} }},
		ofBasis:       {func(d *Declaration) { d.Basis = "" }, func(d *Declaration) { d.Basis = UnknownBasis }},
		ofRetention:   {func(d *Declaration) { d.Kept = Retention{} }, func(d *Declaration) { d.Kept = Retention{From: KeptFromUnknown} }},
	} {
		for _, take := range without {
			d := settledKind()
			take(&d)
			if !slices.Equal(d.Open(), []string{point}) || slices.Contains(d.Unshared(), point) != (point != ofRetention) {
				t.Errorf("without %s: open %v, unshared %v", point, d.Open(), d.Unshared())
			}
		}
	}
	if len((Declaration{}).Open()) != points {
		t.Error("of what declares nothing some point is settled")
	}
	if words := settledKind().Kept.Words(); words != "6 years after it is closed" || (Retention{}).Words() != Unknown {
		t.Errorf("kept %q", words)
	}
}
