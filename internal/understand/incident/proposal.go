package incident

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// levels are rows in the partnership by type and month.
type levels map[string]map[Month]int

// levelsOf adds up what each file holds; where two files hold one month the larger stands for it.
func levelsOf(list []segment.Manifest, kind Kind) levels {
	out := levels{}
	for _, file := range filesOf(list) {
		l := levels{}
		for _, m := range file {
			if m.Kind == string(kind) {
				for _, t := range m.Tally {
					l.add(t)
				}
			}
		}
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

// proposal is the claim for one kind of one file as it is worked out.
type proposal struct {
	kind      Kind
	file      string // its name, where the import has others
	claim     Claim
	own, held levels
	areas     []string
	covers    []claimed
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
	if d.Kind = p.kind; d.From == "" {
		d.File = p.file
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
				covered, why = false, cmp.Or(why, "it was said not to cover this")
			}
			if why != "" {
				p.doubt(Doubt{Type: typ, From: m.String(), To: m.String(), Rows: p.own[typ][m], Near: usual, Why: why})
			}
			if covered {
				p.covers = append(p.covers, claimed{p.kind, typ, m})
			}
		}
	}
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
