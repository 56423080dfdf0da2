package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

var (
	ctx     = context.Background()
	start   = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	theDeck = sync.OnceValues(func() (*pack.Pack, []pack.Problem) { return pack.Load(packs.TowerHamlets()) })
)

func reference(t testing.TB) *pack.Pack {
	t.Helper()
	p, problems := theDeck()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return p
}

// clock is the time of a test, which only the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() when.Instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	return when.At(c.now)
}

func (c *clock) wait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// each runs a test on both databases, with the Tower Hamlets pack.
func each(t *testing.T, test func(t *testing.T, d *Desk, c *clock)) {
	eachOf(t, reference(t), test)
}

func eachOf(t *testing.T, p *pack.Pack, test func(t *testing.T, d *Desk, c *clock)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := &clock{now: start}
		pins, err := credential.NewPINs(bytes.Repeat([]byte{7}, 32))
		if err != nil {
			t.Fatal(err)
		}
		g := gate.New(gate.Config{DB: db, Pack: p, Now: c.Now})
		acts := act.New(g, nil)
		acts.Beside(Acts)
		test(t, &Desk{Gate: g, PINs: pins, Acts: acts}, c)
	})
}

const whitechapel = "E05009336"

func noise() Filled {
	return Filled{Asked: true, Category: "noise", What: "Bass until four", PlaceWords: "Brick Lane", PlaceName: "Brick Lane", Area: whitechapel, PlaceKind: "street", Anonymous: true}
}

// fill begins a form and fills it in.
func fill(t *testing.T, d *Desk, f Filled) string {
	t.Helper()
	token, err := d.Begin(ctx)
	if err == nil {
		_, err = d.Change(ctx, token, func(into *Filled) error { *into = f; return nil })
	}
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestAFormSentManyTimesAtOnceMakesOneReport(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, _ *clock) {
		token := fill(t, d, noise())
		var wg sync.WaitGroup
		receipts := make([]Receipt, 8)
		for i := range receipts {
			wg.Go(func() {
				for range 5 { // a raced sending on PostgreSQL is told to try again, as a browser would
					var err error
					if receipts[i], err = d.SendForm(ctx, token); err == nil {
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
		if id, err := d.Admit(ctx, receipts[0].Reference, receipts[0].PIN); err != nil || id == "" {
			t.Fatalf("the PIN does not open the report: %v", err)
		}
		n := 0
		err := d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
			var err error
			n, err = v.Count(gate.Query{Kinds: []string{"report"}})
			return err
		})
		if err != nil || n != 1 {
			t.Fatalf("%d reports, %v", n, err)
		}
	})
}

func TestAReceiptIsSeenForAnHourAndTheReferenceAfterIt(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		token := fill(t, d, noise())
		sent, err := d.SendForm(ctx, token)
		if err != nil {
			t.Fatal(err)
		}
		c.wait(ReceiptLife - time.Minute)
		if r, err := d.Receipt(ctx, token); err != nil || r.PIN != sent.PIN {
			t.Fatalf("%+v, %v", r, err)
		}
		c.wait(2 * time.Minute)
		if r, err := d.Receipt(ctx, token); err != nil || r.PIN != "" || r.Reference != sent.Reference {
			t.Fatalf("%+v, %v", r, err)
		}
		if _, err := d.Receipt(ctx, credential.NewToken()); !errors.Is(err, fault.ErrNotFound) {
			t.Fatalf("another browser is told %v", err)
		}
	})
}

func TestAFormUnderWayIsGoneAfterADayOrWhenItIsDeleted(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		old, deleted, alive := fill(t, d, noise()), fill(t, d, noise()), ""
		if err := d.AddPhoto(ctx, deleted, Photo{Name: "a.jpg", Content: []byte("picture")}); err != nil {
			t.Fatal(err)
		}
		if err := d.Abandon(ctx, deleted); err != nil {
			t.Fatal(err)
		}
		c.wait(FormLife + time.Minute)
		alive = fill(t, d, noise())
		for token, want := range map[string]bool{old: false, deleted: false, alive: true} {
			if _, err := d.Resume(ctx, token); (err == nil) != want || err != nil && !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%v, want there %v", err, want)
			}
		}
	})
}

