package incident

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// Home is the partnership that imports.
type Home struct {
	Wards []Code
	// Force is its police force, as the publisher writes it ("Metropolitan Police Service"). Other forces record a few crimes in
	// its wards too, and a file of one of these says nothing of how much was recorded there.
	Force string
}

// Claim is what an import is said to cover: of which types, months and wards it holds everything that was published.
type Claim struct {
	Nothing    bool // it covers nothing: its rows are held, and no figure is made of how many they are
	Whole      bool // it covers every type in every month that it has rows of, however few they are
	Everywhere bool // it covers all wards, though it has rows in few of them
	// Wards are the wards that it covers; empty where the files themselves show it, see Of.
	Wards []Code
	// Types and months that it covers besides those that are proposed, or does not cover although they are.
	With, Without []segment.Cover
}

// Doubt is why something is not proposed as covered, or what speaks against it.
type Doubt struct {
	Kind Kind    `json:"kind"`
	File string  `json:"file,omitempty"` // which it is of, where an import has several and it is of no single type and month
	Type string  `json:"type,omitempty"`
	From string  `json:"from,omitempty"` // first month
	To   string  `json:"to,omitempty"`   // last month
	Rows int     `json:"rows"`
	Near float64 `json:"usual,omitempty"` // rows of a usual month, where there is one to compare with
	Why  string  `json:"why"`
}

// Bounds of what is taken for a whole month without being told so.
const (
	mostWards = 0.9  // has rows in so great a share of the wards, a file covers all of them
	fewRows   = 5    // fewer in all, with nothing held to compare with, cover nothing
	fraction  = 5    // a month below a fifth of its neighbours, …
	fewest    = 2    // or of at most two rows, …
	chance    = 0.01 // is doubted where chance alone would hardly make it so low
	near      = 12   // months that are compared with
)

// Of gives what an import covers, by its own files and those in force before it, and why not more.
//
// Each file is asked for itself, as if it were imported alone after those before it: of one month of one type beside three years
// of another, three years of both would be a lie. Proposed are all types and months of which it has rows, in all wards where it
// has rows in nine of ten, else in those alone. A month is left out where its count is implausible beside the months around it
// (of the file itself, and of what is held): it is at most two rows or less than a fifth of their median, and a Poisson count of
// that median would be so low with a chance under one in a hundred. The deepest fall in the published data of Tower Hamlets and
// Newham is to a third (theft from the person, May 2020).
func (c Claim) Of(own, held []segment.Manifest, home Home) ([]segment.Cover, []Doubt) {
	all, list := covering{}, filesOf(own)
	for _, file := range list {
		for _, kind := range []Kind{Crime, Stop} {
			p := &proposal{kind: kind, claim: c, own: levelsOf(file, kind), held: levelsOf(held, kind)}
			if len(list) > 1 {
				p.file = originOf(file[0]).name(file[0].Source)
			}
			if p.settleWards(file, home) {
				p.settleMonths()
			}
			all.add(p)
		}
		held = append(slices.Clip(held), file...)
	}
	return all.covers(), all.left()
}

// published is how the publisher lays out an archive: a folder a month, in it a file of every force with all its types.
var published = regexp.MustCompile(`(?i)(^|/)[0-9]{4}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[^/]+-(street|stop-and-search)\.csv$`)

// origin names the file that a manifest is of. The members of the publisher's archive are one: a type that one of its months has
// no row of was not committed in it. Members of any other archive are files of their own.
type origin struct {
	of             int
	digest, member string
}

func originOf(m segment.Manifest) origin {
	p := origin{m.Import, m.Source.Digest, m.Source.Member}
	if published.MatchString(p.member) {
		p.member = ""
	}
	return p
}

func (p origin) name(s segment.Source) string {
	if p.member != "" {
		return s.Name + ": " + p.member
	}
	return s.Name
}

// filesOf are the files of an import, each with its manifests, in the order in which they were read.
func filesOf(list []segment.Manifest) (out [][]segment.Manifest) {
	at := map[origin]int{}
	for _, m := range list {
		i, met := at[originOf(m)]
		if !met {
			i = len(out)
			at[originOf(m)], out = i, append(out, nil)
		}
		out[i] = append(out[i], m)
	}
	return out
}

// covering is what the files of an import cover together, month by month, and what is doubted of them.
type covering struct {
	cells  map[claimed]*extent
	doubts []Doubt
	areas  [][]string // of each doubt
}

// claimed is a month of a type, as the publisher writes the type.
type claimed struct {
	kind  Kind
	typ   string
	month Month
}

func (a *covering) add(p *proposal) {
	if a.cells == nil {
		a.cells = map[claimed]*extent{}
	}
	for _, at := range p.covers {
		if a.cells[at] == nil {
			a.cells[at] = &extent{}
		}
		a.cells[at].add(p.areas)
	}
	for _, d := range p.doubts {
		a.doubts, a.areas = append(a.doubts, d), append(a.areas, p.areas)
	}
}

// covers are runs of months of one type that are covered in the same wards; no month of a type is in two of them.
func (a *covering) covers() (out []segment.Cover) {
	var at []claimed
	for c := range a.cells {
		at = append(at, c)
	}
	slices.SortFunc(at, func(x, y claimed) int {
		return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.typ, y.typ), cmp.Compare(x.month, y.month))
	})
	for _, c := range at {
		month, areas := c.month.String(), a.cells[c].areas()
		if n := len(out); n > 0 && out[n-1].Kind == string(c.kind) && out[n-1].Type == c.typ && follows(out[n-1].To, month) && slices.Equal(out[n-1].Areas, areas) {
			out[n-1].To = month
			continue
		}
		out = append(out, segment.Cover{Kind: string(c.kind), Type: c.typ, From: month, To: month, Areas: areas})
	}
	return out
}

// left are the doubts, runs of months in one; a month that another file covers as far is in no doubt.
func (a *covering) left() (out []Doubt) {
	var months []Doubt
	for i, d := range a.doubts {
		if d.From == "" {
			out = append(out, d)
			continue
		}
		m, _ := ParseMonth(d.From)
		if x := a.cells[claimed{d.Kind, d.Type, m}]; x == nil || !x.holds(a.areas[i]) {
			months = append(months, d)
		}
	}
	slices.SortStableFunc(months, func(x, y Doubt) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Type, y.Type), cmp.Compare(x.From, y.From), cmp.Compare(x.Why, y.Why))
	})
	for _, d := range months {
		if last := len(out) - 1; last >= 0 && out[last].joins(d) {
			continue
		}
		out = append(out, d)
	}
	return out
}

// joins takes a doubt of the same month, or of the month that follows, into this one.
func (d *Doubt) joins(next Doubt) bool {
	if d.From == "" || d.Kind != next.Kind || d.Type != next.Type || d.Why != next.Why || d.To != next.To && !follows(d.To, next.From) {
		return false
	}
	if d.To == next.To { // another file doubts it too
		d.Rows = max(d.Rows, next.Rows)
	} else {
		d.To, d.Rows = next.To, d.Rows+next.Rows
	}
	d.Near = max(d.Near, next.Near)
	return true
}
