package gate_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

var resident = access.Public()

// promise promises a report and gives its reference. Its key is unique in a test.
func promise(g *gate.Gate, d record.Draft, key string) (ref string, err error) {
	err = g.Write(ctx, resident, func(u *gate.Unit) error {
		p, err := u.Promise(d)
		if err == nil {
			ref, p.PIN, p.Key, p.Traces = p.Reference, "hash of "+key, key, []string{"trace of " + key}
		}
		return err
	})
	return ref, err
}

// whole opens a record as the program and takes off it what no two records share.
func whole(t *testing.T, g *gate.Gate, ref string) *record.Whole {
	t.Helper()
	w, err := open(t, g, access.System("test"), ref)
	if err != nil {
		t.Fatal(err)
	}
	w.ID, w.Reference = "", ""
	for i := range w.Events {
		w.Events[i].ID, w.Events[i].Record = "", ""
	}
	return w
}

func TestARecordThatWasPromisedIsWhatItWouldHaveBeenIfMadeAtOnce(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		d := aReport("W1")
		d.Place, d.Point, d.Occurred, d.LastWord, d.Risk, d.Team = "Brick Lane", &record.Point{Lon: 0.005, Lat: 51.005}, clock.Now().Add(-time.Hour), "reporter", "high", "north"
		made := ""
		if err := g.Write(ctx, resident, func(u *gate.Unit) error {
			e, err := u.Create(d)
			if err == nil {
				made = e.Record().Reference
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		promised, err := promise(g, d, "key")
		if err != nil || promised == made {
			t.Fatalf("%s beside %s, %v", promised, made, err)
		}
		clock.Set(clock.Now().Add(time.Minute)) // when it is kept is not when it was sent
		if a, b := whole(t, g, made), whole(t, g, promised); !reflect.DeepEqual(a, b) {
			t.Errorf("made at once:\n%+v\npromised:\n%+v", a, b)
		}
		err = g.Read(ctx, access.System("test"), func(v *gate.View) error {
			sent, known, err := v.Submitted("key")
			if err != nil || !known || sent.Reference != promised {
				t.Errorf("the form's key finds %v, %v, %v", sent, known, err)
			}
			if _, hash, err := g.PIN(v, promised); err != nil || hash != "hash of key" {
				t.Errorf("PIN %q, %v", hash, err)
			}
			list, err := v.List(gate.Query{Words: "brick lane", Limit: 10})
			if len(list.Records) != 2 {
				t.Errorf("a search finds %d reports, not both", len(list.Records))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestWhatMayNotBeRecordedIsRefusedBeforeItIsPromised(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		d := aReport("W1")
		d.Fields = record.Fields{"nonsense": "x"}
		var bad fault.Invalid
		if ref, err := promise(g, d, "a"); !errors.As(err, &bad) || bad["what"] == "" || bad["nonsense"] == "" {
			t.Errorf("%q, %v", ref, err)
		}
		if ref, err := promise(g, record.Draft{Kind: "case", Title: "x", OwnerBody: "council"}, "b"); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("a resident's case: %q, %v", ref, err)
		}
		err := g.Write(ctx, north, func(u *gate.Unit) error {
			_, err := u.Promise(aReport("W1"))
			return err
		})
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("staff are promised a record: %v", err)
		}
	})
}

func TestTheSenderOfAPromisedReportIsKnownAtTheirNextOne(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		if _, err := promise(g, aReport("W1"), "ann"); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			trace string
			since when.Instant
			want  bool
		}{{"trace of ann", clock.Now().Add(-time.Hour), true}, {"trace of bob", clock.Now().Add(-time.Hour), false}, {"trace of ann", clock.Now().Add(time.Hour), false}} {
			for _, who := range []access.Principal{resident, access.System("test")} { // before it is kept, and after
				err := g.Read(ctx, who, func(v *gate.View) error {
					known, err := v.Traced([]string{c.trace}, c.since)
					if known != c.want {
						t.Errorf("%s since %s: %v", c.trace, c.since, known)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestWhatAnEarlierProcessPromisedIsKeptAndOnePromiseThatCannotBeHoldsUpNoOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock, p := gatetest.NewClock(), gatetest.Pack(t)
		begin := func() *gate.Gate { return gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}) }
		ended := begin()
		var refs []string
		for i := range 5 {
			ref, err := promise(ended, aReport("W1"), fmt.Sprint(i))
			if err != nil {
				t.Fatal(err)
			}
			refs = append(refs, ref)
		}
		broken := refs[2]
		turn(t, db, `"`+broken+`","PIN"`, `"`+refs[3]+`","PIN"`) // no two records have one reference
		next := begin()
		for _, ref := range refs {
			if _, err := open(t, next, access.System("test"), ref); (err == nil) != (ref != broken) {
				t.Errorf("%s: %v", ref, err)
			}
		}
		turn(t, db, `"`+refs[3]+`","PIN"`, `"`+broken+`","PIN"`)
		if _, err := open(t, next, access.System("test"), broken); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s is tried again at every reading: %v", broken, err)
		}
		if _, err := open(t, begin(), access.System("test"), broken); err != nil {
			t.Errorf("%s is not tried again when the program starts: %v", broken, err)
		}
	})
}

// turn changes what the promises of a store say.
func turn(t *testing.T, db *store.DB, from, to string) {
	t.Helper()
	err := db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE promise SET doc = replace(doc, $1, $2)", from, to)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhoReadsAfterASendingFindsItWhileManySendAndRecordsAreMade(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		work, stop := context.WithCancel(ctx)
		var all, worker sync.WaitGroup
		worker.Go(func() { g.KeepPromises(work) })
		const senders, each = 4, 12
		for i := range senders {
			all.Go(func() {
				for j := range each {
					ref, err := promise(g, aReport("W1"), fmt.Sprint(i, " ", j))
					if err != nil {
						t.Error(err)
						return
					}
					if j%4 == 0 {
						if _, err := open(t, g, north, ref); err != nil {
							t.Errorf("%s was promised and is not there: %v", ref, err)
						}
					}
				}
			})
		}
		all.Wait()
		stop()
		worker.Wait()
		err := g.Read(ctx, north, func(v *gate.View) error {
			n, err := v.Count(gate.Query{Kinds: []string{"report"}})
			if n != senders*each {
				t.Errorf("%d records of %d promises", n, senders*each)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
