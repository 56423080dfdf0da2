package form_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/packs"
)

var (
	ctx   = context.Background()
	start = when.At(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC))
)

func reference(t *testing.T) *pack.Pack {
	t.Helper()
	p, found := pack.Load(packs.TowerHamlets())
	if err := pack.Problems(found); err != nil {
		t.Fatal(err)
	}
	return p
}

// each runs a test on both databases, at a moment that the test sets.
func each(t *testing.T, test func(t *testing.T, d *form.Desk, now *when.Instant)) {
	p := reference(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		now := start
		pins, err := credential.NewPINs(bytes.Repeat([]byte{7}, 32))
		if err != nil {
			t.Fatal(err)
		}
		test(t, &form.Desk{Gate: gate.New(gate.Config{DB: db, Pack: p, Now: func() when.Instant { return now }}), PINs: pins}, &now)
	})
}

// person fills in one form as somebody does who answers whatever they are asked, and notes what they said.
type person struct {
	d     *form.Declared
	p     *pack.Pack
	token string
	said  record.Fields // by field: the last answer
	t     *rapid.T
}

// value is an answer to a question; nil where it is left empty.
func (x *person) value(q pack.Field) any {
	if !q.Required && rapid.IntRange(0, 3).Draw(x.t, "left empty") == 0 {
		return nil
	}
	ids := make([]string, len(q.Options))
	for i, o := range q.Options {
		ids[i] = o.ID
	}
	switch q.Type {
	case pack.Choice:
		return rapid.SampledFrom(ids).Draw(x.t, q.ID)
	case pack.Choices:
		return rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, 2, rapid.ID).Draw(x.t, q.ID)
	case pack.YesNo:
		return rapid.Bool().Draw(x.t, q.ID)
	case pack.Number:
		return float64(rapid.IntRange(max(q.Min, 0), max(q.Min, 9)).Draw(x.t, q.ID))
	case pack.Money:
		return int64(rapid.IntRange(0, 10_000).Draw(x.t, q.ID))
	case pack.Date:
		return start.Date().AddDays(-rapid.IntRange(0, 90).Draw(x.t, q.ID)).String()
	}
	return rapid.StringMatching(`[a-z]{1,8} é [0-9]{1,3}`).Draw(x.t, q.ID)
}

// answer answers one page.
func (x *person) answer(step string) *form.Filled {
	f, err := x.d.Change(ctx, x.token, func(f *form.Filled) error {
		page := x.d.Page(step)
		switch {
		case step == form.WhichPage:
			x.which(f)
		case step == form.WardPage:
			f.Place.Area = rapid.SampledFrom(append(slices.Clone(f.Place.Wards), "")).Draw(x.t, "ward")
		case step == form.SafelyPage:
			f.Contact.Reach = record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText}, Neutral: true}
		case page.Asks == pack.AskPlace:
			if f.Place.Say(rapid.SampledFrom([]string{"the corner", "by the bridge"}).Draw(x.t, "place"), false) {
				f.Ask(form.WhichPage, form.WardPage)
			}
		case page.Asks == pack.AskContact:
			f.Contact.Name, f.Contact.Phone = "Zebediah Quillfeather", "020 7946 0999"
			if f.Contact.Agree(rapid.SampledFrom([]string{form.SafeYes, form.SafeSome, form.SafeNo}).Draw(x.t, "safe")) {
				f.Ask(form.SafelyPage)
			}
		default:
			for _, q := range x.d.Questions(f, step) {
				v := x.value(q)
				f.Set(q.ID, v)
				x.said[q.ID] = v
			}
		}
		f.Answered(step)
		return nil
	})
	if err != nil {
		x.t.Fatal(err)
	}
	return f
}

func (x *person) which(f *form.Filled) {
	if rapid.Bool().Draw(x.t, "known place") {
		was := f.Place.Words
		f.Place = form.Place{Words: was, ID: "street x", Name: "Brick Lane", Area: rapid.SampledFrom(x.p.Wards()).Draw(x.t, "ward").Code}
		return
	}
	f.Place.Unknown(rapid.Bool().Draw(x.t, "outside"), x.p.Wards())
}

// forward answers every page that is asked, in turn, and gives those it was asked.
func (x *person) forward(f *form.Filled) (*form.Filled, []string) {
	steps := x.d.Steps()
	var asked []string
	for !steps.Complete(f) {
		id := steps[steps.Open(f)].ID
		if slices.Contains(asked, id) {
			x.t.Fatalf("the page %s is asked twice: %v", id, asked)
		}
		asked = append(asked, id)
		f = x.answer(id)
	}
	return f, asked
}

