package incident

import (
	"bytes"
	"slices"
)

// countShape is where a table of counts keeps its area, and what each of its columns of numbers counts.
type countShape struct {
	code  int // column of the area's code, -1 where it has a name only
	month int // column of the month, -1 where the columns of numbers have their own
	cells []countCell
	texts [4]countText // name, category, subcategory, measure
}

// countCell is a column of numbers.
type countCell struct {
	at       int
	dated    bool   // it has a month of its own, and may be empty
	month    Month  // its own
	category []byte // its own, nil where the row has one
}

// countText is a text of a row: a column, or where that is -1 the same words for all rows.
type countText struct {
	at    int
	words []byte
}

// Words of counts that a table says by its shape alone.
const (
	yearMeasure  = "Offences in the calendar year" // kept under January
	vawgCategory = "Violence against women and girls"
)

// panelCategories are the columns of the panel of small areas, which is compiled from the publisher's street files.
var panelCategories = map[string]string{
	"crime_count": "All crime", "n_burglary": "Burglary", "n_drugs": "Drugs", "n_other": "All other types", "n_public_order": "Public order",
	"n_robbery": "Robbery", "n_theft_from_person": "Theft from the person", "n_vehicle": "Vehicle crime",
}

// detectCounts recognises the Metropolitan Police's tables of counts: a column a month (201004) by ward, LSOA or borough; a
// column a year (2011) by LSOA; the long tables of its monthly dashboard and of offences against women and girls; and the
// panel of small areas and months with a column a type.
func (s *schema) detectCounts() bool {
	shape := countShape{code: s.first("wardcode", "lsoa_code", "area_code", "lsoa11cd"), month: -1}
	shape.texts = [4]countText{
		{at: s.first("wardname", "lsoa_name", "area_name", "lsoa11nm", "boroughname", "ward_name_clean_2")},
		{at: s.first("majortext", "major_category", "crime_type", "category")},
		{at: s.first("minortext", "minor_category", "crime_subtype")}, {at: s.first("measure")},
	}
	if shape.code < 0 && shape.texts[0].at < 0 || !s.longCounts(&shape) && !s.wideCounts(&shape) {
		return false
	}
	s.kind, s.counts = Count, shape
	s.texts = make([]int, len(shape.texts))
	return true
}

// first is the first of the columns that the table has, or -1.
func (s *schema) first(names ...string) int {
	for _, n := range names {
		if i := s.col(n); i >= 0 {
			return i
		}
	}
	return -1
}

// longCounts are tables with a month a row.
func (s *schema) longCounts(shape *countShape) bool {
	switch category := shape.texts[1].at; {
	case s.has("month_year", "count") && category >= 0:
		shape.month, s.name = s.col("month_year"), "counts by "+s.level()+" and month"
		shape.cells = []countCell{{at: s.col("count")}}
	case s.has("recorded_date_months", "date_committed_from_date_months", "vawg_offence", "count"):
		shape.month, s.name = s.col("recorded_date_months"), "offences against women and girls by ward and month"
		shape.cells = []countCell{{at: s.col("count")}}
		shape.texts[1] = countText{at: -1, words: []byte(vawgCategory)}
		shape.texts[2].at, shape.texts[3].at = s.col("date_committed_from_date_months"), s.first("sheet")
	case s.has(colMonth, "lsoa_code", "crime_count"):
		shape.month, s.name = s.col(colMonth), "counts by LSOA, month and type (panel)"
		for i, h := range s.header {
			if category := panelCategories[h]; category != "" {
				shape.cells = append(shape.cells, countCell{at: i, category: []byte(category)})
			}
		}
	default:
		return false
	}
	return true
}

// wideCounts are tables with a column for each month or each year.
func (s *schema) wideCounts(shape *countShape) bool {
	if shape.texts[1].at < 0 {
		return false
	}
	years := 0
	for i, h := range s.header {
		month, ok := Month(0), false
		switch len(h) {
		case 6:
			month, ok = monthOf([]byte(h[:4] + "-" + h[4:]))
		case 4:
			if month, ok = monthOf([]byte(h + "-01")); ok {
				years++
			}
		}
		if ok {
			shape.cells = append(shape.cells, countCell{at: i, dated: true, month: month})
		}
	}
	s.name = "counts by " + s.level() + " and month"
	if years > 0 {
		s.name = "counts by " + s.level() + " and year"
		shape.texts[3] = countText{at: -1, words: []byte(yearMeasure)}
	}
	return len(shape.cells) > 0 && (years == 0 || years == len(shape.cells))
}

func (s *schema) level() string {
	switch {
	case slices.Contains(s.header, "wardcode"):
		return "ward"
	case slices.Contains(s.header, "lsoa_code"), slices.Contains(s.header, "lsoa11cd"):
		return "LSOA"
	case slices.Contains(s.header, "area_type"):
		return "area"
	default:
		return "borough"
	}
}

// counts reads a row of a table of counts: one fact for each number. Either all of a line is taken or none.
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
	if s.ward == 0 && (shape.texts[0].at < 0 || len(f[shape.texts[0].at]) == 0) {
		return whyArea, nil
	}
	month := Month(0)
	if shape.month >= 0 {
		m := f[shape.month]
		var ok bool
		if month, ok = monthOf(m[:min(7, len(m))]); !ok {
			return whyMonth, m
		}
	}
	texts, why, what := p.countTexts(f)
	if why != "" {
		return why, what
	}
	if month > p.newest {
		return whyFuture, f[shape.month]
	}
	before, number := p.to.len(), p.read.spot(s)
	for i := range shape.cells {
		if why, what = p.cell(&shape.cells[i], f, month, texts, number, line); why != "" {
			p.to.cut(before)
			return why, what
		}
	}
	return "", nil
}

// countTexts numbers the texts of a row.
func (p *parser) countTexts(f [][]byte) (texts [4]uint16, why string, what []byte) {
	for i, t := range p.schema.counts.texts {
		words := t.words
		if t.at >= 0 {
			words = f[t.at]
		}
		if n, ok := p.countText(i, words); ok {
			texts[i] = n
		} else {
			return texts, whyLong, words
		}
	}
	return texts, "", nil
}

func (p *parser) countText(i int, words []byte) (uint16, bool) {
	if len(words) > maxText {
		return 0, false
	}
	n := p.read.text(i, words)
	return uint16(n), n <= 0xffff
}

// cell takes one number. A long table must have it; in a wide one an empty cell says nothing.
func (p *parser) cell(c *countCell, f [][]byte, month Month, texts [4]uint16, spot, line uint32) (string, []byte) {
	if c.dated {
		month = c.month
		if len(f[c.at]) == 0 {
			return "", nil
		}
		if month > p.newest {
			return whyFuture, []byte(month.String())
		}
	}
	n, ok := wholeNumber(f[c.at])
	if !ok {
		return whyNumber, f[c.at]
	}
	if c.category != nil {
		if texts[1], ok = p.countText(1, c.category); !ok {
			return whyLong, c.category
		}
	}
	to := p.to
	to.month, to.value = append(to.month, month), append(to.value, n)
	to.spot, to.line = append(to.spot, spot), append(to.line, line)
	for i := range texts {
		to.text[i] = append(to.text[i], texts[i])
	}
	return "", nil
}

// wholeNumber reads a count, which a table that went through a spreadsheet may print as 4.0.
func wholeNumber(b []byte) (int32, bool) {
	whole, fraction, _ := bytes.Cut(b, []byte{'.'})
	n, ok := digits(whole)
	return int32(n), ok && n <= 1<<30 && len(whole) <= 10 && len(bytes.Trim(fraction, "0")) == 0
}
