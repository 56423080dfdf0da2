package concentration

// Times is one step of the curve of repeat victimisation.
type Times struct {
	Times    int // events suffered
	Places   int
	Events   int     // Times × Places
	OfPlaces float64 // share of all places
	OfEvents float64 // share of all events
	// OrMore and EventsOrMore are the shares of the places and of the events, of those that suffered so often or more.
	OrMore, EventsOrMore float64
}

// Victimisation describes how often places suffer.
type Victimisation struct {
	Places, Victims, Events int
	Incidence               float64 // events a place
	Prevalence              float64 // victims a place
	Concentration           float64 // events a victim: Incidence = Prevalence × Concentration
	Repeats                 int     // events that were not the first at their place
	OfRepeats               float64 // Repeats over Events: what would not have been if no place had suffered twice
	RepeatVictims           int     // places that suffered twice or more
	OfRepeatVictims         float64 // share of the events that they suffered
	Curve                   []Times // by how often, from none; only what occurs
}

// Victimise counts places by how many events they suffered. Shares are 0 where there is nothing to share. A negative
// count is an error.
func Victimise(counts []int) (Victimisation, error) {
	sorted, events, err := tally(counts)
	if err != nil {
		return Victimisation{}, err
	}
	v := Victimisation{Places: len(sorted), Events: events}
	for i := 0; i < len(sorted); {
		t := Times{Times: sorted[i]}
		for ; i < len(sorted) && sorted[i] == t.Times; i++ {
			t.Places++
		}
		t.Events = t.Times * t.Places
		if t.Times > 0 {
			v.Victims += t.Places
		}
		if t.Times > 1 {
			v.RepeatVictims += t.Places
			v.OfRepeatVictims += share(t.Events, events)
		}
		v.Curve = append(v.Curve, t)
	}
	v.Repeats = events - v.Victims
	v.Incidence, v.Prevalence = share(events, v.Places), share(v.Victims, v.Places)
	v.Concentration, v.OfRepeats = share(events, v.Victims), share(v.Repeats, events)
	places, held := 0, 0
	for k := len(v.Curve) - 1; k >= 0; k-- {
		t := &v.Curve[k]
		places, held = places+t.Places, held+t.Events
		t.OfPlaces, t.OfEvents = share(t.Places, v.Places), share(t.Events, events)
		t.OrMore, t.EventsOrMore = share(places, v.Places), share(held, events)
	}
	return v, nil
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
