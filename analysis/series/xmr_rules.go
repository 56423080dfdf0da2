package series

import (
	"cmp"
	"fmt"
)

// pattern says how many of so many successive points must hold for a rule to speak.
type pattern struct{ need, of int }

// signals finds every place where the rule speaks. Overlapping findings on one side are told as one, from the first
// point that counts to the last.
func (c Chart) signals(values []float64, rule Rule) ([]Signal, error) {
	third := (c.Upper - c.Centre) / 3
	beyond := func(distance float64) func(int, bool) bool {
		return func(i int, high bool) bool {
			if high {
				return values[i] > c.Centre+distance
			}
			return values[i] < c.Centre-distance
		}
	}
	switch rule {
	case Outside:
		return rule.find(len(values), pattern{1, 1}, beyond(3*third)), nil
	case RunOfSeven:
		return rule.find(len(values), pattern{7, 7}, beyond(0)), nil
	case RunOfEight:
		return rule.find(len(values), pattern{8, 8}, beyond(0)), nil
	case TwoOfThree:
		return rule.find(len(values), pattern{2, 3}, beyond(2*third)), nil
	case FourOfFive:
		return rule.find(len(values), pattern{4, 5}, beyond(third)), nil
	case ThreeOfFour:
		return rule.find(len(values), pattern{3, 4}, beyond(1.5*third)), nil
	case FifteenInside:
		inside := func(i int, high bool) bool { return high && !beyond(third)(i, true) && !beyond(third)(i, false) }
		return rule.find(len(values), pattern{15, 15}, inside), nil
	case TrendOfSix:
		return rule.trend(values, 6), nil
	case RangeOutside:
		return rule.jumps(values, c), nil
	}
	return nil, fmt.Errorf("there is no control chart rule %d", int(rule))
}

// find reports the stretches in which at least p.need of every p.of successive points hold on one side.
func (r Rule) find(n int, p pattern, holds func(i int, high bool) bool) (out []Signal) {
	for _, high := range []bool{true, false} {
		open := -1 // index in out of the finding that may still grow
		for end := p.need - 1; end < n; end++ {
			if !holds(end, high) {
				continue
			}
			count, from := 0, end
			for i := end; i >= max(0, end-p.of+1); i-- {
				if holds(i, high) {
					count++
					from = i
				}
			}
			switch {
			case count < p.need:
			case open >= 0 && from <= out[open].To && p.of > 1:
				out[open].To = end
			default:
				out = append(out, Signal{Rule: r, From: from, To: end, High: high})
				open = len(out) - 1
			}
		}
	}
	return out
}

// trend reports the stretches of at least length successive points that each rise, or each fall.
func (r Rule) trend(values []float64, length int) (out []Signal) {
	from, direction := 0, 0
	for i := 1; i <= len(values); i++ {
		next := 0
		if i < len(values) {
			next = cmp.Compare(values[i], values[i-1])
		}
		if next == direction && i < len(values) {
			continue
		}
		if direction != 0 && i-from >= length {
			out = append(out, Signal{Rule: r, From: from, To: i - 1, High: direction > 0})
		}
		from, direction = i-1, next
	}
	return out
}

func (r Rule) jumps(values []float64, c Chart) (out []Signal) {
	for i, size := range c.Ranges {
		if size > c.RangeUpper {
			out = append(out, Signal{Rule: r, From: i, To: i + 1, High: values[i+1] > values[i]})
		}
	}
	return out
}
