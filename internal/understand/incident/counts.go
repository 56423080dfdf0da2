package incident

import "slices"

// countShape is where a table of counts keeps its area and its months.
type countShape struct {
	code   int // column of the area's code, -1 where it has a name only
	months []monthColumn
	month  int // long shape: column of the month, -1 in the wide shape
	count  int // long shape: column of the count
}

type monthColumn struct {
	at    int
	month Month
}

// detectCounts recognises the Metropolitan Police's tables of counts by month: wide (a column a month, named 201004) by
// ward, LSOA or borough, and the long table of its monthly dashboard.
func (s *schema) detectCounts() bool {
	first := func(names ...string) int {
		for _, n := range names {
			if i := s.col(n); i >= 0 {
				return i
			}
		}
		return -1
	}
	shape := countShape{code: first("wardcode", "lsoa_code", "area_code"), month: s.col("month_year"), count: s.col("count")}
	name := first("wardname", "lsoa_name", "area_name", "boroughname")
	category := first("majortext", "major_category", "crime_type")
	sub := first("minortext", "minor_category", "crime_subtype")
	for i, h := range s.header {
		if len(h) == 6 {
			if m, ok := monthOf([]byte(h[:4] + "-" + h[4:])); ok {
				shape.months = append(shape.months, monthColumn{i, m})
			}
		}
	}
	long := shape.month >= 0 && shape.count >= 0
	if name < 0 || category < 0 || len(shape.months) == 0 && !long {
		return false
	}
	if !long {
		shape.month = -1
	}
	s.kind, s.counts = Count, shape
	s.texts = []int{name, category, sub, first("measure")}
	s.name = "counts by " + s.level() + " and month"
	return true
}

func (s *schema) level() string {
	switch {
	case slices.Contains(s.header, "wardcode"):
		return "ward"
	case slices.Contains(s.header, "lsoa_code"):
		return "LSOA"
	case slices.Contains(s.header, "area_type"):
		return "area"
	default:
		return "borough"
	}
}

// row of a table of counts: one fact for each month that has a number. Either all of a line is taken or none.
func (p *parser) counts(f [][]byte, line uint32) (why string, what []byte) {
	shape := &p.schema.counts
	if len(f) != p.schema.fields {
		return whyFields, nil
	}
	s := spot{lon: nowhere, lat: nowhere}
	if shape.code >= 0 && len(f[shape.code]) > 0 {
		var ok bool
		if s.ward, ok = codeOf(f[shape.code]); !ok {
			return whyWard, f[shape.code]
		}
	}
	if s.ward == 0 && len(f[p.schema.texts[0]]) == 0 {
		return whyArea, nil
	}
	var texts [4]uint16
	for i, c := range p.schema.texts {
		if c < 0 {
			continue
		}
		n := p.read.text(i, f[c])
		if len(f[c]) > maxText || n > 0xffff {
			return whyLong, f[c]
		}
		texts[i] = uint16(n)
	}
	before := p.to.len()
	number := p.read.spot(s)
	if why, what = p.cells(f, number, line); why != "" {
		p.to.cut(before)
		return why, what
	}
	for i := range texts {
		for range p.to.len() - before {
			p.to.text[i] = append(p.to.text[i], texts[i])
		}
	}
	return "", nil
}

func (p *parser) cells(f [][]byte, spot, line uint32) (why string, what []byte) {
	shape := &p.schema.counts
	if shape.month >= 0 {
		m := f[shape.month]
		month, ok := monthOf(m[:min(7, len(m))])
		if !ok {
			return whyMonth, m
		}
		return p.cell(month, f[shape.count], spot, line)
	}
	for _, c := range shape.months {
		if len(f[c.at]) == 0 {
			continue
		}
		if why, what = p.cell(c.month, f[c.at], spot, line); why != "" {
			return why, what
		}
	}
	return "", nil
}

func (p *parser) cell(m Month, number []byte, spot, line uint32) (string, []byte) {
	n, ok := digits(number)
	if !ok || n > 1<<30 || len(number) > 10 {
		return whyNumber, number
	}
	p.to.month, p.to.value = append(p.to.month, m), append(p.to.value, int32(n))
	p.to.spot, p.to.line = append(p.to.spot, spot), append(p.to.line, line)
	return "", nil
}
