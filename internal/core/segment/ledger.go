package segment

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Act is what an entry of the ledger did.
type Act string

// The acts. An import is brought at once, or staged and then accepted or dropped; one that is in force can be taken back.
const (
	Bring    Act = "import"
	Stage    Act = "stage"
	Accept   Act = "accept"
	Drop     Act = "drop"
	TakeBack Act = "back"
)

// Entry is one line of a depot's ledger. Entries are only added: what is in force follows from all of them.
type Entry struct {
	Number int          `json:"-"`               // its place in the ledger, from 1
	Act    Act          `json:"act"`             // what it did
	Of     int          `json:"of,omitempty"`    // the import that is accepted, dropped or taken back
	Files  []Manifest   `json:"files,omitempty"` // what was read; of Accept, counted as they were at that moment
	Told   bool         `json:"told,omitempty"`  // Covers says all that it covers; earlier versions left that open
	Covers []Cover      `json:"covers,omitempty"`
	Reason string       `json:"reason,omitempty"`
	By     string       `json:"by,omitempty"`      // their name
	Who    string       `json:"account,omitempty"` // their account, where they have one
	Post   string       `json:"post,omitempty"`    // that they held
	At     when.Instant `json:"at"`
}

// Cover says that an import holds everything that was published of one type, in some months and areas. Rows beyond that are
// held too, but nothing is concluded from how many they are.
type Cover struct {
	Kind  string   `json:"kind"`
	Type  string   `json:"type,omitempty"` // of crime; empty for kinds that have none
	From  string   `json:"from"`           // first month, YYYY-MM
	To    string   `json:"to"`             // last month, YYYY-MM
	Areas []string `json:"areas,omitempty"`
}

// Tally is how many rows of one type lie in the partnership, month by month, so that a month that is implausibly low can be told.
type Tally struct {
	Type string `json:"type,omitempty"`
	From string `json:"from"` // the month of the first number, YYYY-MM
	N    []int  `json:"n"`
}

// State is how an import stands.
type State string

// The states of an import.
const (
	Waiting   State = "waiting"
	Held      State = "held"
	TakenBack State = "back"
	Dropped   State = "dropped"
)

// Step is who did something to an import, when and why.
type Step struct {
	Entry  int // its place in the ledger
	Act    Act
	By     string
	Who    string // account
	Post   string
	At     when.Instant
	Reason string
}

// Import is what the ledger says of one import.
type Import struct {
	ID       int // the entry that brought or staged it
	State    State
	Files    []Manifest
	Told     bool
	Covers   []Cover
	By       string
	At       when.Instant
	Brought  Step
	Accepted Step // of one that had waited
	Ended    Step // dropped or taken back
	since    int  // the entry by which it came into force
}

// Imports are all imports of a ledger in the order in which they were brought. An entry about an import that is not there, as
// after its file was removed by hand, says nothing.
func Imports(ledger []Entry) []Import {
	var out []Import
	at := map[int]int{}
	for _, e := range ledger {
		if e.Act == Bring || e.Act == Stage {
			in := Import{ID: e.Number, State: Held, Files: e.Files, Told: e.Told, Covers: e.Covers, By: e.By, At: e.At, Brought: e.step(), since: e.Number}
			if e.Act == Stage {
				in.State, in.since = Waiting, 0
			}
			at[e.Number] = len(out)
			out = append(out, in)
			continue
		}
		if i, ok := at[e.Of]; ok {
			out[i].take(e)
		}
	}
	for i := range out {
		out[i].Files = slices.Clone(out[i].Files)
		for f := range out[i].Files {
			out[i].Files[f].Import = out[i].ID
		}
	}
	return out
}

func (e Entry) step() Step {
	return Step{Entry: e.Number, Act: e.Act, By: e.By, Who: e.Who, Post: e.Post, At: e.At, Reason: e.Reason}
}

func (in *Import) take(e Entry) {
	step := e.step()
	switch {
	case e.Act == Accept && in.State == Waiting:
		in.State, in.since, in.Told, in.Covers, in.Accepted = Held, e.Number, e.Told, e.Covers, step
		if len(e.Files) > 0 {
			in.Files = e.Files
		}
	case e.Act == Drop && in.State == Waiting:
		in.State, in.Ended = Dropped, step
	case e.Act == TakeBack && in.State == Held:
		in.State, in.Ended = TakenBack, step
	}
}

// InForce are the imports that count, in the order in which they came into force.
func InForce(all []Import) []Import {
	out := slices.DeleteFunc(slices.Clone(all), func(in Import) bool { return in.State != Held })
	slices.SortStableFunc(out, func(a, b Import) int { return a.since - b.since })
	return out
}

// Without are the imports but one.
func Without(list []Import, id int) []Import {
	return slices.DeleteFunc(slices.Clone(list), func(in Import) bool { return in.ID == id })
}

// Manifests are the files of imports, in their order.
func Manifests(list []Import) []Manifest {
	var out []Manifest
	for i := range list {
		out = append(out, list[i].Files...)
	}
	return out
}

// contents are the names of what must be kept: all but what was dropped.
func contents(all []Import) map[string]bool {
	out := map[string]bool{}
	for i := range all {
		if all[i].State != Dropped {
			for _, m := range all[i].Files {
				out[m.Hash] = true
			}
		}
	}
	return out
}

// versionOf changes whenever what is in force does.
func versionOf(all []Import) string {
	var b bytes.Buffer
	for _, in := range InForce(all) {
		fmt.Fprintf(&b, "%d@%d\n", in.ID, in.since)
	}
	return address(b.Bytes())
}

// readEntry reads an entry as it is stored. Earlier versions stored the manifests of an import alone.
func readEntry(raw []byte, number int) (e Entry, err error) {
	if trimmed := bytes.TrimSpace(raw); len(trimmed) > 0 && trimmed[0] == '[' {
		e.Act = Bring
		if err = json.Unmarshal(raw, &e.Files); err == nil && len(e.Files) > 0 {
			e.By, e.At = e.Files[0].By, e.Files[0].Imported
		}
	} else {
		err = json.Unmarshal(raw, &e)
	}
	e.Number = number
	return e, err
}

// empty says that there is nothing to enter: an import that brought no file leaves no trace.
func (e *Entry) empty() bool { return (e.Act == Bring || e.Act == Stage) && len(e.Files) == 0 }

// bringing is the entry of an import that nobody said anything more of.
func bringing(list []Manifest) Entry {
	e := Entry{Act: Bring}
	if len(list) > 0 {
		e.By, e.At = list[0].By, list[0].Imported
	}
	return e
}
