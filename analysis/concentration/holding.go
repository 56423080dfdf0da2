package concentration

import (
	"fmt"
	"math"
)

// Held is how few places hold a share of the events.
type Held struct {
	Share    float64 // of the events, as asked for
	Places   int     // the fewest places that hold it
	Events   int     // what those places hold
	OfPlaces float64 // Places over all places
	OfAny    float64 // Places over the places with an event
	// Line is the share of places read off the Lorenz curve, as if the last place could be divided.
	Line float64
}

// Holding is the smallest number of places that together hold at least each of the shares of events, 0.5 and 0.8 for
// example. All is nought where there is no event. Errors: negative counts and shares that do not lie within 0 and 1.
func Holding(counts []int, shares ...float64) ([]Held, error) {
	sorted, events, err := tally(counts)
	if err != nil {
		return nil, err
	}
	out := make([]Held, len(shares))
	for k, share := range shares {
		if !(share >= 0 && share <= 1) {
			return nil, fmt.Errorf("concentration: share %g does not lie within 0 and 1", share)
		}
		out[k] = holding(sorted, events, share)
	}
	return out, nil
}

func holding(sorted []int, events int, share float64) Held {
	h := Held{Share: share}
	if events == 0 {
		return h
	}
	want := share * float64(events)
	want -= 1e-12 * want // 0.8 of 10 events is 8 of them, whatever 0.8 is in binary
	for h.Places < len(sorted) && float64(h.Events) < want {
		next := sorted[len(sorted)-1-h.Places]
		h.Line = float64(h.Places) + math.Min(1, (want-float64(h.Events))/float64(next))
		h.Events += next
		h.Places++
	}
	h.Line /= float64(len(sorted))
	h.OfPlaces = float64(h.Places) / float64(len(sorted))
	any := 0
	for _, c := range sorted {
		if c > 0 {
			any++
		}
	}
	h.OfAny = float64(h.Places) / float64(any)
	return h
}
