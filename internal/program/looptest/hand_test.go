// Package looptest walks the whole loop of the partnership's work on the running program, through its pages and nothing
// else: a resident's report becomes a case, the police's figures become a tasking and a patrol, and all of it becomes an
// indicator and an answer to the resident. It holds only tests, because no movement may import another.
package looptest

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// walk is one way through the loop.
type walk struct {
	*testing.T
	server  *programtest.Server
	clock   *clock
	name    string
	keys    bool // nothing is clicked: everything is reached by Tab and done by keys
	options []browsertest.Option
	crime   string // the type whose hot spots the analyst looks for, another in each walk
	pages   int
}

// clock is the program's: it runs as clocks do from Monday 12 January 2026, and can be put forward. It stays behind the
// true one, by which a browser's sessions end.
type clock struct {
	began time.Time
	ahead atomic.Int64
}

func newClock() *clock { return &clock{began: time.Now()} }

func (c *clock) now() when.Instant {
	return when.Day(2026, 1, 12).Start().Add(10*time.Hour + time.Since(c.began) + time.Duration(c.ahead.Load()))
}

// publicationDay puts the clock to the noon of the day on which this quarter's figures are whole and published: two weeks
// after its end.
func (c *clock) publicationDay() {
	now := c.now()
	month := now.Date().Month()
	first := when.Day(now.Date().Year(), month-(month-1)%3, 1).AddMonths(3)
	c.ahead.Add(int64(first.AddDays(indicator.SettleDays).Start().Add(12 * time.Hour).Time().Sub(now.Time())))
}

// person is somebody at a browser of their own.
type person struct {
	*browsertest.Page
	walk *walk
}

func (w *walk) person() *person {
	return &person{browsertest.Open(w, w.options...), w}
}

// staff is a user of the demonstration who has signed in and looks at their home.
func (w *walk) staff(username string, texts ...string) *person {
	w.Helper()
	p := w.person()
	p.Go(w.server.URL + "/sign-in?next=/home")
	p.see("Sign in")
	p.write("#username", username)
	p.write("#password", programtest.Password)
	p.press("form[action='/sign-in'] button[type=submit]")
	p.see(texts...)
	return p
}

// see wants the page to show texts, keeps a picture of it, and holds it to axe. The way by keyboard sees the same pages at the same width
// as the way without scripts, and leaves axe to it and to the telephone's.
func (p *person) see(texts ...string) {
	p.walk.Helper()
	p.Want(texts...)
	p.walk.pages++
	place := strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-", "+", "-", "%", "-").Replace(p.Path())
	p.Screenshot(fmt.Sprintf("%s-%02d%.40s", p.walk.name, p.walk.pages, place))
	if !p.walk.keys {
		p.Check()
	}
}

// lead goes where a link or a button leads.
func (p *person) lead(css string) {
	p.walk.Helper()
	status := 0
	if p.walk.keys {
		p.TabTo(css)
		status = p.PressFor("Enter")
	} else {
		status = p.Follow(css)
	}
	if status >= 400 {
		p.walk.Fatalf("%s led to status %d at %s:\n%s", css, status, p.Path(), p.Text("main"))
	}
}

func (p *person) link(href string) { p.walk.Helper(); p.lead("main a[href='" + href + "']") }

func (p *person) press(css string) { p.walk.Helper(); p.lead(css) }

// send presses the one button of the page's form and wants the path that it leads to to begin so.
func (p *person) send(to string) {
	p.walk.Helper()
	p.lead("main form button.govuk-button:not(.govuk-button--secondary), main form[action='/report/doors'] button")
	if got := p.Path(); !strings.HasPrefix(got, to) {
		p.walk.Fatalf("the form led to %s and not to %s:\n%s", got, to, p.Text("main"))
	}
}

func (p *person) write(css, text string) {
	p.walk.Helper()
	if p.walk.keys {
		p.TabTo(css)
		p.Type(text)
		return
	}
	p.Fill(css, text)
}

// radio chooses the radio of that value; by keyboard Tab reaches the group and the arrows move in it.
func (p *person) radio(name, value string) {
	p.walk.Helper()
	one := fmt.Sprintf("input[name=%s][value='%s']", name, value)
	if !p.walk.keys {
		p.Click(one)
		return
	}
	p.TabTo("input[name=" + name + "]")
	if p.Count(one+":focus") == 1 {
		p.Press("Space")
	}
	for range 60 {
		if p.Count(one+":checked") == 1 {
			return
		}
		p.Press("ArrowDown")
	}
	p.walk.Fatalf("the arrows do not reach %s", one)
}

func (p *person) tick(css string) {
	p.walk.Helper()
	if !p.walk.keys {
		p.Click(css)
		return
	}
	p.TabTo(css)
	p.Press("Space")
}

// unfold opens the question above an answer, where the window has no room for both.
func (p *person) unfold() {
	p.walk.Helper()
	if summary := ".wm-filter-fold:not([open]) > summary"; browsertest.Eval[bool](p.Page, "Boolean(document.querySelector('"+summary+"')?.checkVisibility())") {
		p.Click(summary)
	}
}

// choose selects an option; by keyboard the arrows move through the list.
func (p *person) choose(css, value string) {
	p.walk.Helper()
	if !p.walk.keys {
		p.Choose(css, value)
		return
	}
	p.TabTo(css)
	for range 200 {
		if browsertest.Eval[string](p.Page, "document.activeElement.value") == value {
			return
		}
		p.Press("ArrowDown")
	}
	p.walk.Fatalf("the arrows do not reach %q in %s", value, css)
}

// date fills the three fields of a date.
func (p *person) date(id string, day, month, year int) {
	p.walk.Helper()
	p.write("#"+id+"-day", fmt.Sprint(day))
	p.write("#"+id+"-month", fmt.Sprint(month))
	p.write("#"+id+"-year", fmt.Sprint(year))
}

// last is the last part of the page's path: the reference of what it shows.
func (p *person) last() string {
	path, _, _ := strings.Cut(p.Path(), "?")
	return path[strings.LastIndex(path, "/")+1:]
}
