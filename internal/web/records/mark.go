package records

import (
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
)

// markedLine is what has to be known of somebody, as it stands at the head of a page.
type markedLine struct {
	Head, Words, Source string
	Safety              bool
}

func markLine(m record.Mark, name string) markedLine {
	at, _ := page.ShortDate(m.At)
	out := markedLine{Head: m.SortWords(), Words: m.Words, Source: m.Source + ". " + m.By + ", " + at, Safety: m.Sort == record.StaffSafety}
	if name != "" {
		out.Head += ", " + name
	}
	if !m.Review.IsZero() {
		out.Source += ". Ends on " + m.Review.Words() + " unless it is looked at again"
	}
	return out
}

// marks are what has to be known of those on the record, the safety of staff first.
func (x *view) marks() (out []markedLine) {
	names := map[string]string{}
	for _, p := range x.whole.Parties {
		names[p.Person] = p.PersonName
	}
	for _, safety := range []bool{true, false} {
		for _, m := range x.whole.Marks {
			if (m.Sort == record.StaffSafety) == safety {
				out = append(out, markLine(m, names[m.Person]))
			}
		}
	}
	return out
}
