package finding

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// Direction is which way a series of months has gone.
type Direction string

// Directions of a trend.
const (
	Rising  Direction = "rising"
	Falling Direction = "falling"
	None    Direction = "none" // no trend that can be told from chance
)

// Trend is the answer to "is it rising?". Every page, document and command has it from package understand/trend, so that none
// says something else than another.
type Trend struct {
	Direction Direction     `json:"direction"`
	P         figure.Figure `json:"p"`     // chance of such a slope where nothing changes; not known under twelve held months
	Slope     figure.Figure `json:"slope"` // change a month; not known under twelve held months
}

// Words say it: "rising (p = 0.012)", "no clear trend (p = 0.200)".
func (t Trend) Words() string {
	if !t.P.Known() {
		return "not known, because fewer than twelve months are held"
	}
	way := string(t.Direction)
	if t.Direction == None {
		way = "no clear trend"
	}
	return fmt.Sprintf("%s (p = %s)", way, t.P.In(figure.Chance))
}