func TestPhotosTravelSealedFromTheFormToTheReport(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, _ *clock) {
		token := fill(t, d, noise())
		for i := range PhotosMost {
			if err := d.AddPhoto(ctx, token, Photo{Name: fmt.Sprintf("%d.jpg", i), Content: []byte{1, 2, 3, byte(i)}}); err != nil {
				t.Fatal(err)
			}
		}
		var bad fault.Wrong
		if err := d.AddPhoto(ctx, token, Photo{Name: "x.jpg", Content: []byte{9}}); !errors.As(err, &bad) {
			t.Errorf("one photo too many: %v", err)
		}
		photos, err := d.Photos(ctx, token)
		if err != nil || len(photos) != PhotosMost || photos[2].Name != "2.jpg" || !bytes.Equal(photos[2].Content, []byte{1, 2, 3, 2}) {
			t.Fatalf("%+v %v", photos, err)
		}
		if err := d.RemovePhoto(ctx, token, photos[0].ID); err != nil {
			t.Fatal(err)
		}
		sent, err := d.SendForm(ctx, token)
		if err != nil {
			t.Fatal(err)
		}
		who := admitted(t, d, sent)
		p, err := d.Progress(ctx, who)
		if err != nil || len(p.Photos) != PhotosMost-1 {
			t.Fatalf("%+v %v", p, err)
		}
		if content, err := d.File(ctx, who, p.Photos[0].ID); err != nil || !bytes.Equal(content, []byte{1, 2, 3, 1}) {
			t.Errorf("%v %v", content, err)
		}
	})
}

func admitted(t *testing.T, d *Desk, r Receipt) access.Principal {
	t.Helper()
	id, err := d.Admit(ctx, r.Reference, r.PIN)
	if err != nil {
		t.Fatal(err)
	}
	return access.Reporter(id)
}

func TestOneReportersDoorOpensNoOther(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, _ *clock) {
		mine, err := d.SendForm(ctx, fill(t, d, noise()))
		if err != nil {
			t.Fatal(err)
		}
		withPhoto := fill(t, d, noise())
		if err := d.AddPhoto(ctx, withPhoto, Photo{Name: "a.jpg", Content: []byte("picture")}); err != nil {
			t.Fatal(err)
		}
		theirs, err := d.SendForm(ctx, withPhoto)
		if err != nil {
			t.Fatal(err)
		}
		for _, try := range [][2]string{{theirs.Reference, mine.PIN}, {mine.Reference, theirs.PIN}, {"REP-26-99999-9", mine.PIN}, {mine.Reference, ""}, {"", ""}, {"' OR 1=1 --", "x"}} {
			var bad fault.Wrong
			if _, err := d.Admit(ctx, try[0], try[1]); !errors.As(err, &bad) || bad["reference"].Key != "track.wrong.pin" {
				t.Errorf("%v is told %v", try, err)
			}
		}
		who, other := admitted(t, d, mine), admitted(t, d, theirs)
		p, err := d.Progress(ctx, other)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.File(ctx, who, p.Photos[0].ID); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the photo of another report: %v", err)
		}
		if err := d.Reply(ctx, access.Reporter(""), Word{Text: "x"}); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("nobody's report was written to: %v", err)
		}
	})
}

