package scan

import (
	"math"
	"slices"
)

// floor tells cheaply, and for all lanes alike, that a circle has too few cases to beat the record of any lane, whose records
// are looked at only where it cannot tell. The lengths of an interval are cut into stages. Those of one stage hold at most the
// cases that its longest holds, and at least as many are expected as in its shortest: so where the former are fewer than the
// worst of the records would need at the latter, no interval of the stage wins.
type floor struct {
	worst    record              // its best is the least of the lanes'
	share    [stageCount]float64 // of all cases, in the shortest interval of each stage
	step     []stages            // periods ago -> one case more in every stage whose longest interval reaches back to it
	fewest   int
	off      bool
	needs    [stageCount]int     // for the circle in hand
	until    [stageCount]float64 // the expectation from which on each of them is too few
	required stages              // the needs once more
}

// stages are counts of cases, one for each stage in turn, four of 15 bits to a word.
type stages struct{ short, long uint64 }

const (
	stageCount = 8
	most       = math.MaxInt16 // cases that a count can hold
)

func newFloor(s *deal) floor {
	length := len(s.share)
	f := floor{fewest: s.o.MinCases, step: make([]stages, length)}
	f.off = len(s.ago) >= most && len(s.held) > 0 && slices.Max(s.held) >= most
	for stage := range stageCount {
		from, to := border(stage, length), border(stage+1, length)
		if from == to {
			continue // a stage without an interval
		}
		f.share[stage] = s.share[from]
		for ago := range to {
			f.step[ago].set(stage, 1)
		}
	}
	return f
}

// border is where a stage begins. The longer an interval the more nearly alike the lengths of its stage must be, as what it
// expects then varies less by chance, and the first few lengths need stages of their own.
func border(stage, length int) int { return length * stage * stage / (stageCount * stageCount) }

func (s *stages) set(stage, v int) {
	word, shift := &s.short, 16*(stage%4)
	if stage >= 4 {
		word = &s.long
	}
	*word = *word&^(math.MaxUint16<<shift) | uint64(v)<<shift
}

func (s stages) plus(more stages) stages { return stages{s.short + more.short, s.long + more.long} }

// reach tells whether there are as many cases as needed in any of the stages that one more was added to: with its top bit
// set no count borrows from the next, and loses it where it is less than the need.
func (s stages) reach(needed, added stages) bool {
	const tops = 0x8000_8000_8000_8000
	short, long := (s.short|tops)-needed.short, (s.long|tops)-needed.long
	return short&(added.short<<15)|long&(added.long<<15) != 0
}

func (f *floor) reset(n float64) { f.worst.reset(n) }

// raise brings the worst record up to date where it has risen enough to be worth it: then the bounds are worked out anew.
func (f *floor) raise(records []record) {
	const enough = 0.25
	least := math.Inf(1)
	for lane := range records {
		least = min(least, records[lane].best)
	}
	if least > f.worst.best+enough {
		f.worst.best = least
		f.worst.improved++
	}
}

// begin starts a centre, whose circles hold ever more.
func (f *floor) begin() {
	for stage := range f.needs {
		f.needs[stage], f.until[stage] = f.fewest-1, 0
	}
	f.required = stages{}
}

// needed is how many cases a circle needs in each stage, where it holds so many in all periods.
func (f *floor) needed(held float64) stages {
	if f.off {
		return f.required
	}
	for stage, share := range &f.share {
		if mu := held * share; mu >= f.until[stage] {
			f.rise(stage, mu)
		}
	}
	return f.required
}

// rise finds the least count that could win where mu cases are expected.
func (f *floor) rise(stage int, mu float64) {
	for f.needs[stage]++; f.needs[stage] < most && f.worst.hopeless(f.needs[stage], mu); f.needs[stage]++ {
	}
	f.until[stage] = math.Inf(1)
	if f.needs[stage] < most {
		f.until[stage] = f.worst.limit(f.needs[stage])
	}
	f.required.set(stage, f.needs[stage])
}
