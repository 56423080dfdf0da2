package hear_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// world is the program with or without what others reported, and a resident who tries to find that out.
type world struct {
	*resident
	mu    sync.Mutex
	asked []string // the statements of the request under way, with their arguments
	args  [][]any

	status         int    // of the last answer
	reference, pin string // of the report that the resident sent last
	own            []own  // all that the resident sent
}

// own is a report that can be opened by its sender.
type own struct{ reference, pin string }

// newWorld serves the program with every statement of a request noted.
func newWorld(t *testing.T, database string) *world {
	t.Helper()
	s := programtest.StartWith(t, programtest.Options{Database: database})
	w := &world{}
	screens, err := s.Program.Handler()
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		screens.ServeHTTP(rw, r.WithContext(store.Watch(r.Context(), func(text string, args []any) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.asked, w.args = append(w.asked, text), append(w.args, args)
		})))
	}))
	t.Cleanup(front.Close)
	w.resident = &resident{t: t, s: &programtest.Server{URL: front.URL, Program: s.Program}}
	w.begin()
	return w
}

// begin is a browser that was never here.
func (w *world) begin() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.c = &http.Client{Jar: jar, Transport: w}
}

// RoundTrip notes the status of every answer, the last of which stands.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		w.status = res.StatusCode
	}
	return res, err
}

