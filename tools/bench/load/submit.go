package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// formsOfOne is how many reports one address sends: a household, well under what an address may send.
const formsOfOne = 20

// journey is what a resident answers, by page. Half a dozen streets keep the look for duplicates honest.
func journey(i int) map[string]url.Values {
	street := []string{"brick lane", "roman road", "cable street", "whitechapel road", "mile end road", "bethnal green road"}[i%6]
	return map[string]url.Values{
		"danger": {"now": {"no"}}, "what": {"category": {"noise"}}, "where": {"place": {street}}, "kind": {"kind": {"street"}},
		"when": {"from-day": {"1"}, "from-month": {"3"}, "from-year": {"2026"}, "time": {"11pm"}}, "often": {"often": {"weekly"}, "repeat": {"no"}},
		"who": {"affected": {"me"}, "because": {"no"}}, "story": {"what": {"Very loud music from a shop every Friday, until two in the morning."}},
		"photos": {}, "you": {"you": {"contact"}}, "same": {"same": {"different"}},
		"contact": {"name": {"Ada Fennel"}, "email": {fmt.Sprintf("ada%d@demo.example", i)}, "phone": {"020 7946 0011"}, "safe": {"yes"}},
	}
}

var (
	seenField = regexp.MustCompile(`name="seen" value="([^"]+)"`)
	firstPick = regexp.MustCompile(`name="(match|ward)"[^>]*value="([^"]+)"`)
)

// fillIn goes through the pages up to the one that sends.
func (b *bench) fillIn(v *visitor, i int) error {
	answers := journey(i)
	a, err := v.ask(b.ctx, "/report", nil, false)
	for range 40 {
		if err != nil {
			return err
		}
		if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to, "/report/") {
			return fmt.Errorf("form %d leads to %q with %d: %s", i, a.to, a.status, a.body)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(a.to, "/report/"), "?")
		if name == "check" { // which is looked at before it is sent
			_, err := v.ask(b.ctx, "/report/check", nil, false)
			return err
		}
		form, path := answers[name], "/report/"+name
		if form == nil { // notices, and choices that depend on what was typed
			shown, err := v.ask(b.ctx, path, nil, true)
			if err != nil {
				return err
			}
			if shown.status != http.StatusOK { // nothing to ask
				a = shown
				continue
			}
			form = url.Values{}
			for _, m := range seenField.FindAllSubmatch(shown.body, -1) {
				form.Add("seen", string(m[1]))
			}
			if m := firstPick.FindSubmatch(shown.body); m != nil {
				form.Set(string(m[1]), string(m[2]))
			}
		}
		a, err = v.ask(b.ctx, path, form, true)
	}
	return fmt.Errorf("form %d does not end", i)
}

// submit measures reports that were acknowledged, and therefore are on disk, a second: the last step of forms that were
// filled in before.
func (b *bench) submit() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	s.settle()
	sent, err := b.sendAll(s)
	err = errors.Join(err, s.stop())
	if err != nil {
		return err
	}
	one, same, err := b.bareRates()
	if err != nil {
		return err
	}
	n := float64(len(sent.took))
	note := fmt.Sprintf("%d senders at once; p50 %.0f ms, p95 %.0f ms; CPU for each: %.2f ms of the server, %.2f ms of the senders", b.households(),
		figures.Quantile(sent.took, 0.5), figures.Quantile(sent.took, 0.95), sent.server/n*1000, sent.senders/n*1000)
	if err := add(figures.Figure{ID: "submissions", Value: n / sent.seconds, Unit: "per s", Runs: len(sent.took), Note: note}); err != nil {
		return err
	}
	if err := add(figures.Figure{ID: "records", Value: n / sent.records, Unit: "per s", Runs: len(sent.took), Note: "until a reader who came after the last sending was shown a list with all of them"}); err != nil {
		return err
	}
	for _, f := range []figures.Figure{{ID: "submissions", Program: "bare insert-and-sync loop", Value: one, Unit: "per s"},
		{ID: "submissions", Program: "bare loop of all rows of a report", Value: same, Unit: "per s"},
		{ID: "records", Program: "bare loop of all rows of a report", Value: same, Unit: "per s"}} {
		if err := add(f); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) households() int { return max(1, b.forms/formsOfOne) }

// sending is what sending all forms took: milliseconds each, seconds in all, seconds until all of them were records, and
// seconds of CPU.
type sending struct {
	took                              []float64
	seconds, records, server, senders float64
}

// sendAll fills in all forms, and then has every household send its own one after another, all households at once.
func (b *bench) sendAll(s *server) (*sending, error) {
	homes := make([]*home, b.households())
	if err := atOnce(len(homes), func(h int) (err error) {
		homes[h], err = b.home(s, h)
		return err
	}); err != nil {
		return nil, err
	}
	reader := s.visit(net.IPv4(127, 0, 1, 1))
	if err := reader.signIn(b.ctx, staff[0]); err != nil {
		return nil, err
	}
	begin, server, senders := time.Now(), s.cpu(), figures.CPUSeconds("self")
	err := atOnce(len(homes), func(h int) error { return homes[h].send() })
	out := &sending{seconds: time.Since(begin).Seconds(), server: s.cpu() - server, senders: figures.CPUSeconds("self") - senders}
	for _, h := range homes {
		out.took = append(out.took, h.took...)
	}
	if err == nil {
		_, err = reader.ask(b.ctx, "/records/report", nil, false)
	}
	out.records = time.Since(begin).Seconds()
	return out, err
}

// home is a household with its forms, each as the request that sends it, and one connection that stays open: what is
// measured is the program, and not a client that shares its cores.
type home struct {
	conn     net.Conn
	read     *bufio.Reader
	requests [][]byte
	took     []float64
}

func (b *bench) home(s *server, h int) (*home, error) {
	from := net.IPv4(127, 0, 2+byte(h/250), byte(1+h%250))
	browser, out := s.visit(from), &home{}
	defer browser.client.CloseIdleConnections()
	for i := range formsOfOne {
		v := &visitor{server: s.url, client: browser.client, cookies: map[string]string{}}
		if err := b.fillIn(v, h*formsOfOne+i); err != nil {
			return nil, err
		}
		req, err := v.request(b.ctx, "/report/check", url.Values{})
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		if err := req.Write(&text); err != nil {
			return nil, err
		}
		out.requests = append(out.requests, text.Bytes())
	}
	dial := &net.Dialer{LocalAddr: &net.TCPAddr{IP: from}, Timeout: 10 * time.Second}
	var err error
	out.conn, err = dial.DialContext(b.ctx, "tcp", strings.TrimPrefix(s.url, "http://"))
	out.read = bufio.NewReader(out.conn)
	return out, err
}

// send sends the forms of a household, each when the one before was acknowledged.
func (h *home) send() error {
	defer h.conn.Close() //nolint:errcheck // everything was read
	for _, text := range h.requests {
		begin := time.Now()
		if _, err := h.conn.Write(text); err != nil {
			return err
		}
		res, err := http.ReadResponse(h.read, nil)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(res.Body)
		if to := res.Header.Get("Location"); err != nil || res.StatusCode != http.StatusSeeOther || to != "/report/sent" {
			return errors.Join(err, fmt.Errorf("sending leads to %q with %d: %s", to, res.StatusCode, body))
		}
		h.took = append(h.took, time.Since(begin).Seconds()*1000)
	}
	return nil
}

// atOnce runs fn for 0 … n-1 at once and gives the first error.
func atOnce(n int, fn func(int) error) error {
	errs := make(chan error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs <- fn(i) })
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
