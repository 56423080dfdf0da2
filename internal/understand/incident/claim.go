package incident

import (
	"fmt"
	"math"
	"slices"
	"sort"

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
// Proposed are all types and months of which it has rows, in all wards where it has rows in nine of ten, else in those alone. A
// month is left out where its count is implausible beside the months around it (of the import itself, and of what is held): it
// is at most two rows or less than a fifth of their median, and a Poisson count of that median would be so low with a chance
// under one in a hundred. The deepest fall in the published data of Tower Hamlets and Newham is to a third (theft from the person,
// May 2020).
func (c Claim) Of(own, held []segment.Manifest, home Home) (covers []segment.Cover, doubts []Doubt) {
	for _, kind := range []Kind{Crime, Stop} {
		p := &proposal{kind: kind, claim: c, own: levelsOf(own, kind), held: levelsOf(held, kind)}
		if p.settleWards(own, home) {
			p.settleMonths()
		}
		covers, doubts = append(covers, p.covers...), append(doubts, p.doubts...)
	}
	return covers, doubts
}

// levels are rows in the partnership by type and month.
type levels map[string]map[Month]int

// levelsOf adds the files up; where two imports hold one month the larger stands for it.
func levelsOf(list []segment.Manifest, kind Kind) levels {
	byImport := map[int]levels{}
	for _, m := range list {
		if m.Kind != string(kind) {
			continue
		}
		l := byImport[m.Import]
		if l == nil {
			l = levels{}
			byImport[m.Import] = l
		}
		for _, t := range m.Tally {
			l.add(t)
		}
	}
	out := levels{}
	for _, l := range byImport {
		for typ, months := range l {
			if out[typ] == nil {
				out[typ] = map[Month]int{}
			}
			for m, n := range months {
				out[typ][m] = max(out[typ][m], n)
			}
		}
	}
	return out
}

func (l levels) add(t segment.Tally) {
	first, err := ParseMonth(t.From)
	if err != nil {
		return // what this program did not write says nothing
	}
	if l[t.Type] == nil {
		l[t.Type] = map[Month]int{}
	}
	for i, n := range t.N {
		if n > 0 {
			l[t.Type][first+Month(i)] += n
		}
	}
}

// present are the months that have a row of any type, in order.
func (l levels) present() []Month {
	met := map[Month]bool{}
	for _, months := range l {
		for m, n := range months {
			met[m] = met[m] || n > 0
		}
	}
	var out []Month
	for m, has := range met {
		if has {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out
}

func (l levels) types() []string {
	var out []string
	for typ := range l {
		out = append(out, typ)
	}
	sort.Strings(out)
	return out
}

// proposal is the claim for one kind as it is worked out.
type proposal struct {
	kind      Kind
	claim     Claim
	own, held levels
	areas     []string
	covers    []segment.Cover
	doubts    []Doubt
}

// settleWards finds the wards that are covered; false where there are none.
func (p *proposal) settleWards(own []segment.Manifest, home Home) bool {
	met, rows, elsewhere, any := map[string]bool{}, 0, 0, false
	for _, m := range own {
		if m.Kind != string(p.kind) || m.Hash == "" {
			continue
		}
		any = true
		elsewhere += m.Elsewhere
		for _, a := range m.Areas {
			met[a] = true
		}
		for _, t := range m.Tally {
			for _, n := range t.N {
				rows += n
			}
		}
	}
	switch {
	case !any:
		return false
	case rows == 0 && elsewhere > 0:
		p.doubt(Doubt{Rows: elsewhere, Why: "another force than the partnership's own recorded these rows, so they do not show how much was recorded in its wards"})
		return false
	case rows == 0:
		p.doubt(Doubt{Why: "no row lies in the partnership's wards"})
		return false
	case p.claim.Nothing:
		p.doubt(Doubt{Rows: rows, Why: "it was said to cover nothing"})
		return false
	}
	for _, w := range p.claim.Wards {
		p.areas = append(p.areas, w.String())
	}
	if len(p.areas) > 0 || p.claim.Whole || p.claim.Everywhere || float64(len(met)) >= mostWards*float64(len(home.Wards)) {
		return true
	}
	for _, w := range home.Wards {
		if met[w.String()] {
			p.areas = append(p.areas, w.String())
		}
	}
	p.doubt(Doubt{Rows: rows, Why: fmt.Sprintf("rows lie in only %d of the %d wards, so nothing is said of the others", len(met), len(home.Wards))})
	return true
}

func (p *proposal) doubt(d Doubt) {
	d.Kind = p.kind
	if n := len(p.doubts); n > 0 && d.From != "" { // a further month of the same doubt
		last := &p.doubts[n-1]
		if last.Type == d.Type && last.Why == d.Why && follows(last.To, d.From) {
			last.To, last.Rows, last.Near = d.To, last.Rows+d.Rows, math.Max(last.Near, d.Near)
			return
		}
	}
	p.doubts = append(p.doubts, d)
}

func follows(a, b string) bool {
	x, err := ParseMonth(a)
	y, err2 := ParseMonth(b)
	return err == nil && err2 == nil && x+1 == y
}

func (p *proposal) settleMonths() {
	months := p.own.present()
	for _, typ := range p.own.types() {
		for _, m := range months {
			usual, why := p.low(typ, m)
			said := func(list []segment.Cover) bool {
				return slices.ContainsFunc(list, func(c segment.Cover) bool {
					return c.Kind == string(p.kind) && c.Type == typ && c.From <= m.String() && m.String() <= c.To
				})
			}
			covered := why == "" || p.claim.Whole
			if said(p.claim.With) {
				covered = true
			} else if said(p.claim.Without) {
				covered, why = false, first(why, "it was said not to cover this")
			}
			if why != "" {
				p.doubt(Doubt{Type: typ, From: m.String(), To: m.String(), Rows: p.own[typ][m], Near: usual, Why: why})
			}
			if covered {
				p.cover(typ, m)
			}
		}
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (p *proposal) cover(typ string, m Month) {
	if n := len(p.covers); n > 0 && p.covers[n-1].Type == typ && follows(p.covers[n-1].To, m.String()) {
		p.covers[n-1].To = m.String()
		return
	}
	p.covers = append(p.covers, segment.Cover{Kind: string(p.kind), Type: typ, From: m.String(), To: m.String(), Areas: p.areas})
}

// low says why a month's count is not believed to be whole; empty where it is.
func (p *proposal) low(typ string, m Month) (usual float64, why string) {
	n, all := p.own[typ][m], 0
	for _, rows := range p.own[typ] {
		all += rows
	}
	around := nearest(p.own[typ], m, near, near)
	before := nearest(p.held[typ], m, near, int(lastMonth))
	if len(before) == 0 && all < fewRows {
		return 0, fmt.Sprintf("fewer than %d rows, and nothing of this type is held to compare them with", fewRows)
	}
	for _, months := range [][]int{before, around} {
		if usual = median(months); implausible(n, usual) {
			return usual, "far fewer rows than the months around have"
		}
	}
	return usual, ""
}

// nearest are the counts of the months nearest to one, itself left out where they are its own, at most so many and so far away.
func nearest(months map[Month]int, to Month, most, far int) []int {
	var at []Month
	for m := range months {
		if d := distance(m, to); d > 0 && d <= far {
			at = append(at, m)
		}
	}
	sort.Slice(at, func(i, j int) bool {
		a, b := distance(at[i], to), distance(at[j], to)
		return a < b || a == b && at[i] < at[j]
	})
	out := []int{}
	for _, m := range at[:min(most, len(at))] {
		out = append(out, months[m])
	}
	return out
}

func distance(a, b Month) int {
	if a < b {
		a, b = b, a
	}
	return int(a - b)
}

func median(n []int) float64 {
	if len(n) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(n))
	return float64(sorted[len(sorted)/2]+sorted[(len(sorted)-1)/2]) / 2
}

// implausible tells that n is far below a usual count.
func implausible(n int, usual float64) bool {
	if usual <= 0 || n > fewest && float64(n)*fraction >= usual {
		return false
	}
	term := math.Exp(-usual)
	sum := term
	for i := 1; i <= n; i++ {
		term *= usual / float64(i)
		sum += term
	}
	return sum < chance
}
