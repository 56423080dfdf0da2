package publish

import (
	"slices"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// count is a column of counts.
func count(name string) figure.Column { return figure.Column{Name: name, Format: figure.Count} }

// ByWard is what was reported and done in each ward over some editions, and what the police recorded there.
func (t *Tables) ByWard(say *catalogue.Catalogue, wards []pack.Area, shown []*Edition) *figure.Table {
	out := &figure.Table{Columns: []figure.Column{{Name: say.Say("ward.ward")}, count(say.Say("wards.reports"))}}
	for _, d := range Doings(shown, "") {
		out.Columns = append(out.Columns, count(d.Plural))
	}
	if t.Police.Known {
		out.Columns = append(out.Columns, count(say.Say("wards.recorded")))
	}
	for i, ward := range wards {
		reports := figure.Unknown("wards.unpublished")
		if lines := Reported(shown, ward.Code); len(lines) > 0 {
			reports = lines[len(lines)-1].Sum
		}
		row := figure.Row{figure.T(ward.Name), figure.F(reports)}
		for _, d := range Doings(shown, ward.Code) {
			row = append(row, figure.F(d.Times.Sum))
		}
		if t.Police.Known {
			row = append(row, figure.F(t.Police.Total[i]))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// Side shows a ward's lines side by side, a column for each quarter and after the four of a year one for the year; where there is no
// year to show, one at the end for what the quarters add up to.
func Side(say *catalogue.Catalogue, head string, shown []*Edition, lines []Line) *figure.Table {
	at, name := len(shown), say.Say("line.all")
	if i, ok := Closed(shown); ok {
		at, name = i+1, say.Say("line.year", "year", shown[i].Year.Period.Short(say))
	}
	var periods []indicator.Period
	for _, e := range shown {
		periods = append(periods, e.Period)
	}
	t := beside(say, head, periods, lines)
	t.Columns = slices.Insert(t.Columns, at+1, count(name))
	for i, l := range lines {
		t.Rows[i] = slices.Insert(t.Rows[i], at+1, figure.F(l.Sum))
	}
	return t
}

func (l Line) name(say *catalogue.Catalogue) string {
	if l.All {
		return say.Say("line.all")
	}
	return l.Name
}

// beside is lines with a column for each period.
func beside(say *catalogue.Catalogue, head string, periods []indicator.Period, lines []Line) *figure.Table {
	t := &figure.Table{Columns: []figure.Column{{Name: head}}}
	for _, p := range periods {
		t.Columns = append(t.Columns, count(p.Short(say)))
	}
	for _, l := range lines {
		row := figure.Row{figure.T(l.name(say))}
		for _, c := range l.Cells {
			row = append(row, figure.F(c))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ByQuarter draws a ward's reports by quarter; hidden quarters are gaps. Nil where there are too few to draw.
func ByQuarter(say *catalogue.Catalogue, name string, editions []*Edition, lines []Line) *figure.Chart {
	if len(lines) == 0 {
		return nil
	}
	reports := figure.Series{Name: say.Say("quarters.reports"), Values: lines[len(lines)-1].Cells}
	if reports.Known() < 3 {
		return nil
	}
	c := &figure.Chart{Form: figure.Line, Title: say.Say("quarters.title", "ward", name), Unit: say.Say("quarters.unit"), First: say.Say("quarters.quarter"), Series: []figure.Series{reports},
		Words: say.Say("quarters.words")}
	for _, e := range editions {
		c.Labels = append(c.Labels, e.Period.Short(say))
	}
	return c
}

// ByType draws what the police recorded in the ward of a row.
func (p *Police) ByType(say *catalogue.Catalogue, row int, name string) *figure.Chart {
	return &figure.Chart{Form: figure.Bar, Title: say.Say("police.title", "ward", name), Unit: say.Say("police.unit"), First: say.Say("police.type"), Labels: p.Types, Source: say.Say("police.source"),
		Words: say.Say("police.words", "from", p.From, "to", p.Until.AddDays(-1)), Series: []figure.Series{{Name: say.Say("police.incidents"), Values: p.Cells[row]}}}
}

// barsMost is how many periods the bars of a breakdown show: the newest, so that the colours can be told apart.
const barsMost = 3

// ByOption shows lines over periods, the total last, as a table and as bars without the total.
func ByOption(say *catalogue.Catalogue, ind *pack.Indicator, field string, periods []indicator.Period, lines []Line) (*figure.Table, *figure.Chart) {
	t := beside(say, field, periods, lines)
	t.Columns = append(t.Columns, count(say.Say("line.all")))
	bars := &figure.Chart{Form: figure.Bar, Title: say.Say("breakdown.title", "name", ind.Name, "field", indicator.Lower(field)), Unit: ind.Unit, First: field, Source: indicator.Origin(say, ind),
		Words: say.Say("breakdown.words")}
	from := max(0, len(periods)-barsMost)
	for _, p := range periods[from:] {
		bars.Series = append(bars.Series, figure.Series{Name: p.Words(say)})
	}
	for i, l := range lines {
		t.Rows[i] = append(t.Rows[i], figure.F(l.Sum))
		if i == len(lines)-1 {
			break
		}
		bars.Labels = append(bars.Labels, l.Name)
		for j := range bars.Series {
			bars.Series[j].Values = append(bars.Series[j].Values, l.Cells[from+j])
		}
	}
	return t, bars
}

// periodsShown is how many periods of a breakdown stand side by side for staff.
const periodsShown = 6

// AsItIs is a breakdown for staff, with nothing hidden: its newest periods and their lines, the total last. No lines where nothing
// was counted.
func AsItIs(b indicator.Breakdown) ([]indicator.Period, []Line) {
	from := max(0, len(b.Periods)-periodsShown)
	total := Line{All: true, Cells: make([]figure.Figure, len(b.Periods)-from)}
	var lines []Line
	for _, l := range b.Lines {
		line := Line{Name: l.Name}
		for _, n := range l.Counts[from:] {
			line.add(n)
		}
		line.Sum = sumKnown(line.Cells)
		lines = append(lines, line)
	}
	for i := range total.Cells {
		var column []figure.Figure
		for _, l := range lines {
			column = append(column, l.Cells[i])
		}
		total.Cells[i] = figure.Sum(column...)
	}
	if total.Sum = sumKnown(total.Cells); !total.Some() {
		return nil, nil
	}
	return b.Periods[from:], append(lines, total)
}

// sumKnown adds up the periods that are known: before the first, nothing was recorded that could be missing.
func sumKnown(cells []figure.Figure) figure.Figure {
	return figure.Sum(slices.DeleteFunc(slices.Clone(cells), func(f figure.Figure) bool { return !f.Known() })...)
}

// Table lists by which way reports came, with the share of each. It is for staff.
func (c *Channels) Table() *figure.Table {
	t := &figure.Table{Columns: []figure.Column{{Name: "Channel"}, count("Reports"), {Name: "Share", Format: figure.Share}}}
	var counts []figure.Figure
	for _, x := range c.List {
		counts = append(counts, x.Count)
	}
	for _, x := range c.List {
		t.Rows = append(t.Rows, figure.Row{figure.T(x.Name), figure.F(x.Count), figure.F(figure.Quotient(1, x.Count, figure.Sum(counts...)))})
	}
	return t
}
