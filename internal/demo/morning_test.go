package demo

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// TestEveryUserOfTheDemonstrationFindsWhatNeedsThem: whoever looks at a role in a demonstration must see its work, on
// whatever day it is made.
func TestEveryUserOfTheDemonstrationFindsWhatNeedsThem(t *testing.T) {
	s := programtest.Start(t)
	p := s.Program
	ctx := t.Context()
	if err := p.Store.Hurry(ctx, func() error { return load(ctx, p, func(string) {}) }); err != nil {
		t.Fatal(err)
	}
	findsNamesakes(t, p)
	inboxes(t, p, s)
	yes := true
	waiting := gate.Query{Kinds: []string{"report"}, States: []string{triage.Received}}
	taskings := gate.Query{Kinds: []string{"tasking"}, States: []string{"agreed", "accepted"}}
	for user, wants := range map[string][]gate.Query{
		"wren":    {waiting, {Kinds: []string{"report"}, States: []string{triage.Refused}}},
		"bramble": {waiting},
		"moss":    {{Kinds: []string{"meeting-request"}, States: []string{"asked"}}},
		"clover":  {taskings},
		"thistle": {taskings, {Kinds: []string{"patrol"}}},
		"rowan":   {waiting, taskings, {Kinds: []string{"patrol"}}},
		"hazel":   {taskings},
		"maple":   {waiting, taskings},
		"ember":   {waiting},
		"sorrel":  {waiting, {Kinds: []string{"concern"}, Open: &yes}},
		"iris":    {waiting, {Kinds: []string{"hate-incident"}, Untouched: true, Open: &yes}},
		"finch":   {taskings},
		"fern":    {waiting, {Kinds: []string{"meeting"}, States: []string{"planned"}}},
		"reed":    {{Kinds: []string{"analytic-product"}, States: []string{"draft"}}},
	} {
		who := s.Principal(user)
		for _, q := range wants {
			q.Teams = who.Teams()
			if n := count(t, p, user, s, q); n == 0 {
				t.Errorf("%s finds no %v in %v", user, q.Kinds, q.States)
			}
		}
	}
	closed, open := false, true
	if n := count(t, p, "juniper", s, gate.Query{Kinds: []string{"asb-case"}, Agrees: s.Principal("juniper").Account, Verb: pack.Close}); n == 0 {
		t.Error("the team leader has no closing to agree")
	}
	if n, open := count(t, p, "juniper", s, gate.Query{Kinds: []string{"asb-case"}, Open: &closed}), count(t, p, "juniper", s, gate.Query{Kinds: []string{"asb-case"}, Open: &open}); n < open/2 {
		t.Errorf("of the cases of the year %d are closed and %d are open: nobody agrees closings", n, open)
	}
	for _, user := range []string{"bramble", "juniper", "rowan", "hazel", "laurel", "sage"} {
		err := p.Gate.Read(ctx, s.Principal(user), func(v *gate.View) error {
			actions, err := v.OpenActions(gate.ActionQuery{Owner: v.Who().Account, Limit: 5})
			if len(actions) == 0 {
				t.Errorf("%s has no action", user)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	cases := gate.Query{Kinds: []string{"asb-case"}}
	if all, left := count(t, p, "bramble", s, cases), count(t, p, "tansy", s, cases); all != left+1 {
		t.Errorf("of the %d cases of one officer %d are left to another of the same post, from whom one is kept", all, left)
	}
	if police, council := saidBy(t, p, "rowan", s), saidBy(t, p, "bramble", s); !strings.Contains(police, "A warrant") || strings.Contains(council, "A warrant") {
		t.Error("the note of the police on the shared case is not read by them alone")
	}
	boards(t, s)
	followed(t, s)
}

// saidBy are the notes on cases at high risk, as somebody reads them.
func saidBy(t *testing.T, p *program.Program, user string, s *programtest.Server) (said string) {
	t.Helper()
	err := p.Gate.Read(t.Context(), s.Principal(user), func(v *gate.View) error {
		list, err := v.List(gate.Query{Kinds: []string{"asb-case"}, Risk: "high", Areas: []string{whitechapel}, Limit: 100})
		for _, r := range list.Records {
			w, opens := v.Open(r.Reference)
			if err = errors.Join(err, opens); err != nil {
				return err
			}
			said += fmt.Sprint(w.Notes)
		}
		return err
	})
	if err != nil || said == "" {
		t.Fatalf("%s reads no notes of cases (%v)", user, err)
	}
	return said
}

func count(t *testing.T, p *program.Program, user string, s *programtest.Server, q gate.Query) (n int) {
	t.Helper()
	err := p.Gate.Read(t.Context(), s.Principal(user), func(v *gate.View) (err error) {
		n, err = v.Count(q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// boards have actions of every state, and nothing that has been open for a quarter of a year past its day.
func boards(t *testing.T, s *programtest.Server) {
	t.Helper()
	today := s.Program.Gate.Now().Date()
	n := map[string]int{}
	err := s.Program.Gate.Read(t.Context(), s.Principal("linden"), func(v *gate.View) error {
		actions, err := board.Log(v, "", "")
		for _, a := range actions {
			switch {
			case a.State != record.ActionOpen:
				n[a.State]++
			case a.Due.Before(today.AddDays(-92)):
				t.Errorf("an action of %s has been due since %s", a.Reference, a.Due)
			case a.Due.Before(today):
				n["overdue"]++
			default:
				n["to come"]++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{record.ActionDone, record.ActionNotDone, "overdue", "to come"} {
		if n[state] == 0 {
			t.Errorf("no action of a board is %s: %v", state, n)
		}
	}
}

// TestEveryCategoryHasWordsOfItsOwn: a robbery told in the words of a noisy party is no demonstration.
func TestEveryCategoryHasWordsOfItsOwn(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Categories {
		if len(wordsOf[c.ID]) == 0 {
			t.Errorf("nobody says anything about %s", c.ID)
		}
	}
}

// followed opens the report that the demonstration names when it starts, as its reporter would.
func followed(t *testing.T, s *programtest.Server) {
	t.Helper()
	var printed strings.Builder
	if err := Tell(t.Context(), s.Program, &printed); err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`reference (\S+) and the PIN (\S+)\.\n`).FindStringSubmatch(printed.String())
	if m == nil {
		t.Fatalf("no report is named: %s", printed.String())
	}
	status, body := s.Post(s.Client(), "/track", url.Values{"reference": {m[1]}, "pin": {m[2]}})
	if status != 200 || !strings.Contains(body, m[1]) || !strings.Contains(body, "Thank you for ringing back") {
		t.Errorf("%s does not open its report: %d\n%.2000s", strings.TrimSpace(printed.String()), status, body)
	}
}

// findsNamesakes looks for the people of one name and for the one of two spellings.
func findsNamesakes(t *testing.T, p *program.Program) {
	t.Helper()
	err := p.Gate.Read(t.Context(), access.System("test"), func(v *gate.View) error {
		two, err := v.People("hazel stonecrop", 10)
		if err != nil || len(two) != 2 || two[0].Born == two[1].Born {
			t.Errorf("two of one name are %+v, %v", two, err)
		}
		one, err := v.People("muhammad lampwick", 10)
		if err != nil || len(one) != 1 {
			t.Fatalf("one of two spellings is %+v, %v", one, err)
		}
		same, err := v.Same(one[0].ID)
		if err != nil || len(same) != 1 || same[0].Name != "Mohammed Lampwick" {
			t.Errorf("their other card is %+v, %v", same, err)
		}
		like, err := v.Alike(record.Person{Name: "Mohamed Lampwick"}, 10)
		if err != nil || len(like) != 2 {
			t.Errorf("they are like %+v, %v", like, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// inboxes: a partner finds an empty inbox, and another what their body is to do, which stands on its home.
func inboxes(t *testing.T, p *program.Program, s *programtest.Server) {
	t.Helper()
	boxes := map[string]gate.Messages{}
	for _, user := range []string{"teasel", "ember"} {
		err := p.Gate.Read(t.Context(), s.Principal(user), func(v *gate.View) (err error) {
			boxes[user], err = v.Inbox(false, "", 100)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := len(boxes["teasel"].All); n != 0 {
		t.Errorf("the inbox of the partner who is to find it empty holds %d messages", n)
	}
	given := 0
	for _, m := range boxes["ember"].All {
		if m.Template == pack.TellAction && m.Whom == record.ToBody && m.Inside != "" {
			given++
		}
	}
	if given == 0 {
		t.Error("no action of the fire brigade stands in its inbox")
	}
	if _, body := s.Get(s.SignIn("ember"), "/home"); !strings.Contains(body, "Look at the fire doors") {
		t.Error("what the fire brigade is to do does not stand on its home")
	}
	if status, body := s.Get(s.SignIn("alder"), "/outbox"); status != 200 || !strings.Contains(body, "This program sends nothing") {
		t.Errorf("the outbox of a demonstration is answered %d", status)
	}
}
