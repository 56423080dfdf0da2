package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// costRounds are how often each page is opened to learn what it costs.
const costRounds = 8

// costs prints what each page costs the server in time of a core, opened alone, by everybody who opens it: on a machine that others work
// on as well, that can be compared and the time of an answer cannot. The last line is a page of the mix.
func (b *bench) costs() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	s.settle()
	o, err := b.office(s)
	if err != nil {
		return err
	}
	by, times, random := map[string]float64{}, map[string]int{}, rand.New(rand.NewPCG(1, 5))
	for _, d := range o.desks {
		for _, r := range slices.CompactFunc(slices.Clone(d.deck), func(a, b route) bool { return a.name == b.name }) {
			before := s.cpu()
			for range costRounds {
				if a, err := d.v.ask(b.ctx, r.path(random, d.marks), nil); err != nil || a.status != http.StatusOK {
					return fmt.Errorf("%s: %d: %w", r.name, a.status, err)
				}
			}
			name := strings.TrimSuffix(r.name, ", second page")
			by[name] += (s.cpu() - before) / costRounds * 1000 * float64(r.often)
			times[name] += r.often
		}
	}
	all, n := 0.0, 0
	for name := range by {
		all, n = all+by[name], n+times[name]
	}
	for _, name := range slices.SortedFunc(maps.Keys(by), func(a, b string) int { return int(by[b] - by[a]) }) {
		fmt.Fprintf(os.Stderr, "%8.1f ms of a core, %4.1f %% of all: %s\n", by[name]/float64(times[name]), by[name]/all*100, name)
	}
	fmt.Fprintf(os.Stderr, "%8.1f ms of a core a page of all\n", all/float64(n))
	if err := add(figures.Figure{ID: b.named("page-core"), Value: all / float64(n), Unit: "ms", Note: "of a core, a page of the mix opened alone"}); err != nil {
		return err
	}
	return s.stop()
}
