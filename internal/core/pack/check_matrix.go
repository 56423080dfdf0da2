package pack

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/risk"
)

// Matrix is the matrix of that id by which risk is assessed.
func (p *Pack) Matrix(id string) (*risk.Matrix, bool) { return find(p, "matrices", id, p.Matrices) }

// Assesses is the matrix by which the records of a kind are assessed, and false where a band is chosen without one.
func (p *Pack) Assesses(k *Kind) (*risk.Matrix, bool) { return p.Matrix(k.Assessed) }

func (l *loader) checkMatrices(r registry) {
	for i := range l.pack.Matrices {
		m, at := &l.pack.Matrices[i], join("matrices", i)
		l.refs(r, "roles", m.Lowers, at+".lowers")
		l.unique("version", at+".versions", len(m.Versions), func(j int) string { return m.Versions[j].Version })
		for j := range m.Versions {
			path := join(at, "versions", j)
			if j > 0 && !m.Versions[j-1].From.Before(m.Versions[j].From) {
				l.add(l.spot(path+".from"), "", "version %q of matrix %q begins no later than the one before it: put the oldest first", m.Versions[j].Version, m.ID)
			}
			l.checkMatrix(&m.Versions[j], path, r)
		}
	}
	for i := range l.pack.Kinds {
		k, at := &l.pack.Kinds[i], join("kinds", i, "assessed")
		if l.ref(r, "matrices", k.Assessed, at) && k.Archetype != Case {
			l.add(l.spot(at), "", "kind %q is no case, and only the risk of a case is assessed", k.ID)
		}
	}
}

func (l *loader) checkMatrix(v *risk.Version, at string, r registry) {
	l.oneOf("status", v.Status, []string{risk.LocalPolicy, risk.Unknown}, at+".status")
	l.unique("question", at+".questions", len(v.Questions), func(j int) string { return v.Questions[j].ID })
	l.unique("flag", at+".flags", len(v.Flags), func(j int) string { return v.Flags[j].ID })
	for j, q := range v.Questions {
		path := join(at, "questions", j)
		if q.ID != "" && !fieldID.MatchString(q.ID) {
			l.add(l.spot(path+".id"), "", "question %q: an id of a question holds small letters, digits and underscores", q.ID)
		}
		l.unique("option", path+".options", len(q.Options), func(n int) string { return q.Options[n].ID })
		for n, o := range q.Options {
			if o.Points < 0 {
				l.add(l.spot(join(path, "options", n)), "", "option %q takes points away: an answer gives none or some", o.ID)
			}
		}
	}
	for j, f := range v.Flags {
		for n, of := range f.Of {
			path := join(at, "flags", j, "of", n)
			q, ok := v.Question(of.Question)
			if !ok {
				l.add(l.spot(path), nearest(of.Question, questionIDs(v)), "flag %q follows from the question %q, which is not asked", f.ID, of.Question)
				continue
			}
			for _, id := range of.Options {
				if _, ok := q.Option(id); !ok {
					l.add(l.spot(path), "", "flag %q follows from the answer %q, which the question %q does not offer", f.ID, id, q.ID)
				}
			}
		}
	}
	l.checkBands(v, at+".bands", r)
}

func questionIDs(v *risk.Version) (ids []string) {
	for _, q := range v.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// checkBands makes sure that every score has one band: all bands of the pack, in their order, the first from nought.
func (l *loader) checkBands(v *risk.Version, at string, r registry) {
	var bands []string
	for j, b := range v.Bands {
		path := join(at, j)
		l.ref(r, "risks", b.Risk, path+".risk")
		bands = append(bands, b.Risk)
		switch {
		case j == 0 && b.From != 0:
			l.add(l.spot(path), "", "the lowest band begins at %d points, and fewer would have none: begin it at 0", b.From)
		case j > 0 && b.From <= v.Bands[j-1].From:
			l.add(l.spot(path), "", "band %q begins at no more points than the one before it", b.Risk)
		case b.From > v.Most():
			l.add(l.spot(path), "", "band %q begins at %d points, and all answers together give %d", b.Risk, b.From, v.Most())
		}
		if b.Review < 1 {
			l.add(l.spot(path), "", "band %q is never assessed again: give \"review:\" in working days", b.Risk)
		}
	}
	if len(bands) > 0 && !slices.Equal(bands, r["risks"].list) {
		l.add(l.spot(at), "", "the bands are %s and not those of the pack in their order: %s", listed(bands), listed(r["risks"].list))
	}
}
