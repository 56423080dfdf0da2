package incident

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// count says in a manifest how many rows of a file lie in the partnership: by type and month, in which of its wards, and how many
// lie outside or were recorded by another force.
func (h Home) count(r *rows, geo []where, m *segment.Manifest) {
	if len(h.Wards) == 0 || r.kind == Count {
		return
	}
	ours := make(map[Code]bool, len(h.Wards))
	for _, w := range h.Wards {
		ours[w] = true
	}
	force := h.forces(r)
	by, met := map[uint8]map[Month]int{}, map[Code]bool{}
	for i, s := range r.spot {
		w := geo[s]
		if !ours[w.ward] {
			if w.ward != 0 || w.lsoa != 0 || r.spots[s].lon != nowhere {
				m.Outside++
			}
			continue
		}
		if force != nil && !force[r.text[0][i]] {
			m.Elsewhere++
			continue
		}
		typ := uint8(0)
		if r.kind == Crime {
			typ = r.typ[i]
		}
		if by[typ] == nil {
			by[typ] = map[Month]int{}
		}
		by[typ][r.month[i]]++
		met[w.ward] = true
	}
	for _, w := range h.Wards {
		if met[w] {
			m.Areas = append(m.Areas, w.String())
		}
	}
	m.Tally = tallies(r.kind, by)
}

// forces says by the number of a force's name whether it is the partnership's own, or was not given; nil where the file names none.
func (h Home) forces(r *rows) []bool {
	if h.Force == "" || r.kind != Crime || len(r.text[0]) == 0 {
		return nil
	}
	out := make([]bool, len(r.words[0]))
	for i, name := range r.words[0] {
		out[i] = name == "" || name == h.Force
	}
	return out
}

func tallies(kind Kind, by map[uint8]map[Month]int) []segment.Tally {
	var out []segment.Tally
	for typ := range types {
		months := by[uint8(typ)]
		if len(months) == 0 {
			continue
		}
		var at []Month
		for m := range months {
			at = append(at, m)
		}
		first := slices.Min(at)
		t := segment.Tally{From: first.String(), N: make([]int, slices.Max(at)-first+1)}
		if kind == Crime {
			t.Type = types[typ]
		}
		for m, n := range months {
			t.N[m-first] = n
		}
		out = append(out, t)
	}
	return out
}
