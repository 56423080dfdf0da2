package aoristic

import (
	"errors"
	"fmt"
	"time"
)

// Options say what Surface does with intervals that tell little. The zero value keeps every interval and stops at a reversed one.
type Options struct {
	MaxLength time.Duration // intervals longer than this are left out and counted (0: none is)
	FlatLong  bool          // an interval of a week or more counts the same in every hour, as in R's aoristic, not in proportion
	Reversed  Reversed
}

// Reversed is what to do with an interval that ends before it begins.
type Reversed int

const (
	Stop     Reversed = iota // it is an error, by row
	LeaveOut                 // it is left out and counted
	AtStart                  // it counts at its first time, as in R's aoristic
)

// Result is a surface with what it rests on.
type Result struct {
	Week     Week
	Used     int // offences in Week
	TooLong  int // left out by MaxLength
	Reversed int // ended before they began
	Known    int // of those used, had an interval within one hour of the week
}

// Surface adds up the weights of all intervals.
func Surface(intervals []Interval, o Options) (Result, error) {
	var r Result
	if o.MaxLength < 0 || o.Reversed < Stop || o.Reversed > AtStart {
		return r, fmt.Errorf("there is no rule %d for reversed intervals, or the longest interval (%v) is below zero", o.Reversed, o.MaxLength)
	}
	for row, i := range intervals {
		length := i.To.Sub(i.From)
		if length < 0 {
			r.Reversed++
			switch o.Reversed {
			case Stop:
				return Result{}, fmt.Errorf("row %d, %s to %s: %w", row, i.From.Format(time.DateTime), i.To.Format(time.DateTime), ErrReversed)
			case LeaveOut:
				continue
			}
			i.To, length = i.From, 0
		}
		if o.MaxLength > 0 && length > o.MaxLength {
			r.TooLong++
			continue
		}
		if err := r.add(i, length, o.FlatLong); err != nil {
			return Result{}, fmt.Errorf("row %d: %w", row, err)
		}
	}
	return r, nil
}

func (r *Result) add(i Interval, length time.Duration, flatLong bool) error {
	if flatLong && length >= 7*24*time.Hour {
		for c := range r.Week {
			r.Week[c] += 1.0 / Hours
		}
		r.Used++
		return nil
	}
	if err := r.Week.Spread(i); err != nil {
		return err
	}
	r.Used++
	if length <= time.Hour-sinceHour(i.From) {
		r.Known++
	}
	return nil
}

// Fine is the weights over the day in equal steps, for a chart of minutes: entry k covers the time of day from k to
// k+1 steps. step must divide a day and be a minute or more. Reversed intervals are an error, by row.
func Fine(intervals []Interval, step time.Duration) ([]float64, error) {
	const day = 24 * time.Hour
	if step < time.Minute || step > day || day%step != 0 {
		return nil, fmt.Errorf("the step must be a minute or more and divide a day, not %v", step)
	}
	out := make([]float64, day/step)
	for row, i := range intervals {
		length := i.To.Sub(i.From)
		if length < 0 || length > MaxInterval {
			return nil, fmt.Errorf("row %d, %s to %s: %w", row, i.From.Format(time.DateTime), i.To.Format(time.DateTime), errLength(length))
		}
		fineSpread(out, i, step)
	}
	return out, nil
}

func errLength(length time.Duration) error {
	if length < 0 {
		return ErrReversed
	}
	return errors.New("the interval is longer than a hundred years")
}

// fineSpread adds one interval, day by day where the clocks do not change.
func fineSpread(out []float64, i Interval, step time.Duration) {
	const day = 24 * time.Hour
	length := float64(i.To.Sub(i.From))
	clock := func(t time.Time) time.Duration { return time.Duration(t.Hour())*time.Hour + sinceHour(t) }
	if length == 0 {
		out[clock(i.From)/step]++
		return
	}
	days := 0
	for t := i.From; t.Before(i.To); {
		if next := t.Add(day); !next.After(i.To) && sameOffset(t, next) {
			days++
			t = next
			continue
		}
		at := clock(t)
		next := t.Add(min(step-at%step, time.Hour-sinceHour(t))) // the clocks change on the hour
		if next.After(i.To) {
			next = i.To
		}
		out[at/step] += float64(next.Sub(t)) / length
		t = next
	}
	for k := range out {
		out[k] += float64(days) * float64(step) / length
	}
}