// took gives the statements of the last request, each with the rows that it gave, in an order that chance does not change.
func (w *world) took() []string {
	w.t.Helper()
	w.mu.Lock()
	asked, args := w.asked, w.args
	w.asked, w.args = nil, nil
	w.mu.Unlock()
	var out []string
	err := w.s.Program.Store.Read(context.Background(), func(tx store.Tx) error {
		for i, text := range asked {
			if !strings.HasPrefix(text, "SELECT") && !strings.HasPrefix(text, "WITH") {
				out = append(out, text)
				continue
			}
			rows := 0
			if err := tx.QueryRowContext(context.Background(), "SELECT count(*) FROM ("+text+")", args[i]...).Scan(&rows); err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
			out = append(out, fmt.Sprintf("%s -- %d rows", text, rows))
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// masks are what differs between two sendings of the same: references, PINs, tokens, moments.
var masks = regexp.MustCompile(`[A-Z]{2,3}-\d\d-\d+-\w|id="pin">[^<]+<|value="[0-9a-zA-Z_-]{16,}"|\d\d?:\d\d|\d\d? \w+ 20\d\d( at [^<]+)?|2\d\d\d-\d\d-\d\dT[^"<]+|/report/photo/\w+`)

const dealersMail, dealersPhone = "neighbour@example.org", "020 7946 0999"

// others are reports that a resident must not learn of: one of every category that the public is not asked about, and of those
// that it is, one of hate, one of danger.
func (w *world) others() {
	w.t.Helper()
	p := w.s.Program.Pack
	send := func(f report.Filled) {
		f.Asked, f.What, f.Area, f.PlaceName, f.Point = true, "Seen from my window", "E05009336", "Brick Lane", &record.Point{Lon: -0.0717, Lat: 51.5196}
		f.Name, f.Email, f.Phone, f.SafeContact = "Zebediah Quillfeather", dealersMail, dealersPhone, new(bool)
		if _, err := w.s.Program.Reports.Send(context.Background(), access.Public(), &f, nil); err != nil {
			w.t.Fatal(err)
		}
	}
	for _, c := range p.Categories {
		if !c.Same {
			send(report.Filled{Category: c.ID})
			continue
		}
		send(report.Filled{Category: c.ID, BecauseOfWho: true})
		send(report.Filled{Category: c.ID, Danger: true})
	}
}

var receiptPattern = regexp.MustCompile(`(?s)id="reference">([^<]+)<.*id="pin">([^<]+)<`)

// received keeps what the page after sending gives its sender.
func (w *world) received(body string) {
	if m := receiptPattern.FindStringSubmatch(body); m != nil {
		w.reference, w.pin = m[1], m[2]
		w.own = append(w.own, own{m[1], m[2]})
	}
}

// mine puts the reference and the PIN of the resident's last report where an answer names them.
func (w *world) mine(pairs []string) []string {
	pairs = slices.Clone(pairs)
	for i, value := range pairs {
		pairs[i] = strings.NewReplacer("{reference}", w.reference, "{pin}", w.pin).Replace(value)
	}
	return pairs
}

// ask sends one request in both worlds and holds their answers together.
func ask(t *testing.T, worlds [2]*world, method, path string, pairs ...string) (at string) {
	t.Helper()
	var seen [2]string
	var statements [2][]string
	for i, w := range worlds {
		var body string
		if method == http.MethodGet {
			at, body = w.get(path)
		} else {
			at, body = w.post(path, w.mine(pairs)...)
		}
		w.received(body)
		seen[i], statements[i] = fmt.Sprint(at, " ", w.status, "\n")+masks.ReplaceAllString(body, "…"), w.took()
	}
	if seen[0] != seen[1] {
		t.Errorf("%s %s %v tells whether somebody else reported something: %s", method, path, pairs, parted(seen[0], seen[1]))
	}
	if !slices.Equal(statements[0], statements[1]) {
		for i := range max(len(statements[0]), len(statements[1])) {
			if i >= len(statements[0]) || i >= len(statements[1]) || statements[0][i] != statements[1][i] {
				t.Errorf("%s %s reads something else where somebody reported something:\n%s\n%s", method, path, strings.Join(statements[0][min(i, len(statements[0])):min(i+1, len(statements[0]))], ""),
					strings.Join(statements[1][min(i, len(statements[1])):min(i+1, len(statements[1]))], ""))
				break
			}
		}
	}
	return at
}

// parted is where two answers part, with some of what stands before it.
func parted(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("\n%s\nand\n%s", a[from:min(len(a), i+200)], b[from:min(len(b), i+200)])
}

// The dealer's look-up: nobody who fills in a form, follows their own report, or reads the directory and the advice learns whether
// somebody else reported something that has a perpetrator or is sensitive, by what is said or by what is read.
func TestNobodyLearnsThatTheyWereReported(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { nobodyLearns(t, [2]*world{newWorld(t, ""), newWorld(t, "")}) })
	t.Run("postgres", func(t *testing.T) {
		nobodyLearns(t, [2]*world{newWorld(t, storetest.Postgres(t)), newWorld(t, storetest.Postgres(t))})
	})
}

func nobodyLearns(t *testing.T, worlds [2]*world) {
	t.Helper()
	worlds[1].others()
	for _, w := range worlds {
		w.took()
	}
	for _, path := range []string{"/", "/directory", "/directory?q=drugs", "/advice", "/track", "/track/reply", "/report/same", "/report/sent", "/privacy"} {
		ask(t, worlds, http.MethodGet, path)
	}
	ask(t, worlds, http.MethodPost, "/track", "reference", "REP-26-00001-3", "pin", "CD4F-9HKM")
	for _, c := range worlds[0].s.Program.Pack.Categories {
		for _, w := range worlds {
			w.begin()
		}
		if at := sendReport(t, worlds, c.ID); !strings.HasPrefix(at, "/report/sent") {
			t.Fatalf("%s: the walk ends at %s", c.ID, at)
		}
		followReport(t, worlds)
	}
	for _, f := range worlds[0].s.Program.Pack.Forms {
		for _, w := range worlds {
			w.begin()
		}
		if at := sendForm(t, worlds, f.ID); !strings.HasPrefix(at, "/report/form/"+f.ID+"/sent") {
			t.Fatalf("%s: the walk ends at %s", f.ID, at)
		}
	}
	worlds[1].others() // also what others report afterwards
	worlds[1].took()
	if followed := slices.DeleteFunc(slices.Clone(worlds[0].s.Program.Pack.Forms), func(f pack.Form) bool { return !f.Follow }); len(worlds[0].own) != len(worlds[0].s.Program.Pack.Categories)+len(followed) {
		t.Fatalf("%d reports can be opened", len(worlds[0].own))
	}
	for i := range worlds[0].own {
		for _, w := range worlds {
			w.begin()
			w.reference, w.pin = w.own[i].reference, w.own[i].pin
		}
		openReport(t, worlds)
	}
}

// sendForm fills in and sends a form of the pack, and gives where the walk ends.
func sendForm(t *testing.T, worlds [2]*world, id string) string {
	t.Helper()
	at := ask(t, worlds, http.MethodGet, "/report/form/"+id)
	for range 40 {
		if strings.Contains(at, "/sent") {
			break
		}
		_, body := worlds[0].get(at)
		worlds[0].took()
		at = ask(t, worlds, http.MethodPost, at, controls(body)...)
	}
	return at
}

// sendReport walks the form and gives where the walk ends.
func sendReport(t *testing.T, worlds [2]*world, category string) string {
	t.Helper()
	answers := map[string][]string{"danger": {"now", "no"}, "where": {"place", "brick lane"}, "place": {"match", "market brick-lane"}, "kind": {"kind", "street"},
		"when": {"from-day", "1", "from-month", "3", "from-year", "2024"}, "often": {"often", "weekly", "repeat", "no"}, "who": {"affected", "me"}, "story": {"what", "What I saw"},
		"you": {"you", "contact"}, "contact": {"name", "A Stranger", "email", dealersMail, "phone", dealersPhone, "safe", "yes"}, "same": {"same", "different"}}
	at := ask(t, worlds, http.MethodGet, "/report")
	for range 40 {
		step := strings.TrimPrefix(strings.SplitN(at, "?", 2)[0], "/report/")
		if step == "sent" {
			break
		}
		pairs := answers[step]
		switch step {
		case "what":
			at, pairs = "/report/what?group=x", []string{"category", category}
		case "doors":
			pairs = seenOn(worlds[0].resident)
			worlds[0].took()
		}
		at = ask(t, worlds, http.MethodPost, at, pairs...)
	}
	return at
}

// openReport opens the resident's own report by its PIN.
func openReport(t *testing.T, worlds [2]*world) {
	t.Helper()
	if at := ask(t, worlds, http.MethodPost, "/track", "reference", "{reference}", "pin", "{pin}"); at != "/track" || worlds[0].status != http.StatusOK {
		t.Fatalf("the own report is not opened: %s, %d", at, worlds[0].status)
	}
}

// followReport opens the report that was just sent, and does on its pages all that its reporter can.
func followReport(t *testing.T, worlds [2]*world) {
	t.Helper()
	openReport(t, worlds)
	for _, act := range []string{"again", "reply", "not-solved", "rate"} {
		ask(t, worlds, http.MethodGet, "/track/"+act)
	}
	ask(t, worlds, http.MethodPost, "/track/again", "key", "one", "day-day", "2", "day-month", "3", "day-year", "2024", "words", "It happened again")
	ask(t, worlds, http.MethodPost, "/track/reply", "key", "two", "words", "Has anybody else said so?")
	ask(t, worlds, http.MethodGet, "/track/photo/nothing")
	ask(t, worlds, http.MethodPost, "/track/leave")
	ask(t, worlds, http.MethodGet, "/track")
}

// seenOn are the notices on the page of doors.
func seenOn(p *resident) (pairs []string) {
	_, body := p.get("/report/doors")
	for _, m := range regexp.MustCompile(`name="seen" value="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		pairs = append(pairs, "seen", m[1])
	}
	return pairs
}
