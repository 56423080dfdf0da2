package main

import (
	"context"
	"errors"
	"fmt"
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
const formsOfOne = 10

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
	a, err := v.ask(b.ctx, "/report", nil)
	for range 40 {
		if err != nil {
			return err
		}
		if a.status != http.StatusSeeOther || !strings.HasPrefix(a.to, "/report/") {
			return fmt.Errorf("form %d leads to %q with %d: %s", i, a.to, a.status, a.body)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(a.to, "/report/"), "?")
		if name == "check" { // which is looked at before it is sent
			_, err := v.ask(b.ctx, "/report/check", nil)
			return err
		}
		form, path := answers[name], "/report/"+name
		if form == nil { // notices, and choices that depend on what was typed
			shown, err := v.ask(b.ctx, path, nil)
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
		a, err = v.ask(b.ctx, path, form)
	}
	return fmt.Errorf("form %d does not end", i)
}

// rounds are how often all of it is measured in turn: the speed of a machine that others use changes within minutes.
const rounds = 5

// submit measures reports sent, and therefore records on disk and on every list, a second: the last step of forms that were
// filled in before. Each round is between two runs of a bare loop of the same rows on the same disk; kept are the medians.
func (b *bench) submit() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	s.settle()
	sent, bare, err := b.inTurn(s)
	if err = errors.Join(err, s.stop()); err != nil {
		return err
	}
	return b.keepRates(sent, bare)
}

// inTurn has the bare loop and the residents take turns on the same disk.
func (b *bench) inTurn(s *server) (sent []*sending, bare []float64, err error) {
	for i := range rounds {
		homes, err := b.homes(s, i)
		if err != nil {
			return nil, nil, err
		}
		rate, err := b.bareRate()
		if err != nil {
			return nil, nil, err
		}
		one, err := b.sendAll(s, homes)
		if err != nil {
			return nil, nil, err
		}
		sent, bare = append(sent, one), append(bare, rate)
	}
	rate, err := b.bareRate()
	return sent, append(bare, rate), err
}

func (b *bench) keepRates(sent []*sending, bare []float64) error {
	var rates, ratios, took []float64
	var server, senders, n float64
	for i, one := range sent {
		forms := float64(len(one.took))
		n, server, senders = n+forms, server+one.server, senders+one.senders
		took, rates = append(took, one.took...), append(rates, forms/one.seconds)
		ratios = append(ratios, 2*forms/one.seconds/(bare[i]+bare[i+1]))
	}
	note := fmt.Sprintf("%d rounds in turn with the bare loop, %.2f to %.2f of it; %d senders at once; p50 %.0f ms, p95 %.0f ms; CPU for each: %.2f ms of the server, %.2f ms of the senders",
		len(sent), figures.Quantile(ratios, 0), figures.Quantile(ratios, 1), b.households(), figures.Quantile(took, 0.5), figures.Quantile(took, 0.95), server/n*1000, senders/n*1000)
	for _, f := range []figures.Figure{
		{ID: "records", Value: figures.Median(rates), Unit: "per s", Runs: int(n), Note: note},
		{ID: "records", Program: "bare loop of all rows of a report", Value: figures.Median(bare), Unit: "per s"}} {
		if err := add(f); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) households() int { return max(1, b.forms/formsOfOne/rounds) }

// sending is what sending all forms of a round took: milliseconds each, seconds in all, and seconds of CPU.
type sending struct {
	took                     []float64
	seconds, server, senders float64
}

// homes fills in all forms of a round.
func (b *bench) homes(s *server, round int) ([]*home, error) {
	homes := make([]*home, b.households())
	err := atOnce(len(homes), func(h int) (err error) {
		homes[h], err = b.home(s, round*len(homes)+h)
		return err
	})
	return homes, err
}

// sendAll has every household send its forms one after another, all households at once.
func (b *bench) sendAll(s *server, homes []*home) (*sending, error) {
	if err := atOnce(len(homes), func(h int) error { return homes[h].line.open(b.ctx) }); err != nil {
		return nil, err
	}
	begin, server, senders := time.Now(), s.cpu(), figures.CPUSeconds("self")
	err := atOnce(len(homes), func(h int) error { return homes[h].send(b.ctx) })
	out := &sending{seconds: time.Since(begin).Seconds(), server: s.cpu() - server, senders: figures.CPUSeconds("self") - senders}
	for _, h := range homes {
		out.took = append(out.took, h.took...)
	}
	return out, err
}

// home is a household with its forms, each as the request that sends it, and one line.
type home struct {
	line     *line
	requests [][]byte
	took     []float64
}

func (b *bench) home(s *server, h int) (*home, error) {
	out := &home{line: s.visit(net.IPv4(127, 0, 2+byte(h/250), byte(1+h%250))).line}
	for i := range formsOfOne {
		v := &visitor{line: out.line, cookies: map[string]string{}}
		if err := b.fillIn(v, h*formsOfOne+i); err != nil {
			return nil, err
		}
		text, err := v.request("/report/check", url.Values{})
		if err != nil {
			return nil, err
		}
		out.requests = append(out.requests, text)
	}
	return out, out.line.close() // which would be idle while others fill in theirs
}

// send sends the forms of a household, each when the one before was acknowledged.
func (h *home) send(ctx context.Context) error {
	for _, text := range h.requests {
		begin := time.Now()
		res, err := h.line.send(ctx, text)
		if err != nil {
			return err
		}
		if to := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || to != "/report/sent" {
			return fmt.Errorf("sending leads to %q with %d: %s", to, res.StatusCode, h.line.body.Bytes())
		}
		h.took = append(h.took, time.Since(begin).Seconds()*1000)
	}
	return h.line.close()
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
