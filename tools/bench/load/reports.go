package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

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
	onReceipt = regexp.MustCompile(`REP-\d\d-\d{5,}-[0-9A-Z]`)
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

// submit sends reports while pages are opened, and then has the server killed: what was acknowledged is there when it starts again.
func (b *bench) submit() error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	s.settle()
	residents, err := b.residents(s)
	if err != nil {
		return errors.Join(err, s.stop())
	}
	office, err := b.office(s)
	if err != nil {
		return errors.Join(err, s.stop())
	}
	var beside sync.WaitGroup
	var pages []*vegeta.Result
	beside.Go(func() { pages = b.attack(office.next, b.pages, "pages") })
	sent := b.attack(sendingOf(residents), b.forms, "reports")
	beside.Wait()
	answered(residents, sent)
	listed, err := b.listed(residents, office.desks[reader].v)
	if err = errors.Join(err, s.kill()); err != nil {
		return err
	}
	if err := b.durable(listed); err != nil {
		return err
	}
	if err := b.keepSent(sent); err != nil {
		return err
	}
	return b.keep("beside", pages, office)
}

// residents have each filled in a report, and look at the page that sends it.
func (b *bench) residents(s *server) ([]*visitor, error) {
	all := make([]*visitor, b.forms*int(b.minute.Seconds()))
	var next atomic.Int64
	var workers sync.WaitGroup
	errs := make(chan error, 4)
	for range cap(errs) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
				v, err := s.visit(fmt.Sprintf("10.2.%d.%d", i/250, i%250+1))
				if err == nil {
					err = b.fillIn(v, i)
				}
				if all[i] = v; err != nil {
					errs <- err
					return
				}
			}
		})
	}
	workers.Wait()
	close(errs)
	return all, <-errs
}

func sendingOf(residents []*visitor) vegeta.Targeter {
	var next atomic.Int64
	return func(t *vegeta.Target) error {
		i := int(next.Add(1)) - 1
		if i >= len(residents) {
			return vegeta.ErrNoTargets
		}
		to := residents[i].base + "/report/check?resident=" + strconv.Itoa(i)
		h := residents[i].header(to)
		h.Set("Content-Type", formType)
		t.Method, t.URL, t.Header, t.Body = http.MethodPost, to, h, []byte{}
		return nil
	}
}

// answered gives each resident what the answer set in their browser: by it they are shown their receipt.
func answered(residents []*visitor, sent []*vegeta.Result) {
	for _, r := range sent {
		at, err := url.Parse(r.URL)
		if err != nil {
			continue
		}
		if i, err := strconv.Atoi(at.Query().Get("resident")); err == nil && i < len(residents) {
			residents[i].client.Jar.SetCookies(at, (&http.Response{Header: r.Headers}).Cookies())
		}
	}
}

// looked is of how many reports it is seen that they are there.
const looked = 100

// listed are the references of some that were acknowledged, the last ones, each of which stands on the list of whoever takes them on.
func (b *bench) listed(residents []*visitor, reader *visitor) (refs []string, err error) {
	for _, v := range residents[max(0, len(residents)-looked):] {
		a, err := v.ask(b.ctx, "/report/sent", nil)
		if err != nil {
			return nil, err
		}
		ref := onReceipt.FindString(string(a.body))
		if ref == "" {
			return nil, fmt.Errorf("a resident was shown no reference: %d", a.status)
		}
		refs = append(refs, ref)
	}
	newest := refs[len(refs)-1]
	a, err := reader.ask(b.ctx, "/search?q="+newest, nil)
	if err == nil && !strings.Contains(string(a.body), "/record/"+newest) {
		err = fmt.Errorf("%s was acknowledged and is not found", newest)
	}
	return refs, err
}

// durable opens what was acknowledged on a server that starts where the one before was killed.
func (b *bench) durable(refs []string) error {
	s, _, err := b.serve()
	if err != nil {
		return err
	}
	v, err := s.visit("10.1.0.2")
	if err == nil {
		err = v.signIn(b.ctx, staff[reader])
	}
	for _, ref := range refs {
		if err != nil {
			break
		}
		var a answer
		if a, err = v.ask(b.ctx, "/record/"+ref, nil); err == nil && a.status != http.StatusOK {
			err = fmt.Errorf("%s was acknowledged, and answers %d after the server was killed", ref, a.status)
		}
	}
	return errors.Join(err, s.stop())
}

func (b *bench) keepSent(sent []*vegeta.Result) error {
	var took []float64
	refused := 0
	for _, r := range sent {
		if r.Code != http.StatusSeeOther {
			refused++
		}
		took = append(took, r.Latency.Seconds()*1000)
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d reports were not acknowledged", refused, len(sent))
	}
	return add(figures.Figure{ID: b.named("reports"), Value: figures.Quantile(took, 0.95), Unit: "ms", Runs: len(took),
		Note: fmt.Sprintf("p50 %.1f, p99 %.1f ms; %d a second beside %d pages a second; %d of them opened after the server was killed", figures.Quantile(took, 0.5), figures.Quantile(took, 0.99), b.forms, b.pages, looked)})
}
