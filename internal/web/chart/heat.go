package chart

import (
	"math"
	"strconv"

	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// Heat is a grid, such as weekdays (rows) by hours (columns). Each cell writes its number, so that the shade only repeats
// it. Values[row][column]; NaN is empty.
type Heat struct {
	Head
	Rows     []string
	Columns  []string
	Values   [][]float64
	RowTitle string // head of the table's first column; "Day" where empty
}

const heatLeft, heatCell, heatTop, heatShades = 96.0, 26.0, 24.0, 7

func (h Heat) head() Head      { return h.Head }
func (h Heat) legend() []entry { return nil }

func (h Heat) size() (float64, float64) {
	return heatLeft + float64(max(1, len(h.Columns)))*h.cellWidth() + 4, heatTop + float64(max(1, len(h.Rows)))*heatCell + 4
}

func (h Heat) cellWidth() float64 {
	longest := 2
	for _, row := range h.Values {
		for _, v := range row {
			longest = max(longest, len(h.text(v)))
		}
	}
	return max(heatCell, float64(longest)*7+6)
}

func (h Heat) draw(c *canvas) {
	_, high := span(h.Values...)
	w := h.cellWidth()
	for j, text := range h.Columns {
		c.text("wm-chart__small", "middle", heatLeft+(float64(j)+.5)*w, heatTop-8, shorten(text, 6))
	}
	for i, name := range h.Rows {
		y := heatTop + float64(i)*heatCell
		c.text("", "end", heatLeft-8, y+heatCell/2+5, name)
		for j := range h.Columns {
			v := math.NaN()
			if i < len(h.Values) {
				v = valueAt(h.Values[i], j)
			}
			x := heatLeft + float64(j)*w
			shade := shadeOf(v, high)
			c.rect("wm-chart__cell wm-h"+strconv.Itoa(shade), x, y, w, heatCell)
			class := "wm-chart__small"
			if shade >= 4 {
				class += " wm-chart__light"
			}
			c.text(class, "middle", x+w/2, y+heatCell/2+4, h.text(v))
		}
	}
}

// shadeOf runs from 0, nothing, in equal steps to the darkest.
func shadeOf(v, high float64) int {
	if math.IsNaN(v) || v <= 0 || high <= 0 {
		return 0
	}
	return min(heatShades-1, 1+int(v/high*float64(heatShades-1)-1e-9))
}

func (h Heat) table() govuk.Table {
	first := h.RowTitle
	if first == "" {
		first = catalogue.Say("chart.day")
	}
	t := govuk.Table{Head: []govuk.Cell{{Text: first}}}
	for _, name := range h.Columns {
		t.Head = append(t.Head, govuk.Cell{Text: name, Format: "numeric"})
	}
	for i, name := range h.Rows {
		row := []govuk.Cell{{Text: name}}
		for j := range h.Columns {
			v := math.NaN()
			if i < len(h.Values) {
				v = valueAt(h.Values[i], j)
			}
			row = append(row, h.cell(v))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
