// Package aoristic answers "when does it happen?" for offences whose time is only known as an interval: a burglary
// between leaving for work and coming home, a bicycle gone some time over the weekend.
//
// Each offence has weight one, spread evenly over the interval from its earliest to its latest time (Ratcliffe and
// McCullagh 1998, International Journal of GIS 12:751; Ratcliffe 2002, Journal of Quantitative Criminology 18:23). Spread
// gives the weights of one interval over the 168 hours of a week, exactly: a minute of the interval has the same weight wherever it
// falls, part hours count in part, and an interval longer than a week goes round it as often as it lasts. Surface adds
// them up, and keeps the offences whose interval is too long to say anything out, with their number.
//
// Hours are those of the time.Time values given: pass London times (time.In) for a London surface. On the day the
// clocks change an hour is missing or doubled, and the weights follow the clock on the wall: an hour that came twice gets both.
//
// The precision is a nanosecond and the result does not depend on the order of the intervals. A midpoint or a start time in
// place of the interval is worse than aoristic weights (Ashby and Bowers 2013, Crime Science 2:1); but weights are
// a likelihood, not counts, and a test that needs whole counts cannot take them.
//
// # When not to use it
//
// Not for offences whose time is known to the hour (count them), nor where most intervals are longer than a day: the
// surface is then nearly flat by construction and says nothing of hours. Not as a test: an hour's weight has no
// p-value.
package aoristic

import (
	"errors"
	"fmt"
	"time"
)

// Hours is the number of cells of a week.
const Hours = 168

// Week holds a weight for every hour of the week: cell 0 is Monday 00:00 to 01:00, cell 167 Sunday 23:00 to 24:00.
type Week [Hours]float64

// Cell is the hour of the week of a time, by its own clock.
func Cell(t time.Time) int { return (int(t.Weekday())+6)%7*24 + t.Hour() }

// At is the weight of a weekday and hour (0 to 23); no other hour has any.
func (w *Week) At(day time.Weekday, hour int) float64 {
	if day < time.Sunday || day > time.Saturday || hour < 0 || hour > 23 {
		return 0
	}
	return w[(int(day)+6)%7*24+hour]
}

// Total is the sum of all weights: the number of offences.
func (w *Week) Total() float64 {
	sum := 0.0
	for _, v := range w {
		sum += v
	}
	return sum
}

// ByHour adds the days up: 24 hours of any day.
func (w *Week) ByHour() (out [24]float64) {
	for c, v := range w {
		out[c%24] += v
	}
	return out
}

// ByDay adds the hours up, Monday first.
func (w *Week) ByDay() (out [7]float64) {
	for c, v := range w {
		out[c/24] += v
	}
	return out
}

// Interval is the earliest and the latest time at which an offence can have happened; equal for a known time.
type Interval struct {
	From, To time.Time
}

// MaxInterval is the longest interval that Spread takes.
const MaxInterval = 100 * 366 * 24 * time.Hour

// ErrReversed says that an interval ends before it begins, most often because the two were swapped in recording.
var ErrReversed = errors.New("the interval ends before it begins")

// Spread adds the weights of one interval, which sum to one, to the week. It is an error when the interval is reversed
// or longer than MaxInterval.
func (w *Week) Spread(i Interval) error {
	length := i.To.Sub(i.From)
	switch {
	case length < 0:
		return fmt.Errorf("%s to %s: %w", i.From.Format(time.DateTime), i.To.Format(time.DateTime), ErrReversed)
	case length > MaxInterval:
		return fmt.Errorf("the interval from %s lasts %.0f days, more than a hundred years", i.From.Format(time.DateTime), length.Hours()/24)
	case length == 0:
		w[Cell(i.From)]++
		return nil
	}
	spread(i, func(cell int, part time.Duration) { w[cell] += float64(part) / float64(length) })
	return nil
}

// spread walks the interval hour by hour; weeks without a change of clocks touch every hour alike and are told together.
func spread(i Interval, add func(cell int, part time.Duration)) {
	const week = 7 * 24 * time.Hour
	weeks := time.Duration(0)
	for t := i.From; t.Before(i.To); {
		if next := t.Add(week); !next.After(i.To) && sameOffset(t, next) {
			weeks++
			t = next
			continue
		}
		next := t.Add(time.Hour - sinceHour(t))
		if next.After(i.To) {
			next = i.To
		}
		add(Cell(t), next.Sub(t))
		t = next
	}
	if weeks > 0 {
		for c := range Hours {
			add(c, weeks*time.Hour)
		}
	}
}

// sinceHour is the time since the clock on the wall last showed a full hour.
func sinceHour(t time.Time) time.Duration {
	return time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
}

func sameOffset(a, b time.Time) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return x == y
}
