package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// route is one page or list, under the name of its row. A list that has more pages is also read on its second.
type route struct {
	name string
	path func(r *rand.Rand, l *landmarks) string
}

// landmarks are what the pages showed when they were first opened: records, wards and streets to ask for.
type landmarks struct{ reports, cases []string }

func at(path string) func(*rand.Rand, *landmarks) string {
	return func(*rand.Rand, *landmarks) string { return path }
}

func one(r *rand.Rand, refs []string, after string) string {
	return "/record/" + refs[r.IntN(len(refs))] + after
}

var words = []string{"brick lane", "noise", "whitechapel road", "litter", "drug dealing", "roman road", "commercial", "asb-24-00042"}

var routes = []route{
	{"home", at("/home")},
	{"triage: waiting for us", at("/triage")},
	{"triage: mine", at("/triage?list=mine")},
	{"triage: my team's", at("/triage?list=team")},
	{"triage: nobody's yet", at("/triage?list=unowned")},
	{"triage: overdue", at("/triage?list=overdue")},
	{"triage: reporter spoke last", at("/triage?list=word")},
	{"triage: all by ward", at("/triage?list=all")},
	{"kinds of record", at("/records")},
	{"reports: open", at("/records/report")},
	{"reports: all", at("/records/report?open=all")},
	{"reports: closed, high risk", at("/records/report?open=closed&risk=high")},
	{"reports: of a category", at("/records/report?open=all&category=noise")},
	{"reports: by due day", at("/records/report?sort=due")},
	{"reports: overdue", at("/records/report?due=overdue&sort=due")},
	{"reports: words", at("/records/report?open=all&q=brick+lane")},
	{"reports: of a month", at("/records/report?open=all&from=2025-03-01&to=2025-03-31")},
	{"cases: open", at("/records/asb-case")},
	{"cases: all, repeat victims", at("/records/asb-case?open=all&repeat=yes")},
	{"cases: mine", at("/records/asb-case?who=me&open=all")},
	{"page of a report", func(r *rand.Rand, l *landmarks) string { return one(r, l.reports, "") }},
	{"page of a case", func(r *rand.Rand, l *landmarks) string { return one(r, l.cases, "") }},
	{"history of a case", func(r *rand.Rand, l *landmarks) string { return one(r, l.cases, "/history") }},
	{"search", func(r *rand.Rand, _ *landmarks) string {
		return "/search?q=" + strings.ReplaceAll(words[r.IntN(len(words))], " ", "+")
	}},
}

// staff are the posts that read: officers, the contact centre, the tasking desk, an analyst.
var staff = []string{"bramble", "clover", "juniper", "wren", "aster"}

// read has the readers ask for every page, first without a pause between two pages and then as people read.
func (b *bench) read() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	s.settle()
	crowd, err := b.crowd(s)
	if err == nil {
		err = crowd.both(b, s)
	}
	if err == nil {
		err = add(figures.Figure{ID: "server-memory", Value: s.peak(), Unit: "MiB"})
	}
	return errors.Join(err, s.stop())
}

type crowd struct {
	readers []*visitor
	there   [][]route // the pages that each reader may open
	marks   []*landmarks
}

// crowd signs the readers in, one session each, and learns which pages each may open.
func (b *bench) crowd(s *server) (*crowd, error) {
	c := &crowd{}
	for i := range b.readers {
		v := s.visit(net.IPv4(127, 0, 1, byte(1+i)))
		if err := v.signIn(b.ctx, staff[i%len(staff)]); err != nil {
			return nil, err
		}
		if i >= len(staff) {
			c.readers, c.there, c.marks = append(c.readers, v), append(c.there, c.there[i%len(staff)]), append(c.marks, c.marks[i%len(staff)])
			continue
		}
		there, marks, err := b.explore(v, staff[i])
		if err != nil {
			return nil, err
		}
		c.readers, c.there, c.marks = append(c.readers, v), append(c.there, there), append(c.marks, marks)
	}
	return c, nil
}

var recordLink = regexp.MustCompile(`href="/(?:record|triage)/([A-Z]+-[0-9A-Za-z-]+)"`)

