package gate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// promisedRow is a row as the version before wrote it: {reference}, {key}, {kind} and {fields} differ.
const promisedRow = `{"Reference":"{reference}","PIN":"hash of {key}","Traces":["trace of {key}"],"Key":"{key}","Draft":{"Kind":"{kind}",
"Title":"Noise, Brick Lane","Category":"noise","Marking":"","Risk":"high","Channel":"online","State":"","OwnerBody":"council","SenderBody":"","Team":"north",
"Assignee":"","Area":"W1","Place":"Brick Lane","Point":{"Lon":0.005,"Lat":51.005},"Occurred":"2026-03-01T00:00:00.000000Z","OccurredTo":"","Opened":"","Due":"",
"RepeatVictim":false,"LastWord":"reporter","Fields":{fields}}}`

// before makes a store what the version before left: with the table of promises, and rows in it.
func before(t *testing.T, db *store.DB, at when.Instant, docs ...string) {
	t.Helper()
	err := db.Write(ctx, func(tx store.Tx) error {
		for _, text := range []string{"DELETE FROM goose_db_version WHERE version_id = 49",
			"CREATE TABLE promise (id TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL, doc TEXT NOT NULL, failure TEXT NOT NULL DEFAULT '')"} {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		for i, doc := range docs {
			failure := []string{"", "database or disk is full (13)"}[i%2]
			if _, err := tx.ExecContext(ctx, "INSERT INTO promise (id, at, doc, failure) VALUES ($1, $2, $3, $4)",
				fmt.Sprintf("01a22b5e-8cd7-79e5-83e3-1779ac5743b%d", i), at, doc, failure); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func oldReport(reference, key, kind, fields string) string {
	return strings.NewReplacer("{reference}", reference, "{key}", key, "{kind}", kind, "{fields}", fields).Replace(promisedRow)
}

func TestWhatAnEarlierVersionTookInIsARecordBeforeAnythingIsServedAlsoWhereItHadGivenUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		g := gate.New(gate.Config{DB: db, Pack: gatetest.Pack(t), Now: clock.Now})
		sent := clock.Now()
		taken := create(t, g, aReport("W1"))
		before(t, db, sent,
			oldReport("REP-26-00011-A", "a", "report", `{"what":"Bass until four"}`),
			oldReport("REP-26-00012-B", "b", "report", `{"what":"Bass until five"}`),                                           // which had failed
			oldReport("REP-26-00013-C", "c", "a-kind-of-yesterday", `{"what":"Bass until six","an_answer_of_yesterday":true}`), // of another pack
			oldReport(taken, "d", "report", `{"what":"Bass until seven"}`))                                                     // of which none can be made
		if err := db.EndPromises(ctx); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Promised(ctx); err != nil || n != 4 {
			t.Fatalf("a step of the schema left %d of 4 rows, %v", n, err)
		}
		left, err := change.Of(g).MakePromised(ctx)
		if err != nil || left != 1 {
			t.Fatalf("%d left, %v", left, err)
		}
		for key, ref := range map[string]string{"a": "REP-26-00011-A", "b": "REP-26-00012-B", "c": "REP-26-00013-C"} {
			w, err := open(t, g, access.System("test"), ref)
			if err != nil {
				t.Fatalf("%s: %v", ref, err)
			}
			if w.Kind != "report" || w.Team != "north" || w.Opened != sent || !w.Open || len(w.Clocks) != 1 || w.Events[0].ActorName != "Resident" || w.Fields["what"] == "" {
				t.Errorf("%s is %+v", ref, w)
			}
			err = g.Read(ctx, access.System("test"), func(v *gate.View) error {
				if _, hash, err := g.PIN(v, ref); err != nil || hash != "hash of "+key {
					t.Errorf("%s: PIN %q, %v", ref, hash, err)
				}
				if known, err := v.Traced([]string{"trace of " + key}, sent.Add(-1)); err != nil || !known {
					t.Errorf("%s: its sender is not known again, %v", ref, err)
				}
				first, again, err := v.Submitted(key)
				if !again || first.Reference != ref {
					t.Errorf("%s: its form can be sent twice", ref)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		notes := notesOf(t, g, "REP-26-00013-C")
		if len(notes) != 1 || !strings.Contains(notes[0].Body, "an_answer_of_yesterday: true") || notes[0].Seal != record.ForStaff {
			t.Errorf("an answer that is not asked any more is lost: %+v", notes)
		}
		again(t, db, g)
	})
}

func notesOf(t *testing.T, g *gate.Gate, ref string) []record.Note {
	t.Helper()
	w, err := open(t, g, access.System("test"), ref)
	if err != nil {
		t.Fatal(err)
	}
	return w.Notes
}

// again starts twice more: the row of which no record could be made stays while that is so, and the table goes after it.
func again(t *testing.T, db *store.DB, g *gate.Gate) {
	t.Helper()
	for _, want := range []int{1, 0} {
		if left, err := change.Of(g).MakePromised(ctx); err != nil || left != want {
			t.Fatalf("%d left, %v", left, err)
		}
		if err := db.EndPromises(ctx); err != nil {
			t.Fatal(err)
		}
		if n, err := db.Promised(ctx); err != nil || n != want {
			t.Fatalf("%d rows, %v", n, err)
		}
		err := db.Write(ctx, func(tx store.Tx) error {
			if want == 0 {
				return nil
			}
			_, err := tx.ExecContext(ctx, "UPDATE promise SET doc = replace(doc, $1, $2)", `"Reference":"`, `"Reference":"X-`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM goose_db_version WHERE version_id = 49").Scan(&n)
	}); err != nil || n != 1 {
		t.Errorf("the step that takes the table away was not taken: %d, %v", n, err)
	}
}

func TestAFullDiskLeavesWhatAnEarlierVersionTookInAsItIsUntilThereIsRoom(t *testing.T) {
	db := storetest.Open(t, store.Config{Dir: t.TempDir()})
	clock := gatetest.NewClock()
	g := gate.New(gate.Config{DB: db, Pack: gatetest.Pack(t), Now: clock.Now})
	wide := strings.Repeat("<", 20000) // which a record keeps as \u003c, so that it needs more room than the row that it comes from
	before(t, db, clock.Now(), oldReport("REP-26-00011-A", "a", "report", `{"what":"`+wide+`"}`))
	storetest.Room(t, db, 0)
	if _, err := change.Of(g).MakePromised(ctx); !fault.Passing(err) {
		t.Errorf("the disk is full: %v", err)
	}
	if n, err := db.Promised(ctx); err != nil || n != 1 {
		t.Fatalf("%d rows, %v", n, err)
	}
	storetest.Room(t, db, storetest.Endless)
	if left, err := change.Of(g).MakePromised(ctx); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
	if _, err := open(t, g, access.System("test"), "REP-26-00011-A"); err != nil {
		t.Error(err)
	}
}