// expected are the answers that a record must hold: what was said last on the pages that lead to the end, and nothing else.
func (x *person) expected(f *form.Filled) record.Fields {
	out := record.Fields{}
	steps := x.d.Steps()
	for i := len(steps) - 1; ; { // backwards, as somebody goes who reads what they said
		before, ok := steps.Before(f, i)
		if !ok {
			return out
		}
		i = slices.IndexFunc(steps, func(s form.Step[*form.Filled]) bool { return s.ID == before.ID })
		page := x.d.Page(before.ID)
		for _, q := range x.d.Questions(f, page.ID) {
			if v := x.said[q.ID]; !pack.Empty(v) {
				out[q.ID] = v
			}
		}
		if page.Asks == pack.AskContact {
			maps.Copy(out, f.Contact.Fields())
		}
	}
}

func TestEveryPathThroughEveryFormKeepsWhatWasAskedAndMakesOneRecord(t *testing.T) {
	each(t, func(t *testing.T, d *form.Desk, _ *when.Instant) {
		rapid.Check(t, func(rt *rapid.T) {
			p := d.Gate.Pack()
			declared, err := d.Form(rapid.SampledFrom(p.Forms).Draw(rt, "form").ID)
			if err != nil {
				rt.Fatal(err)
			}
			x := &person{d: declared, p: p, token: credential.NewToken(), said: record.Fields{}, t: rt}
			if err := declared.Begin(ctx, x.token); err != nil {
				rt.Fatal(err)
			}
			f, err := declared.Resume(ctx, x.token)
			if err != nil {
				rt.Fatal(err)
			}
			f, _ = x.forward(f)
			for range rapid.IntRange(0, 2).Draw(rt, "times back") {
				f = x.back(f)
			}
			x.send(d, f)
		})
	})
}

// back goes back to a page, answers it anew, and comes forward through what that opened.
func (x *person) back(f *form.Filled) *form.Filled {
	steps, before := x.d.Steps(), x.d.Answers(f)
	var passed []string
	for i := len(steps) - 1; ; {
		s, ok := steps.Before(f, i)
		if !ok {
			break
		}
		passed = append(passed, s.ID)
		i = slices.IndexFunc(steps, func(o form.Step[*form.Filled]) bool { return o.ID == s.ID })
	}
	to := rapid.SampledFrom(passed).Draw(x.t, "back to")
	f, _ = x.forward(x.answer(to))
	changed := x.d.Questions(f, to)
	for id, v := range before {
		now, kept := f.Field(id), slices.ContainsFunc(changed, func(q pack.Field) bool { return q.ID == id })
		if _, contact := f.Contact.Fields()[id]; !kept && !contact && fmt.Sprint(now) != fmt.Sprint(x.said[id]) {
			x.t.Fatalf("going back to %s lost %s: %v, was %v", to, id, now, v)
		}
	}
	return f
}

// send sends the form twice and holds the record to what was said.
func (x *person) send(d *form.Desk, f *form.Filled) {
	want, team := x.expected(f), ""
	if _, counts := x.d.Kind.Field("channel"); counts { // by which it is counted how it came
		want["channel"] = "online"
	}
	if t, _ := x.d.Owner(f); t != nil {
		team = t.ID
	}
	first, err := x.d.Send(ctx, x.token)
	if err != nil {
		x.t.Fatal(err)
	}
	again, err := x.d.Send(ctx, x.token)
	if err != nil || again.Reference != first.Reference || again.PIN != first.PIN || !again.Again || first.Again {
		x.t.Fatalf("sent twice: %+v and %+v, %v", first, again, err)
	}
	if (first.PIN != "") != x.d.Follow {
		x.t.Errorf("%s: a PIN %q, and followed is %v", x.d.ID, first.PIN, x.d.Follow)
	}
	err = d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		w, err := v.Open(first.Reference)
		if err != nil {
			return err
		}
		if fmt.Sprint(w.Fields) != fmt.Sprint(want) {
			x.t.Errorf("%s keeps %v, and was told %v", x.d.ID, w.Fields, want)
		}
		if w.Kind != x.d.Kind.ID || w.Team != team || !w.Open || w.Due.IsZero() || first.Due != w.Due {
			x.t.Errorf("%s is a %s of the team %s, due %s; want %s", w.Reference, w.Kind, w.Team, w.Due, team)
		}
		for _, typed := range []string{f.Place.Words, f.Contact.Name} {
			if typed != "" && bytes.Contains([]byte(w.Title), []byte(typed)) {
				x.t.Errorf("the title %q says what was typed", w.Title)
			}
		}
		return nil
	})
	if err != nil {
		x.t.Fatal(err)
	}
}

// filled is a form of the pack, answered to its end.
func filled(t *testing.T, d *form.Desk, id, token string) *form.Declared {
	t.Helper()
	declared, err := d.Form(id)
	if err == nil {
		err = declared.Begin(ctx, token)
	}
	if err != nil {
		t.Fatal(err)
	}
	rapid.Custom(func(rt *rapid.T) bool {
		f, err := declared.Resume(ctx, token)
		if err != nil {
			rt.Fatal(err)
		}
		f, _ = (&person{d: declared, p: d.Gate.Pack(), token: token, said: record.Fields{}, t: rt}).forward(f)
		return declared.Steps().Complete(f)
	}).Example(1)
	return declared
}

