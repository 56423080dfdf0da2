package main

import (
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
		if name == "check" {
			return nil
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

// submit measures reports that were acknowledged, and therefore are on disk, a second: the last step of forms that were filled in before.
func (b *bench) submit() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	rate, latency, err := b.sendAll(s)
	err = errors.Join(err, s.stop())
	if err != nil {
		return err
	}
	bare, err := b.bareRate()
	if err != nil {
		return err
	}
	note := fmt.Sprintf("%d senders at once; p50 %.0f ms, p95 %.0f ms", b.households(), figures.Quantile(latency, 0.5), figures.Quantile(latency, 0.95))
	if err := add(figures.Figure{ID: "submissions", Value: rate, Unit: "per s", Runs: len(latency), Note: note}); err != nil {
		return err
	}
	return add(figures.Figure{ID: "submissions", Program: "bare insert-and-sync loop", Value: bare, Unit: "per s"})
}

func (b *bench) households() int { return max(1, b.forms/formsOfOne) }

// sendAll fills in all forms, and then has every household send its own one after another, all households at once.
func (b *bench) sendAll(s *server) (rate float64, latency []float64, err error) {
	homes := make([][]*visitor, b.households())
	err = atOnce(len(homes), func(h int) error {
		home := s.visit(net.IPv4(127, 0, 2+byte(h/250), byte(1+h%250)))
		for i := range formsOfOne {
			v := &visitor{server: home.server, client: home.client, cookies: map[string]string{}}
			if err := b.fillIn(v, h*formsOfOne+i); err != nil {
				return err
			}
			homes[h] = append(homes[h], v)
		}
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	took := make([][]float64, len(homes))
	begin := time.Now()
	err = atOnce(len(homes), func(h int) error {
		for _, v := range homes[h] {
			a, err := v.ask(b.ctx, "/report/check", url.Values{}, true)
			if err != nil {
				return err
			}
			if a.status != http.StatusSeeOther || a.to != "/report/sent" {
				return fmt.Errorf("sending leads to %q with %d: %s", a.to, a.status, a.body)
			}
			took[h] = append(took[h], a.took.Seconds()*1000)
		}
		return nil
	})
	seconds := time.Since(begin).Seconds()
	for _, t := range took {
		latency = append(latency, t...)
	}
	return float64(len(latency)) / seconds, latency, err
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