// closed moves a report to its end as staff would.
func closed(t *testing.T, d *Desk, id string) {
	t.Helper()
	for _, to := range []string{"accepted", "closed"} {
		err := change.Of(d.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(id, 0)
			if err != nil {
				return err
			}
			if err := e.Set("outcome", "advice"); err != nil {
				return err
			}
			return e.Move(to, "done", "We went there.")
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatAReporterSaysIsKeptOnceAndOpensWhatIsNotSolved(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		sent, err := d.SendForm(ctx, fill(t, d, noise()))
		if err != nil {
			t.Fatal(err)
		}
		who := admitted(t, d, sent)
		for range 3 {
			if err := d.Recur(ctx, who, c.Now().Date(), Word{Key: "k1", Text: "Again last night"}); err != nil {
				t.Fatal(err)
			}
		}
		closed(t, d, who.Record)
		c.wait(time.Hour)
		for range 2 {
			if err := d.Rate(ctx, who, Rating{Solved: ptr(false), Rating: "dissatisfied", Comment: "It went on"}); err != nil && !strings.Contains(err.Error(), "rate.wrong.open") {
				t.Fatal(err)
			}
		}
		p, err := d.Progress(ctx, who)
		if err != nil || p.Closed || p.State.ID != "reopened" {
			t.Fatalf("%+v %v", p, err)
		}
		said := 0
		for _, s := range p.Steps {
			if s.Mine {
				said++
			}
		}
		if said != 2 {
			t.Errorf("the reporter said %d things, not 2: %+v", said, p.Steps)
		}
		satisfaction(t, d, sent.Reference)
	})
}

func ptr[T any](v T) *T { return &v }

// satisfaction checks that one answer was kept beside the report.
func satisfaction(t *testing.T, d *Desk, ref string) {
	t.Helper()
	err := d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		w, err := v.Open(ref)
		if err != nil {
			return err
		}
		if len(w.Links) != 1 || w.Links[0].Kind != KindSatisfaction || w.LastWord != "reporter" {
			t.Errorf("links %+v, last word %s", w.Links, w.LastWord)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Staff are told by the address that a caller gives; a resident by their own word alone, because anybody can type an address.
func TestASecondReportInSixMonthsTellsStaffOfTheRightToAReviewAndNeverAnonymously(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		known := noise()
		known.Anonymous, known.Name, known.Email, known.Phone = false, "Ada Fennel", "Ada@Example.com", "+44 20 7946 0011"
		byPhone := known
		byPhone.Email, byPhone.Phone = "", "020 7946 0011"
		byMail := known
		byMail.Email, byMail.Phone = "ada@example.com", ""
		for i, step := range []struct {
			f    Filled
			wait time.Duration
			want bool
		}{{known, 0, false}, {noise(), 0, false}, {byPhone, 0, true}, {byMail, 0, true}, {noise(), 0, false}, {byMail, 200 * 24 * time.Hour, false}} {
			if i == 3 {
				if quiet, err := d.SendForm(ctx, fill(t, d, byMail)); err != nil || quiet.Review {
					t.Errorf("whoever types an address learns that its owner reported: %v", err)
				}
			}
			c.wait(step.wait)
			r, err := d.Log(ctx, access.Principal{Account: "wren", Name: "Wren", Posts: []access.Post{{Body: "council", Team: "contact-centre", Role: "contact-centre"}}}, credential.NewToken(), &step.f)
			if err != nil || r.Review != step.want {
				t.Errorf("report %d: told of a review %v, want %v (%v)", i+1, r.Review, step.want, err)
			}
		}
	})
}

func TestAReportThatIsTheSameIsJoinedAndKeepsItsOwnReference(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		litter := noise()
		litter.Category = "litter"
		first, err := d.SendForm(ctx, fill(t, d, litter))
		if err != nil {
			t.Fatal(err)
		}
		c.wait(24 * time.Hour)
		second := litter
		similar, err := d.Similar(ctx, access.Public(), &second)
		if err != nil || len(similar) != 1 || similar[0].Reference != "" || similar[0].Title != "" {
			t.Fatalf("%+v %v", similar, err)
		}
		second.Same = similar[0].ID
		r, err := d.SendForm(ctx, fill(t, d, second))
		if err != nil || r.Reference == first.Reference {
			t.Fatalf("%+v %v", r, err)
		}
		err = d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
			w, err := v.Open(r.Reference)
			if err == nil && (len(w.Links) != 1 || w.Links[0].Reference != first.Reference) {
				t.Errorf("links %+v", w.Links)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		hate := noise()
		hate.Category = "hate"
		if similar, err := d.Similar(ctx, access.Public(), &hate); err != nil || len(similar) != 0 {
			t.Errorf("hate is compared: %v %v", similar, err)
		}
	})
}

func TestHateAndConcernsAreRestrictedFromTheirFirstWord(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, _ *clock) {
		for category, want := range map[string]string{"hate": "restricted", "child-worry": "restricted", "threats": "official-sensitive", "litter": "official"} {
			f := noise()
			f.Category = category
			r, err := d.SendForm(ctx, fill(t, d, f))
			if err != nil {
				t.Fatal(err)
			}
			err = d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
				w, err := v.Open(r.Reference)
				if err == nil && w.Marking != want {
					t.Errorf("%s is %s, want %s", category, w.Marking, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