func TestAFormSentManyTimesAtOnceMakesOneRecord(t *testing.T) {
	each(t, func(t *testing.T, d *form.Desk, _ *when.Instant) {
		token := credential.NewToken()
		declared := filled(t, d, "meeting", token)
		var wg sync.WaitGroup
		receipts := make([]form.Receipt, 8)
		for i := range receipts {
			wg.Go(func() {
				for range 5 { // a raced sending on PostgreSQL is told to try again, as a browser would
					var err error
					if receipts[i], err = declared.Send(ctx, token); err == nil {
						return
					}
				}
			})
		}
		wg.Wait()
		for _, r := range receipts {
			if r.Reference == "" || r.Reference != receipts[0].Reference || r.PIN != receipts[0].PIN {
				t.Fatalf("%+v beside %+v", r, receipts[0])
			}
		}
		n := 0
		err := d.Gate.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
			n, err = v.Count(gate.Query{Kinds: []string{"meeting-request"}})
			return err
		})
		if err != nil || n != 1 {
			t.Fatalf("%d requests, %v", n, err)
		}
	})
}

// Forms of one browser are kept apart: whatever happens to one leaves the others, and one that was sent can be begun again.
func TestAFormOfTheSameTokenDoesNotDisturbAnother(t *testing.T) {
	each(t, func(t *testing.T, d *form.Desk, now *when.Instant) {
		token := credential.NewToken()
		meeting, other := filled(t, d, "meeting", token), filled(t, d, "reporting", token)
		sent, err := meeting.Send(ctx, token)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := other.Resume(ctx, token); err != nil || !other.Steps().Complete(f) {
			t.Fatalf("sending one form lost the other: %v", err)
		}
		filled(t, d, "meeting", token)
		if second, err := meeting.Send(ctx, token); err != nil || second.Again || second.Reference == sent.Reference {
			t.Fatalf("a second request is %+v, %v", second, err)
		}
		*now = now.Add(form.ReceiptLife + time.Minute)
		if r, err := meeting.Receipt(ctx, token); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("after an hour the receipt is %+v, %v", r, err)
		}
		if err := d.Abandon(ctx, token); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Resume(ctx, token); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("after leaving, the form is still there: %v", err)
		}
	})
}

// Whoever has not signed in makes records of the kinds for which the pack declares a form, and of no others, and does nothing else.
func TestThePublicMakesWhatAFormIsDeclaredForAndNothingElse(t *testing.T) {
	p := reference(t)
	rules, public := access.NewRules(p), access.Public()
	for _, k := range p.Kinds {
		declared := k.ID == p.Partnership.Report || slices.ContainsFunc(p.Forms, func(f pack.Form) bool { return f.Kind == k.ID })
		for _, verb := range []pack.Verb{pack.View, pack.Create, pack.Edit, pack.Assign, pack.Close, pack.Export, pack.Count} {
			want := declared && verb == pack.Create
			if rules.Anywhere(public, verb, k.ID) != want || rules.May(public, verb, access.Subject{Kind: k.ID}) != want {
				t.Errorf("the public may %s a %s: want %v", verb, k.ID, want)
			}
		}
	}
}

func TestWhatIsTypedIsNotInTheStoreBeforeItIsSent(t *testing.T) {
	each(t, func(t *testing.T, d *form.Desk, _ *when.Instant) {
		for _, f := range d.Gate.Pack().Forms {
			token := credential.NewToken()
			declared := filled(t, d, f.ID, token)
			saved, err := d.Gate.SavedForm(ctx, access.Public(), declared.Drafts().ID(token))
			if err != nil || bytes.Contains(saved.Data, []byte("uillfeather")) || bytes.Contains(saved.Data, []byte(" é ")) {
				t.Errorf("%s: the store can be read: %s, %v", f.ID, saved.Data, err)
			}
		}
	})
}

func TestAFormThatIsNotAnsweredIsNotSent(t *testing.T) {
	each(t, func(t *testing.T, d *form.Desk, _ *when.Instant) {
		for _, f := range d.Gate.Pack().Forms {
			declared, err := d.Form(f.ID)
			if err != nil {
				t.Fatal(err)
			}
			token := credential.NewToken()
			if err := declared.Begin(ctx, token); err != nil {
				t.Fatal(err)
			}
			if _, err := declared.Send(ctx, token); !errors.Is(err, form.ErrOpen) {
				t.Errorf("%s is sent unanswered: %v", f.ID, err)
			}
		}
	})
}
