package incident

// countLoader keeps the latest number of each count.
type countLoader struct {
	at    map[counted]int
	rows  []counted
	n     []int32
	words words
}

// counted is what a number counts. Name, category, subcategory and measure are numbers of words: a table of a million counts
// has a few hundred of them.
type counted struct {
	area  Code
	texts [4]uint32
	month Month
}

func newCountLoader() countLoader {
	l := countLoader{at: map[counted]int{}}
	l.words.add(nil)
	return l
}

func (l *countLoader) take(r *rows) {
	now := make([][]uint32, len(r.words))
	for c, list := range r.words {
		for _, w := range list {
			now[c] = append(now[c], l.words.add([]byte(w)))
		}
	}
	for i := range r.spot {
		k := counted{area: r.spots[r.spot[i]].ward, month: r.month[i]}
		for c := range k.texts {
			if c < len(r.text) && len(r.text[c]) > 0 {
				k.texts[c] = now[c][r.text[c][i]]
			}
		}
		at, ok := l.at[k]
		if !ok {
			at = len(l.rows)
			l.at[k], l.rows, l.n = at, append(l.rows, k), append(l.n, 0)
		}
		l.n[at] = r.value[i]
	}
}

func (l *countLoader) table() Counts {
	c := Counts{N: append([]int32(nil), l.n...)}
	for _, k := range l.rows {
		c.Area, c.Month = append(c.Area, k.area), append(c.Month, k.month)
		c.Name, c.Category = append(c.Name, l.words.list[k.texts[0]]), append(c.Category, l.words.list[k.texts[1]])
		c.Subcategory, c.Measure = append(c.Subcategory, l.words.list[k.texts[2]]), append(c.Measure, l.words.list[k.texts[3]])
	}
	return c
}
