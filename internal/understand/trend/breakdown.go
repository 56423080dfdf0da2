package trend

import (
	"context"
	"sort"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// breakdown adds the last year against the one before, by ward and by type, largest first.
func breakdown(ctx context.Context, f *finding.Finding, c choice.Choice) error {
	if len(c.Area.Wards) > 1 {
		rows, err := compare(ctx, wardsOf(c))
		if err != nil {
			return err
		}
		f.Sections = append(f.Sections, section("wards", "By ward", "Ward", rows))
	}
	if len(c.Types) != 1 && c.Noun == "" && c.Kind == incident.Crime {
		rows, err := compare(ctx, typesOf(c))
		if err != nil {
			return err
		}
		f.Sections = append(f.Sections, section("types", "By type", "Type", rows))
	}
	return nil
}

// part is one ward or type of a choice.
type part struct {
	name   string
	choice choice.Choice
}

func wardsOf(c choice.Choice) []part {
	var out []part
	for _, w := range c.Area.Wards {
		one := c
		one.Area.Wards, one.Area.Name = []incident.Code{w}, c.Name(w)
		out = append(out, part{c.Name(w), one})
	}
	return out
}

func typesOf(c choice.Choice) []part {
	var out []part
	for _, t := range append(append([]uint8{}, c.Types...), c.Dropped...) {
		one := c
		one.Types = []uint8{t}
		out = append(out, part{incident.Types()[t], one})
	}
	return out
}

func compare(ctx context.Context, parts []part) ([]figure.Row, error) {
	type measured struct {
		row   figure.Row
		total int
	}
	var all []measured
	for _, p := range parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := newSeries(p.choice)
		row := figure.Row{figure.T(p.name), figure.N(s.total), figure.F(figure.Figure{}), figure.F(figure.Figure{}), figure.F(figure.Figure{}), figure.T("not held for two whole years")}
		if last, before, ok := s.years(); ok {
			r, err := ratio(last, before, s.dispersion())
			if err != nil {
				return nil, err
			}
			row[2], row[3] = figure.N(before), figure.N(last)
			row[5] = figure.T("none before")
			if before > 0 {
				row[4] = figure.N(r.Value - 1)
				way := "no clear change"
				if r.Low > 1 {
					way = "up"
				} else if r.High < 1 {
					way = "down"
				}
				row[5] = figure.T(change(r.Low) + " to " + change(r.High) + ": " + way)
			}
		}
		all = append(all, measured{row, s.total})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].total > all[j].total })
	rows := make([]figure.Row, len(all))
	for i, m := range all {
		rows[i] = m.row
	}
	return rows, nil
}

func section(id, heading, first string, rows []figure.Row) finding.Section {
	return finding.Section{ID: id, Heading: heading, Words: "The last twelve months of the period against the twelve before. The interval allows for months that vary more than chance alone would have them; with many rows one in twenty looks changed when nothing has.",
		Table: &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: first}, {Name: "Whole period", Format: figure.Count}, {Name: "Year before", Format: figure.Count},
			{Name: "Last year", Format: figure.Count}, {Name: "Change", Format: figure.Share}, {Name: "95% interval of the change"}}, Rows: rows}}}
}
