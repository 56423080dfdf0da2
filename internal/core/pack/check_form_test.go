package pack

import (
	"slices"
	"strings"
	"testing"
)

// request is a kind that residents make with a form, and asking is that form.
const request = `kind: request
name: Request
plural: Requests
archetype: case
prefix: RQ
purpose: What a resident asks for.
states:
  - {id: asked, name: Asked, initial: true, public: We have it, next: We answer}
  - {id: answered, name: Answered, closed: true, public: We answered, next: Nothing}
transitions: [{from: [asked], to: answered, verb: Answer}]
fields:
  - {id: about, name: About, type: text, required: true}
  - {id: who, name: Who, type: choice, options: [{id: trader, name: A trader}, {id: other, name: Somebody else}]}
  - {id: trade, name: Trade, type: text, when: 'fields.who == "trader"'}
  - {id: helper, name: Helper, type: person}
clocks:
  - {id: answer, name: Answer, days: {any: 5}, starts: opened, stops: [close]}
`

const asking = `form: ask
kind: request
title: Ask for something
about: Ask the council.
call: request
follow: true
titled_by: who
told: We answer within five days.
source: test
pages:
  - {id: who, questions: [{field: who, ask: Who are you?}]}
  - {id: trade, when: 'fields.who == "trader"', questions: [{field: trade}]}
  - {id: where, asks: place}
  - {id: about, questions: [{field: about}]}
owners:
  - {areas: [W1], body: council, team: east, why: East answers}
  - {body: council, team: locality, why: The ward answers}
`

// withForm is the smallest pack with one form, changed as asked.
func withForm(t *testing.T, file, old, new string) []string {
	t.Helper()
	texts := map[string]string{"request.yaml": request, "ask.yaml": asking}
	pack := string(small(t, nil)["pack.yaml"].Data)
	texts["pack.yaml"] = strings.Replace(pack, "kinds: [report], verbs", "kinds: [report, request], verbs", 1)
	if !strings.Contains(texts[file], old) {
		t.Fatalf("%s has no %q", file, old)
	}
	texts[file] = strings.Replace(texts[file], old, new, 1)
	var out []string
	for _, p := range Check(small(t, texts)) {
		out = append(out, p.String())
	}
	return out
}