func (b *bench) explore(v *visitor, name string) ([]route, *landmarks, error) {
	l, r := &landmarks{}, rand.New(rand.NewPCG(1, 1))
	for _, from := range []struct {
		path string
		refs *[]string
	}{{"/records/report?open=all", &l.reports}, {"/records/report?open=closed&sort=due", &l.reports}, {"/records/report?open=all&q=road", &l.reports},
		{"/records/asb-case?open=all", &l.cases}, {"/records/asb-case?open=all&risk=high", &l.cases}} {
		a, err := v.ask(b.ctx, from.path, nil)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range recordLink.FindAllSubmatch(a.body, -1) {
			*from.refs = append(*from.refs, string(m[1]))
		}
	}
	var there []route
	for _, x := range routes {
		if !b.pages.MatchString(x.name) {
			continue
		}
		if strings.Contains(x.name, "page of a report") && len(l.reports) == 0 || strings.HasSuffix(x.name, "of a case") && len(l.cases) == 0 {
			continue
		}
		a, err := v.ask(b.ctx, x.path(r, l), nil)
		if err != nil {
			return nil, nil, err
		}
		if a.status != http.StatusOK {
			fmt.Fprintf(os.Stderr, "%s opens %q: %d, left out\n", name, x.name, a.status)
			continue
		}
		there = append(there, x)
		if more := nextPage(a.body); more != "" {
			there = append(there, route{x.name + ", second page", at(more)})
		}
	}
	return there, l, nil
}

var afterLink = regexp.MustCompile(`href="([^"]*[?&;]after=[^"]*)"`)

// nextPage is where the second page of a list is, if it has one.
func nextPage(body []byte) string {
	m := afterLink.FindSubmatch(body)
	if m == nil || !strings.HasPrefix(string(m[1]), "/") {
		return ""
	}
	return strings.ReplaceAll(string(m[1]), "&amp;", "&")
}

func (c *crowd) both(b *bench, s *server) error {
	for _, round := range []struct {
		id    string
		pause time.Duration
		each  int
	}{{"page", 0, b.each}, {"paused", b.pause, b.each / 4}} {
		server, readers := s.cpu(), figures.CPUSeconds("self")
		took, seconds, err := c.ask(b.ctx, round.each, round.pause)
		if err != nil {
			return err
		}
		if err := keep(round.id, took, seconds, s.cpu()-server, figures.CPUSeconds("self")-readers); err != nil {
			return err
		}
	}
	return nil
}

// ask has all readers open all their pages in a random order, so many times a page in all.
func (c *crowd) ask(ctx context.Context, each int, pause time.Duration) (took map[string][]float64, seconds float64, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	took = map[string][]float64{}
	begin := time.Now()
	for i, v := range c.readers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 3))
			for range max(1, each/len(c.readers)) {
				for _, j := range r.Perm(len(c.there[i])) {
					x := c.there[i][j]
					a, e := v.ask(ctx, x.path(r, c.marks[i]), nil)
					if e == nil && a.status != http.StatusOK {
						e = fmt.Errorf("%s answers %d", x.name, a.status)
					}
					mu.Lock()
					took[x.name] = append(took[x.name], a.took.Seconds()*1000)
					err = firstError(err, e)
					mu.Unlock()
					if e != nil {
						return
					}
					if pause > 0 {
						time.Sleep(time.Duration(r.ExpFloat64() * float64(pause)))
					}
				}
			}
		})
	}
	all.Wait()
	return took, time.Since(begin).Seconds(), err
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// keep writes a row a page, and for lists and for pages of a record the worst p95. server and
// readers are seconds of CPU.
func keep(id string, took map[string][]float64, seconds, server, readers float64) error {
	names, worst, n := []string{}, map[string]float64{}, 0
	for name := range took {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		v := took[name]
		n += len(v)
		p95, class := figures.Quantile(v, 0.95), "lists"
		if strings.Contains(name, " of a case") || strings.Contains(name, "page of a report") {
			class = "records"
		}
		worst[class] = max(worst[class], p95)
		f := figures.Figure{ID: id + ": " + name, Value: p95, Unit: "ms", Runs: len(v),
			Note: fmt.Sprintf("p50 %.1f, p99 %.1f", figures.Quantile(v, 0.5), figures.Quantile(v, 0.99))}
		if err := add(f); err != nil {
			return err
		}
	}
	rate := fmt.Sprintf("worst of %d pages; %.0f pages a second in all, CPU for each: %.2f ms of the server, %.2f ms of the readers",
		len(names), float64(n)/seconds, server/float64(n)*1000, readers/float64(n)*1000)
	for _, class := range []string{"lists", "records"} {
		if err := add(figures.Figure{ID: class + "-" + id, Value: worst[class], Unit: "ms", Note: rate}); err != nil {
			return err
		}
	}
	return nil
}
