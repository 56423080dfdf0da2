package directory

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/words"
	"github.com/wardmote/wardmote/packs"
)

func load(t *testing.T) *pack.Pack {
	t.Helper()
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

func TestServicesAreFoundByWhatPeopleTypeForThem(t *testing.T) {
	p := load(t)
	for typed, want := range map[string]string{"domestic abuse": "vawg", "addiction": "reset", "rough sleeper": "worried-homeless", "racism": "hate-council",
		"without name": "crimestoppers", "community trigger": "case-review", "teenager drugs": "safe-east", "radicalisaton": "prevent"} {
		found := Find(p, words.New(p), Query{Words: typed})
		at := -1
		for i, c := range found {
			if c.ID == want {
				at = i
			}
		}
		if at < 0 || at > 2 {
			t.Errorf("%q gives %s at place %d of %d", typed, want, at+1, len(found))
		}
	}
	if found := Find(p, words.New(p), Query{Words: "xyzzy"}); len(found) != 0 {
		t.Errorf("nonsense gives %d services", len(found))
	}
}

func TestAtNightOnlyThoseWhoAnswerAreShown(t *testing.T) {
	p := load(t)
	night := when.At(time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC))
	ids := map[string]bool{}
	for _, c := range Find(p, words.New(p), Query{Open: true, Now: night}) {
		ids[c.ID] = true
	}
	if !ids["police-999"] || !ids["police-101"] || !ids["victim-support"] {
		t.Errorf("at night: %v", ids)
	}
	if ids["reset"] || ids["case-review"] || ids["safe-east"] {
		t.Errorf("closed, or of unknown hours, and shown as answered: %v", ids)
	}
}

func TestAWholeGroupIsListedInThePacksOrder(t *testing.T) {
	p := load(t)
	seen := 0
	for _, g := range Groups(p) {
		seen += len(Find(p, words.New(p), Query{Group: g}))
	}
	if seen != len(p.Contacts) {
		t.Errorf("the groups hold %d of %d services", seen, len(p.Contacts))
	}
}
