package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// route is one page or list, under the name of its row, and how often it is opened beside the others. A list that has more pages is also
// opened on its second.
type route struct {
	name  string
	often int
	path  func(r *rand.Rand, l *landmarks) string
}

// landmarks are records that the pages showed when they were first opened.
type landmarks struct{ reports, cases []string }

func at(path string) func(*rand.Rand, *landmarks) string {
	return func(*rand.Rand, *landmarks) string { return path }
}

func one(r *rand.Rand, refs []string, after string) string {
	return "/record/" + refs[r.IntN(len(refs))] + after
}

var words = []string{"brick lane", "noise", "whitechapel road", "litter", "drug dealing", "roman road", "commercial", "asb-24-00042", "teacup", "mattress"}

// routes are a working day: most of it the home, the own lists and the records that are on them.
var routes = []route{
	{"home", 10, at("/home")},
	{"triage: waiting for us", 6, at("/triage")},
	{"triage: mine", 6, at("/triage?list=mine")},
	{"triage: my team's", 5, at("/triage?list=team")},
	{"triage: nobody's yet", 3, at("/triage?list=unowned")},
	{"triage: overdue", 3, at("/triage?list=overdue")},
	{"triage: reporter spoke last", 2, at("/triage?list=word")},
	{"triage: all by ward", 2, at("/triage?list=all")},
	{"kinds of record", 1, at("/records")},
	{"reports: open", 4, at("/records/report")},
	{"reports: all", 2, at("/records/report?open=all")},
	{"reports: closed, high risk", 1, at("/records/report?open=closed&risk=high")},
	{"reports: of a category", 2, at("/records/report?open=all&category=noise")},
	{"reports: by due day", 2, at("/records/report?sort=due")},
	{"reports: overdue", 2, at("/records/report?due=overdue&sort=due")},
	{"reports: words", 1, at("/records/report?open=all&q=brick+lane")},
	{"reports: of a month", 1, at("/records/report?open=all&from=2025-03-01&to=2025-03-31")},
	{"cases: open", 4, at("/records/asb-case")},
	{"cases: all, repeat victims", 1, at("/records/asb-case?open=all&repeat=yes")},
	{"cases: mine", 4, at("/records/asb-case?who=me&open=all")},
	{"page of a report", 20, func(r *rand.Rand, l *landmarks) string { return one(r, l.reports, "") }},
	{"page of a case", 12, func(r *rand.Rand, l *landmarks) string { return one(r, l.cases, "") }},
	{"history of a case", 2, func(r *rand.Rand, l *landmarks) string { return one(r, l.cases, "/history") }},
	{"search", 4, func(r *rand.Rand, _ *landmarks) string {
		return "/search?q=" + strings.ReplaceAll(words[r.IntN(len(words))], " ", "+")
	}},
}

// staff are the posts that read: officers, the contact centre, the tasking desk, an analyst.
var staff = []string{"bramble", "clover", "juniper", "wren", "aster"}

// reader is the one of staff who reads every report: the contact centre.
const reader = 3

// read opens pages on a server that has just started on the store.
func (b *bench) read() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	first := s.settle()
	office, err := b.office(s)
	if err == nil {
		err = b.keep("pages", b.attack(office.next, b.pages, "pages"), office)
	}
	if err == nil {
		err = add(figures.Figure{ID: b.named("figures"), Value: first, Unit: "s", Note: "of one core, in the background, before the pages"})
	}
	if err == nil {
		err = add(figures.Figure{ID: b.named("server-memory"), Value: s.peak(), Unit: "MiB"})
	}
	return errors.Join(err, s.stop())
}

// office are the signed-in staff with what each may open, as often as people do.
type office struct {
	mu     sync.Mutex
	random *rand.Rand
	desks  []desk
	names  map[string]string // of the row, by address
}

type desk struct {
	v     *visitor
	deck  []route
	marks *landmarks
}

func (b *bench) office(s *server) (*office, error) {
	o := &office{random: rand.New(rand.NewPCG(1, 3)), names: map[string]string{}}
	for i, name := range staff {
		v, err := s.visit(fmt.Sprintf("10.1.0.%d", i+1))
		if err == nil {
			err = v.signIn(b.ctx, name)
		}
		if err != nil {
			return nil, err
		}
		d, err := b.explore(v, name)
		if err != nil {
			return nil, err
		}
		o.desks = append(o.desks, d)
	}
	return o, nil
}

// next is the next page that somebody opens.
func (o *office) next(t *vegeta.Target) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	d := o.desks[o.random.IntN(len(o.desks))]
	r := d.deck[o.random.IntN(len(d.deck))]
	path := r.path(o.random, d.marks)
	o.names[d.v.base+path] = r.name
	t.Method, t.URL, t.Header, t.Body = http.MethodGet, d.v.base+path, d.v.header(d.v.base+path), nil
	return nil
}

