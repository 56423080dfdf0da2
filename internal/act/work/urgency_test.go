package work

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var today = when.Day(2026, 11, 30)

// item draws something that waits.
func item(t *rapid.T, n int) Item {
	day := func(name string) when.Date {
		if rapid.Bool().Draw(t, name+" is set") {
			return today.AddDays(rapid.IntRange(-20, 20).Draw(t, name))
		}
		return when.Date{}
	}
	i := Item{risk: rapid.IntRange(0, 3).Draw(t, "risk"), alert: rapid.Bool().Draw(t, "alert"), fresh: rapid.Bool().Draw(t, "fresh"), asks: rapid.Bool().Draw(t, "asks")}
	i.Reference, i.Due, i.Asked, i.Contact, i.Missed = fmt.Sprintf("R%03d", n), day("due"), day("asked for"), day("promised"), day("missed")
	i.Opened = today.AddDays(-rapid.IntRange(0, 60).Draw(t, "age")).Start()
	i.LastWord, i.LastWordAt = rapid.SampledFrom([]string{"", "reporter", "staff"}).Draw(t, "last word"), today.AddDays(-rapid.IntRange(0, 60).Draw(t, "spoken")).Start()
	if rapid.Bool().Draw(t, "action") {
		i.Action = &record.Action{ID: "a", Due: day("action due")}
	}
	i.judge(today)
	return i
}

// Two people who look at one queue see it in one order, and what is more urgent is never below what is less.
func TestAQueueHasOneOrderAndTheMoreUrgentIsNeverBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		items := make([]Item, n)
		for i := range items {
			items[i] = item(t, i)
		}
		shuffled := rapid.Permutation(items).Draw(t, "shuffled")
		Rank(items)
		Rank(shuffled)
		if !reflect.DeepEqual(items, shuffled) {
			t.Fatal("the order depends on how the items came")
		}
		for i := 1; i < n; i++ {
			a, b := items[i-1], items[i]
			if a.Why > b.Why || a.Why == b.Why && a.risk < b.risk || a.Why == b.Why && a.risk == b.risk && !b.Day.IsZero() && (a.Day.IsZero() || b.Day.Before(a.Day)) {
				t.Fatalf("%+v stands above %+v", a, b)
			}
		}
	})
}

func TestWhatIsUrgentIsSaidByTheRuleOnTheScreen(t *testing.T) {
	at := func(days int) when.Date { return today.AddDays(days) }
	spoke := gate.Wait{Opened: at(-9).Start(), LastWord: "reporter", LastWordAt: at(-1).Start()}
	with := func(w gate.Wait, due when.Date) gate.Wait { w.Due = due; return w }
	for _, c := range []struct {
		says string
		item Item
		want Urgency
	}{
		{"an alert that nobody answered", Item{alert: true, fresh: true, Wait: gate.Wait{Due: at(4)}}, Danger},
		{"an alert that somebody has taken on", Item{alert: true, Wait: gate.Wait{Due: at(4)}}, Soon},
		{"a promise that was missed, though a target is late too", Item{Wait: gate.Wait{Due: at(-9), Contact: at(6), Missed: at(-1)}}, Broken},
		{"an action on a record whose promise was missed", Item{Action: &record.Action{Due: at(3)}, Wait: gate.Wait{Missed: at(-1)}}, Soon},
		{"a contact that is promised for today", Item{Wait: gate.Wait{Due: at(9), Contact: at(0)}}, Today},
		{"a day that has passed, though its reporter spoke last", Item{Wait: with(spoke, at(-1))}, Late},
		{"a day that somebody asked for, before its target", Item{Wait: gate.Wait{Due: at(20), Asked: at(-2)}}, Late},
		{"a day that is today", Item{Wait: gate.Wait{Due: at(0)}}, Today},
		{"the reporter spoke last", Item{Wait: with(spoke, at(3))}, Spoken},
		{"an action on a record whose reporter spoke last", Item{Action: &record.Action{Due: at(3)}, Wait: spoke}, Soon},
		{"a report that nobody accepted", Item{fresh: true, Wait: gate.Wait{Due: at(3)}}, New},
		{"a closing to agree", Item{asks: true, Wait: gate.Wait{Due: at(3)}}, Agree},
		{"a day within the week", Item{Wait: gate.Wait{Due: at(7)}}, Soon},
		{"a day beyond it", Item{Wait: gate.Wait{Due: at(8)}}, Later},
		{"no day at all", Item{}, Later},
	} {
		c.item.judge(today)
		if c.item.Why != c.want {
			t.Errorf("%s: %d, want %d", c.says, c.item.Why, c.want)
		}
	}
}

func TestEveryUrgencyOfTheFirstListComesBeforeThoseThatItLeavesOut(t *testing.T) {
	if i := slices.IndexFunc(lists, func(l List) bool { return l.ID == "now" }); i != 0 || lists[0].keeps(&Item{Why: Soon}) || !lists[0].keeps(&Item{Why: Agree}) {
		t.Error("the queue opens with something else than what needs its reader now")
	}
}
