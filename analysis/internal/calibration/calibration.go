// Package calibration measures how often the tests of the analysis library cry wolf: worlds are drawn in which nothing is
// going on (complete spatial randomness, random labelling, equal rates, stable series), each test is put to them at its
// nominal level, and the alarms are counted. Its own test holds every rate to its level and to the table in
// analysis/README.md, which [Report] writes.
package calibration

import (
	"context"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/distribution"
)

// Trial is one test under its null hypothesis.
type Trial struct {
	Test    string  // what is tested, as the table names it
	Null    string  // how its worlds are drawn
	Nominal float64 // the chance of an alarm that is stated
	// Careful says that the test may raise fewer alarms than stated and not more: counts cannot hit a level exactly.
	Careful bool
	Worlds  int
	// Looks is how many verdicts one world gives; they are not independent, so Alarms are counted by world where it is 1.
	Alarms func(ctx context.Context, world uint64) (alarms, looks int, err error)
}

// Rate is what a trial found.
type Rate struct {
	Trial
	Alarmed, Looks int
	Value          float64
	Low, High      float64 // Clopper and Pearson's interval at Confidence
}

// Confidence of the intervals: with some thirty trials one in a hundred runs would fail by chance at 99.97 %, and the seeds
// are fixed, so a failure is a change of the code.
const Confidence = 0.999

// Run draws the worlds of a trial on all cores. The result depends on the trial alone.
func Run(ctx context.Context, t Trial) (Rate, error) {
	alarms, looks := make([]int, t.Worlds), make([]int, t.Worlds)
	errs := make([]error, t.Worlds)
	if err := chance.Each(ctx, 0, t.Worlds, func(_, world int) {
		alarms[world], looks[world], errs[world] = t.Alarms(ctx, uint64(world)+1)
	}); err != nil {
		return Rate{}, err
	}
	r := Rate{Trial: t}
	for world := range t.Worlds {
		if errs[world] != nil {
			return r, fmt.Errorf("%s, world %d: %w", t.Test, world, errs[world])
		}
		r.Alarmed, r.Looks = r.Alarmed+alarms[world], r.Looks+looks[world]
	}
	r.Value = float64(r.Alarmed) / float64(r.Looks)
	// Verdicts of one world hang together: the interval counts each world once.
	n := float64(t.Worlds)
	k := r.Value * n
	r.Low, r.High = 0, 1
	if k > 0 {
		r.Low = distribution.BetaQuantile((1-Confidence)/2, k, n-k+1)
	}
	if k < n {
		r.High = distribution.BetaQuantile((1+Confidence)/2, k+1, n-k)
	}
	return r, nil
}

// Kept tells whether the rate is what the test states.
func (r Rate) Kept() bool { return r.Low <= r.Nominal && (r.Careful || r.Nominal <= r.High) }

// Report is the table in Markdown.
func Report(rates []Rate) string {
	var out strings.Builder
	out.WriteString("| test | worlds without anything in them | level | false alarms | interval |\n|---|---|---|---|---|\n")
	for _, r := range rates {
		fmt.Fprintf(&out, "%s%s | %s to %s |\n", r.asked(), percent(r.Value), percent(r.Low), percent(r.High))
	}
	return out.String()
}

// asked is the part of a row that says what was measured.
func (r Rate) asked() string {
	level := percent(r.Nominal)
	if r.Careful {
		level = "at most " + level
	}
	return fmt.Sprintf("| %s | %d: %s | %s | ", r.Test, r.Worlds, r.Null, level)
}

func percent(share float64) string { return fmt.Sprintf("%.3g %%", 100*share) }
