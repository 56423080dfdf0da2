// Package accesstest says what the files of the reference pack let each post do, read by their words alone and not by the code that
// decides. Tests hold the gate and every page to it.
package accesstest

import (
	"io/fs"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/packs"
)

// Sheet is what the pack's files say of posts and kinds.
type Sheet struct {
	Roles []struct {
		ID     string
		Grants []struct {
			Kinds, Verbs, Markings []string
			Scope                  string
		}
	}
	Teams []struct {
		ID, Body string
		Areas    []string
	}
	AreaGroups []struct {
		ID    string
		Areas []string
	} `yaml:"area_groups"`
	Users []struct {
		ID, Role, Body, Team string
		Areas                []string
	}
	Compartments []struct {
		ID      string
		Members []struct{ Bodies, Roles, Teams []string }
	}
	Bodies []struct{ ID, Parent string }
	kinds  map[string]kind
}

// kind is what a file of a kind says of who may move its records.
type kind struct {
	Kind        string
	Sealed      bool // a grant on every kind is not on it
	States      []state
	Transitions []transition
}

type state struct {
	ID     string
	Closed bool
}

type transition struct {
	From  []string
	To    string
	Roles []string
}

// plain are the states of a kind whose file says none (docs/PACKS.md, "Kinds").
var plain = kind{States: []state{{"recorded", false}, {"withdrawn", true}, {"current", false}, {"ended", true}},
	Transitions: []transition{{[]string{"recorded"}, "withdrawn", nil}, {[]string{"withdrawn"}, "recorded", nil}, {[]string{"current"}, "ended", nil}, {[]string{"ended"}, "current", nil}}}

// Holder is somebody who holds one post.
type Holder struct {
	Account, Role, Body, Team string
	Areas                     []string
}

// Seal is what one record says of somebody by name.
type Seal struct{ ShutOut, Invited bool }

// Read reads the files of the reference pack.
func Read(t testing.TB) Sheet {
	t.Helper()
	all := Sheet{kinds: map[string]kind{}}
	kinds, err := fs.Glob(packs.TowerHamlets(), "kinds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range kinds {
		var k kind
		read(t, name, &k)
		if len(k.States) == 0 {
			k.States, k.Transitions = plain.States, plain.Transitions
		}
		all.kinds[k.Kind] = k
	}
	bodies, err := fs.Glob(packs.TowerHamlets(), "bodies/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(bodies, "roles.yaml", "teams.yaml", "areas/areas.yaml", "demo-users.yaml", "compartments.yaml") {
		more := all.Bodies
		all.Bodies = nil
		read(t, name, &all)
		all.Bodies = append(more, all.Bodies...)
	}
	return all
}

func read(t testing.TB, name string, into any) {
	t.Helper()
	text, err := fs.ReadFile(packs.TowerHamlets(), name)
	if err == nil {
		err = yaml.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// Wards are those of a post: its own, else those of its team; a group stands for its wards.
func (s Sheet) Wards(h Holder) (codes []string) {
	areas := h.Areas
	if len(areas) == 0 {
		for _, t := range s.Teams {
			if t.ID == h.Team {
				areas = t.Areas
			}
		}
	}
	for _, area := range areas {
		codes = append(codes, area)
		for _, g := range s.AreaGroups {
			if g.ID == area {
				codes = append(codes, g.Areas...)
			}
		}
	}
	return codes
}

// May is the table: what a grant of the post says of a record that stands as it does. Who is invited may look, and nothing else.
func (s Sheet) May(h Holder, verb string, r *record.Record, seal Seal) bool {
	if seal.ShutOut {
		return false
	}
	for _, role := range s.Roles {
		for _, g := range role.Grants {
			markings := g.Markings
			if len(markings) == 0 {
				markings = []string{"official"}
			}
			related := map[string]bool{
				"all": true, "assigned": r.Assignee == h.Account, "team": h.Team != "" && r.Team == h.Team,
				"body": r.OwnerBody == h.Body || r.SenderBody == h.Body, "area": slices.Contains(s.Wards(h), r.Area),
			}[g.Scope]
			named := slices.Contains(g.Kinds, "*") && !s.kinds[r.Kind].Sealed || slices.Contains(g.Kinds, r.Kind)
			if role.ID == h.Role && slices.Contains(g.Verbs, verb) && named && slices.Contains(markings, r.Marking) && related {
				return true
			}
		}
	}
	return seal.Invited && verb == "view"
}

// MayMove says that the post may take the record to a state: whoever closes it or opens it again may close it, and a way that names
// roles is of those alone. known is false where no way leads there from where the record is.
func (s Sheet) MayMove(h Holder, to string, r *record.Record, seal Seal) (may, known bool) {
	k := s.kinds[r.Kind]
	closed := map[string]bool{}
	for _, s := range k.States {
		closed[s.ID] = s.Closed
	}
	verb := "edit"
	if closed[r.State] != closed[to] {
		verb = "close"
	}
	for _, t := range k.Transitions {
		if t.To == to && slices.Contains(t.From, r.State) {
			return s.May(h, verb, r, seal) && (len(t.Roles) == 0 || slices.Contains(t.Roles, h.Role)), true
		}
	}
	return false, false
}

// In says that a post is in a compartment: one of its members names it, by all that the member names.
func (s Sheet) In(h Holder, compartment string) bool {
	over := []string{h.Body}
	for i := 0; i < len(over); i++ {
		for _, b := range s.Bodies {
			if b.ID == over[i] && b.Parent != "" {
				over = append(over, b.Parent)
			}
		}
	}
	names := func(list []string, has ...string) bool {
		return len(list) == 0 || slices.ContainsFunc(has, func(h string) bool { return slices.Contains(list, h) })
	}
	for _, c := range s.Compartments {
		for _, m := range c.Members {
			if c.ID == compartment && names(m.Bodies, over...) && names(m.Roles, h.Role) && names(m.Teams, h.Team) {
				return true
			}
		}
	}
	return false
}
