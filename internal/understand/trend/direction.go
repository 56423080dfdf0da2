package trend

import (
	"fmt"

	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// Of says which way the events of a choice have gone: the one answer that every page, document and command gives. It looks
// at all events of the area by the code of their ward, whether or not they have a point, in the months that are held.
func Of(c choice.Choice) (finding.Trend, error) {
	c, err := c.Settle()
	if err != nil {
		return finding.Trend{}, fmt.Errorf("trend: %w", err)
	}
	return newSeries(c).trend()
}

// level is the chance at which a trend is called.
const level = 0.05

// draws of the test: p is then good to a third of a hundredth where it matters. The seed is always the same, so that the same
// months give the same answer.
const draws = 4999

// trend tests the series; months that are not held are gaps in it.
func (s *monthly) trend() (finding.Trend, error) {
	out := finding.Trend{Direction: finding.None, P: figure.Figure{}, Slope: figure.Figure{}}
	if len(s.values) < fewest {
		return out, nil
	}
	found, err := series.Sieve(s.values, series.SieveOptions{At: s.at, Draws: draws})
	if err != nil {
		return out, fmt.Errorf("trend: %w", err)
	}
	out.P, out.Slope = figure.Of(found.P), figure.Of(found.Slope)
	switch {
	case found.P > level:
	case found.Slope > 0:
		out.Direction = finding.Rising
	default:
		out.Direction = finding.Falling
	}
	return out, nil
}