var recordLink = regexp.MustCompile(`href="/(?:record|triage)/([A-Z]+-[0-9A-Za-z-]+)"`)

// explore opens each page once, and leaves out what the post does not open.
func (b *bench) explore(v *visitor, name string) (d desk, err error) {
	d = desk{v: v, marks: &landmarks{}}
	if err := b.learn(v, d.marks); err != nil {
		return d, err
	}
	r := rand.New(rand.NewPCG(1, 1))
	for _, x := range routes {
		if strings.Contains(x.name, "page of a report") && len(d.marks.reports) == 0 || strings.HasSuffix(x.name, "of a case") && len(d.marks.cases) == 0 {
			continue
		}
		a, err := v.ask(b.ctx, x.path(r, d.marks), nil)
		if err != nil {
			return d, err
		}
		if a.status != http.StatusOK {
			fmt.Fprintf(os.Stderr, "%s opens %q: %d, left out\n", name, x.name, a.status)
			continue
		}
		d.deck = append(d.deck, slices.Repeat([]route{x}, x.often)...)
		if more := nextPage(a.body); more != "" {
			d.deck = append(d.deck, route{x.name + ", second page", 1, at(more)})
		}
	}
	return d, nil
}

// learn finds records to open.
func (b *bench) learn(v *visitor, l *landmarks) error {
	for _, from := range []struct {
		path string
		refs *[]string
	}{{"/records/report?open=all", &l.reports}, {"/records/report?open=closed&sort=due", &l.reports}, {"/records/report?open=all&q=road", &l.reports},
		{"/records/asb-case?open=all", &l.cases}, {"/records/asb-case?open=all&risk=high", &l.cases}} {
		a, err := v.ask(b.ctx, from.path, nil)
		if err != nil {
			return err
		}
		for _, m := range recordLink.FindAllSubmatch(a.body, -1) {
			*from.refs = append(*from.refs, string(m[1]))
		}
	}
	return nil
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

// attack sends so many a second for a minute, whether or not those before were answered.
func (b *bench) attack(next vegeta.Targeter, rate int, name string) (all []*vegeta.Result) {
	a := vegeta.NewAttacker(vegeta.Redirects(vegeta.NoFollow), vegeta.KeepAlive(true), vegeta.MaxBody(0), vegeta.Connections(256))
	stop := context.AfterFunc(b.ctx, func() { a.Stop() })
	defer stop()
	for r := range a.Attack(next, vegeta.Rate{Freq: rate, Per: 1e9}, b.minute, name) {
		all = append(all, r)
	}
	return all
}

// keep writes the rows of an attack: all pages together, and each of them for the table of pages.
func (b *bench) keep(id string, all []*vegeta.Result, o *office) error {
	took, refused := map[string][]float64{}, 0
	for _, r := range all {
		if r.Code != http.StatusOK {
			refused++
		}
		ms := r.Latency.Seconds() * 1000
		took[""], took[o.names[r.URL]] = append(took[""], ms), append(took[o.names[r.URL]], ms)
	}
	if refused > 0 {
		fmt.Fprintf(os.Stderr, "%d of %d pages were not answered as they should, such as %s\n", refused, len(all), firstRefused(all))
	}
	whole := took[""]
	delete(took, "")
	note := fmt.Sprintf("p50 %.1f, p99 %.1f ms; %d a second, %d refused", figures.Quantile(whole, 0.5), figures.Quantile(whole, 0.99), b.pages, refused)
	rows := []figures.Figure{{ID: b.named(id), Value: figures.Quantile(whole, 0.95), Unit: "ms", Runs: len(whole), Note: note},
		{ID: b.named(id + "-p99"), Value: figures.Quantile(whole, 0.99), Unit: "ms", Runs: len(whole)}}
	for name, v := range took {
		rows = append(rows, figures.Figure{ID: b.named(id) + ": " + name, Value: figures.Quantile(v, 0.95), Unit: "ms", Runs: len(v),
			Note: fmt.Sprintf("p50 %.1f, p99 %.1f", figures.Quantile(v, 0.5), figures.Quantile(v, 0.99))})
	}
	for _, f := range rows {
		if err := add(f); err != nil {
			return err
		}
	}
	return nil
}

func firstRefused(all []*vegeta.Result) string {
	i := slices.IndexFunc(all, func(r *vegeta.Result) bool { return r.Code != http.StatusOK })
	return fmt.Sprintf("%s: %d %s", all[i].URL, all[i].Code, all[i].Error)
}
