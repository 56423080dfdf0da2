package chart

import (
	"strconv"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// heat is a grid, such as weekdays (the series) by hours (the labels). Each cell writes its number, so that the shade only repeats
// it.
type heat struct{ frame }

const heatLeft, heatCell, heatTop, heatShades = 96.0, 26.0, 24.0, 7

func (h heat) legend() []entry { return nil }

func (h heat) size() (float64, float64) {
	return heatLeft + float64(max(1, len(h.Labels)))*h.cellWidth() + 4, heatTop + float64(max(1, len(h.Series)))*heatCell + 4
}

func (h heat) cellWidth() float64 {
	longest := 2
	for _, s := range h.Series {
		for _, f := range s.Values {
			longest = max(longest, len([]rune(h.written(f))))
		}
	}
	return max(heatCell, float64(longest)*7+5)
}

func (h heat) draw(c *canvas) {
	_, high := span(h.rows()...)
	w := h.cellWidth()
	for j, text := range h.Labels {
		c.text("wm-chart__small", "middle", heatLeft+(float64(j)+.5)*w, heatTop-8, shorten(text, 6))
	}
	for i, s := range h.Series {
		y := heatTop + float64(i)*heatCell
		c.text("", "end", heatLeft-8, y+heatCell/2+5, s.Name)
		for j := range h.Labels {
			x := heatLeft + float64(j)*w
			shade := shadeOf(s.At(j), high)
			c.rect("wm-chart__cell wm-h"+strconv.Itoa(shade), x, y, w, heatCell)
			class := "wm-chart__small"
			if shade >= 4 {
				class += " wm-chart__light"
			}
			c.text(class, "middle", x+w/2, y+heatCell/2+4, h.written(s.At(j)))
		}
	}
}

// shadeOf runs from 0, nothing, in equal steps to the darkest.
func shadeOf(f figure.Figure, high float64) int {
	v, _ := f.Value()
	if v <= 0 || high <= 0 {
		return 0
	}
	return min(heatShades-1, 1+int(v/high*float64(heatShades-1)-1e-9))
}