func TestAMistakeOfAFormIsToldWhereItStands(t *testing.T) {
	if found := withForm(t, "ask.yaml", "", ""); len(found) > 0 {
		t.Fatal(found)
	}
	for name, m := range map[string]struct{ file, old, new, want string }{
		"a kind that there is none of":  {"ask.yaml", "kind: request", "kind: requets", `ask.yaml:2: there is no kind "requets"; did you mean request?`},
		"the kind of report":            {"ask.yaml", "kind: request", "kind: report", `ask.yaml:2: the kind "report" has the journey of a report, and no form beside it`},
		"a kind that waits for nobody":  {"request.yaml", "starts: opened", "starts: word", `ask.yaml:2: the kind "request" has no clock that "starts: opened", so that nobody would say by when they answer`},
		"followed without words":        {"request.yaml", ", public: We answered, next: Nothing", "", `ask.yaml:2: the form "ask" is followed, and the state "answered" of kind "request" has no "public:" and "next:" to tell its sender`},
		"two say the owner":             {"request.yaml", "clocks:", "owners: [{team: east, why: Test}]\nclocks:", `ask.yaml:2: the kind "request" says with "owners:" whom its records go to, and so does the form "ask"; one of them must not`},
		"a field that there is none of": {"ask.yaml", "{field: about}", "{field: abuot}", `ask.yaml:14: kind "request" has no field "abuot" to keep the answer in; did you mean about?`},
		"a question twice":              {"ask.yaml", "questions: [{field: about}]", "title: More, questions: [{field: about}, {field: who}]", `ask.yaml:14: the field "who" is asked twice; the first time on the page "who"`},
		"a person":                      {"ask.yaml", "{field: trade}", "{field: helper}", `ask.yaml:12: the field "helper" holds a person, which no public form asks for`},
		"needed and not asked":          {"ask.yaml", "  - {id: about, questions: [{field: about}]}\n", "", `ask.yaml:11: kind "request" needs the field "about", and the form "ask" does not always ask for it`},
		"needed and not always asked":   {"ask.yaml", "{id: about, questions", `{id: about, when: 'fields.who == "other"', questions`, `ask.yaml:11: kind "request" needs the field "about", and the form "ask" does not always ask for it`},
		"a page that depends on a later one": {"ask.yaml", "{id: who, questions", "{id: who, when: given(fields.about), questions",
			`ask.yaml:11: the page "who" depends on the field "about", which is asked on the page "about": ask that on an earlier page`},
		"a field on the page that it depends on": {"ask.yaml", "  - {id: who, questions: [{field: who, ask: Who are you?}]}\n  - {id: trade, when: 'fields.who == \"trader\"', questions: [{field: trade}]}",
			"  - {id: who, title: You, questions: [{field: who}, {field: trade}]}", `ask.yaml:11: the field "trade" depends on the field "who", which is asked on the page "who": ask that on an earlier page`},
		"a ward before the place":          {"ask.yaml", "{id: who, questions", `{id: who, when: 'record.area == "W1"', questions`, `ask.yaml:11: the page "who" depends on the ward, and no earlier page of the form "ask" "asks: place"`},
		"an owner by ward without a place": {"ask.yaml", "  - {id: where, asks: place}\n", "", `ask.yaml:15: the owner depends on the ward, and no page of the form "ask" "asks: place"`},
		"a rule that can never hold":       {"ask.yaml", `when: 'fields.who == "trader"'`, `when: 'fields.who == "tradr"'`, `ask.yaml:12: fields.who can never be "tradr"; did you mean trader?`},
		"a page that is nothing":           {"ask.yaml", "{id: where, asks: place}", "{id: where}", `ask.yaml:13: page "where" asks nothing: give it "questions:", "asks:" or "notice:"`},
		"a page that is two":               {"ask.yaml", "asks: place}", "asks: place, notice: stop}", `ask.yaml:13: page "where" is one of three: "questions:", "asks:" or "notice:"; make a page of each`},
		"a part that there is none of":     {"ask.yaml", "asks: place", "asks: plaice", `ask.yaml:13: asks: "plaice" is none of place, contact and photos; did you mean place?`},
		"a page of a reserved name":        {"ask.yaml", "{id: about, questions", "{id: check, questions", `ask.yaml:14: page "check": every form has a page of that name already; take another`},
		"a page in capitals":               {"ask.yaml", "{id: about, questions", "{id: About, questions", `ask.yaml:14: page "About": the id of a page holds small letters, digits and dashes`},
		"two pages of one name":            {"ask.yaml", "{id: about, questions", "{id: where, questions", `ask.yaml:14: page "where" is declared twice`},
		"a heading that is missing":        {"ask.yaml", "{field: about}", "{field: about}, {field: helper}", `ask.yaml:14: page "about" asks 2 questions and needs a "title:"`},
		"contact without its fields":       {"ask.yaml", "asks: place}", "asks: place}\n  - {id: you, asks: contact}", `kind "request" needs the fields reporter_name (text)`},
		"a notice that there is none of":   {"ask.yaml", "asks: place}", "asks: place}\n  - {id: you, notice: stopp}", `ask.yaml:14: there is no notice "stopp"; did you mean stop?`},
		"nobody takes the rest":            {"ask.yaml", "  - {body: council, team: locality, why: The ward answers}\n", "", `ask.yaml:16: the last owner of the form "ask" must take everything: end with one without "areas:" and "when:"`},
		"an owner that is never tried":     {"ask.yaml", "{areas: [W1], body", "{body", `ask.yaml:16: this owner takes everything, so those after it are never tried; put it last`},
		"a ward that there is none of":     {"ask.yaml", "areas: [W1]", "areas: [W9]", `ask.yaml:16: there is no ward and no area group "W9"`},
		"a team of another body":           {"ask.yaml", "body: council, team: east", "body: police, team: east", `ask.yaml:16: team "east" belongs to the body "council", not to "police"`},
		"a team that cannot take it":       {"pack.yaml", "kinds: [report, request], verbs: [view, edit, assign]", "kinds: [report], verbs: [view, edit, assign]", `no role held there may view, edit and assign it`},
		"a title that was typed":           {"ask.yaml", "titled_by: who", "titled_by: about", `ask.yaml:7: the title of a record says nothing that was typed: "about" is no choice`},
		"a service that there is none of":  {"ask.yaml", "source: test", "services: [dsk]\nsource: test", `ask.yaml:9: there is no contact "dsk"; did you mean desk?`},
		"a key that there is none of":      {"ask.yaml", "told:", "tells: x\ntold:", `ask.yaml:8: unknown key "tells" in a form`},
	} {
		if got := withForm(t, m.file, m.old, m.new); !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, m.want) }) {
			t.Errorf("%s: want\n%s\ngot\n%s", name, m.want, strings.Join(got, "\n"))
		}
	}
}
