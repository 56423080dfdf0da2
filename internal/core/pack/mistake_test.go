package pack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mistakes are what writers of packs do wrong one at a time: a file of the smallest pack, what is changed in it, and what the
// check says.
var mistakes = map[string]struct{ file, old, new, want string }{
	"a rule names a category that there is none of": {"pack.yaml", "{id: rest, body", "{id: first, when: 'report.category == \"liter\"', body: council, team: locality, why: Litter}\n  - {id: rest, body",
		`pack.yaml:27: report.category can never be "liter"; did you mean litter?`},
	"a rule lists a risk that there is none of": {"pack.yaml", "when: report.danger", `when: 'report.risk in ["low", "hihg"]'`,
		`pack.yaml:22: report.risk can never be "hihg"`},
	"a field is asked for an option that it has not": {"report.yaml", "fields:", "fields:\n  - {id: kind_of, name: Kind, type: choices, options: [{id: bags, name: Bags}]}\n  - {id: bags, name: Bags, type: number, when: '\"bag\" in fields.kind_of'}",
		`report.yaml:14: fields.kind_of can never be "bag"; did you mean bags?`},
	"a place is part of its own part": {"pack.yaml", "roles:", "place_kinds: [{id: park, name: Park}]\nplaces:\n  - {id: a, name: A, kind: park, part: b, source: test}\n  - {id: b, name: B, kind: park, part: a, source: test}\nroles:",
		`pack.yaml:31: place "b" is part of itself in the end`},
	"two sets hold one area at one time": {"pack.yaml", "teams:", "  - {id: later, name: Later, singular: ward, file: wards.geojson, code: code, label: name, from: 2025-01-01, source: test}\nteams:",
		`pack.yaml:16: area sets "wards" and "later" are in force at the same time and both hold the area "W1"; end the older one with "to:"`},
	"a case can be sent where it never ends": {"report.yaml", "transitions:", "  - {id: limbo, name: Limbo}\ntransitions:\n  - {from: [new], to: limbo, verb: Park}",
		`report.yaml:10: state "limbo" of kind "report" can never be left for a closed one: no transition leads on from it`},
	"who is on sealed records is told to others": {"report.yaml", "fields:", "marking: official-sensitive\nknown: true\nfields:",
		`report.yaml:13: kind "report" is marked official-sensitive, and who is on its records is told to nobody else: take away "known:" or the marking`},
	"who is on records of a sealed kind is told to others": {"report.yaml", "fields:", "sealed: true\nknown: true\nfields:",
		`report.yaml:13: kind "report" is sealed, and who is on its records is told to nobody: take away "known:" or "sealed:"`},
	"a sealed kind is given to nobody by name": {"pack.yaml", "roles:", "kinds:\n  - {kind: secret, name: Secret, plural: Secrets, archetype: register, prefix: SEC, purpose: Kept close, sealed: true}\nroles:\n  - {id: all, name: All, home: board, does: Reads, grants: [{kinds: ['*'], verbs: [view], scope: all}]}",
		`pack.yaml:29: kind "secret" is sealed, so that a grant on every kind is none on it, and no role is given it by name`},
	"consent is the basis of what nobody chose": {"report.yaml", "fields:", "personal_data: {basis: consent, source: test}\nfields:",
		`report.yaml:12: kind "report" is shared by consent, which is for services that people take or leave ("voluntary: true"): name the duty or the task that its sharing rests on`},
	"a basis is of the other regime": {"report.yaml", "fields:", "personal_data: {regime: part-3, basis: public-task, source: test}\nfields:",
		`report.yaml:12: kind "report": public-task is no basis under part-3`},
	"a matrix leaves few points without a band": {"pack.yaml", "roles:", matrixOf("often", 3) + "roles:",
		`pack.yaml:39: the lowest band begins at 3 points, and fewer would have none: begin it at 0`},
	"a flag follows from what is not asked": {"pack.yaml", "roles:", matrixOf("oftn", 0) + "roles:",
		`pack.yaml:38: flag "again" follows from the question "oftn", which is not asked; did you mean often?`},
	"a kind is assessed by a matrix that there is none of": {"report.yaml", "fields:", "assessed: asb\nfields:",
		`report.yaml:12: there is no matrix "asb"`},
	"a controller is no body": {"report.yaml", "fields:", "personal_data: {controllers: [counsil], source: test}\nfields:",
		`report.yaml:12: there is no body "counsil"; did you mean council?`},
	"whom it is about is known and is not": {"report.yaml", "fields:", "personal_data: {people: [victim, unknown], source: test}\nfields:",
		`report.yaml:12: kind "report": whom it is about is either unknown or known`},
	"something is kept for two times": {"report.yaml", "fields:", "personal_data: {kept: {from: closed, years: 6, months: 1}, source: test}\nfields:",
		`report.yaml:12: kind "report": how long it is kept needs "from:" and one of "years:", "months:" or "days:"`},
	"something is kept from an unknown day": {"report.yaml", "fields:", "personal_data: {kept: {years: 6}, source: test}\nfields:",
		`report.yaml:12: kind "report": how long it is kept needs "from:" and one of "years:", "months:" or "days:"`},
	"nobody says where a declaration is written": {"report.yaml", "fields:", "personal_data: {people: [victim]}\nfields:",
		`report.yaml:12: kind "report" declares what becomes of personal data: say with "source:" where that is written`},
	"an agreement is with who owns already": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: council, roles: [officer], verbs: [view], kinds: [report], from: 2026-01-01, until: 2026-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: agreement "a" is of the body "council" with itself`},
	"an agreement hands records over": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view, assign], kinds: [report], from: 2026-01-01, until: 2026-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: verb "assign" is none of view, edit, close, count and export`},
	"an agreement lets be changed what nobody opens": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [edit], kinds: [report], from: 2026-01-01, until: 2026-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: agreement "a" lets records be changed or taken out that it lets nobody open: give view beside it`},
	"an agreement rests on consent": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view], kinds: [report], from: 2026-01-01, until: 2026-12-31, basis: consent, source: test}]\nroles:",
		`pack.yaml:28: agreement "a" rests on consent, which each person gives for their own record: name the duty or the task that it rests on`},
	"an agreement ends before it begins": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view], kinds: [report], from: 2026-01-01, until: 2025-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: agreement "a" ends before it begins`},
	"an agreement is on a kind that there is none of": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view], kinds: [reprot], from: 2026-01-01, until: 2026-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: there is no kind "reprot"; did you mean report?`},
	"an agreement is of a ward that there is none of": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view], kinds: [report], areas: [W9], from: 2026-01-01, until: 2026-12-31, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: there is no area with the code "W9"; did you mean W1?`},
	"an agreement ends on no day": {"pack.yaml", "roles:", "agreements: [{id: a, name: A, of: council, with: police, roles: [officer], verbs: [view], kinds: [report], from: 2026-01-01, basis: public-task, source: test}]\nroles:",
		`pack.yaml:28: an agreement needs "until"`},
	"a case never ends": {"report.yaml", ", closed: true", "",
		`report.yaml:8: kind "report" is a case and has no closed state; mark the last one with "closed: true"`},
	"a move that closes nothing is agreed": {"report.yaml", "transitions:", "transitions:\n  - {from: [done], to: new, verb: Open again, agree: [officer]}",
		`report.yaml:11: only a closing is agreed by somebody else, and "Open again" does not close a record of the kind "report"`},
	"a closing is agreed by who could not": {"report.yaml", "to: done, verb: Close,", "to: done, verb: Close, agree: [officer],",
		`report.yaml:11: none of these roles could agree it: one needs a grant to view and close records of the kind "report" that are not their own, with its marking`},
	"a clock starts on nothing that happens": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, starts: accepted, stops: [close]}\nfields:",
		`report.yaml:13: event "accepted" is none of opened, word and state:ID`},
	"a clock stops on nothing": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, starts: opened, stops: []}\nfields:",
		`report.yaml:13: a clock needs "stops"`},
	"a clock runs for years": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 99999999}, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c": 99999999 working days are more than 1000, which is years`},
	"an id is written with a letter that only looks like another": {"pack.yaml", "parent: police", "parent: p\u043elice",
		`pack.yaml:13: there is no body "p\u043elice"; did you mean police?`},
	"a word holds a character that nobody sees": {"pack.yaml", "id: smallton", "id: small\u200bton",
		`pack.yaml:2: holds a character that cannot be seen (U+200B); delete it`},
	"a file is saved in Windows-1252": {"pack.yaml", "Runs the town", "Runs the caf\xe9s",
		`pack.yaml:11: is not in UTF-8 (byte 0xe9); save it as UTF-8`},
	"boundaries have the latitude first": {"wards.geojson", "[0, 51]", "[51, 0]",
		`wards.geojson:2: the position [51, 0] has the latitude first; write [longitude, latitude]`},
	"boundaries are of another country": {"wards.geojson", "[0, 51]", "[12, 48]", `wards.geojson:2: the position [12, 48] is not in England or Wales`},
	"a boundary is a line": {"wards.geojson", "[[0, 51], [0.01, 51], [0.01, 51.01], [0, 51.01], [0, 51]]", "[[0, 51], [0, 51.01], [0, 51.02], [0, 51]]",
		`wards.geojson:2: a ring of the polygon encloses no ground: its positions stand on one line`},
	"the borough is a name": {"pack.yaml", "borough: E09000099", "borough: Smallton",
		`pack.yaml:4: borough "Smallton" is not a code of the Office for National Statistics, such as E09000030`},
	"nobody may work on reports": {"pack.yaml", "verbs: [view, edit, assign]", "verbs: [view]",
		`pack.yaml:6: no role may view and edit the kind "report", so that nobody could take a report on`},
	"nobody gives out posts": {"pack.yaml", "verbs: [admin]", "verbs: [audit]",
		`no role has the verb admin, so that nobody could give out a post`},
	"a route sends what nobody of its team may take": {"pack.yaml", "team: locality, why", "team: locality, marking: restricted, why",
		`pack.yaml:27: route "rest" sends a report that is marked restricted to the team "west", and no role held there may view, edit and assign it`},
	"what a team refuses comes back to nobody": {"pack.yaml", "risk: low, notices", "risk: low, sensitive: true, notices",
		`pack.yaml:7: the intake sends a report that is marked official-sensitive to the team "east", and no role held there may view, edit and assign it`},
	"a marking is read by nobody": {"report.yaml", "prefix:", "marking: restricted\nprefix:",
		`report.yaml:5: no role may view a Report that is marked restricted`},
	"an escalation reaches nobody": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, hours: {any: 1}, starts: opened, stops: [close], escalates: true}\nfields:",
		`report.yaml:13: clock "c" escalates, and no file says which team has the "duty:"`},
	"a clock of days escalates": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, starts: opened, stops: [close], escalates: true}\nfields:",
		`report.yaml:13: clock "c": only a clock in hours can escalate`},
	"a clock has two lengths": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, hours: {any: 2}, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c" needs one of "days:", "hours:", "calendar_days:", "weeks:", "months:", "years:" or "law:", and has days and hours`},
	"a clock goes by a law that there is none of": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, law: cpn.apeal_days, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c": there is no rule of law "cpn.apeal_days"; did you mean cpn.appeal_days?`},
	"a clock goes by a law that is not confirmed": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, law: foi.answer, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c": no rule of foi.answer is confirmed, so that nothing can be counted by it`},
	"a clock goes by an age": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, law: cpn.min_age, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c": cpn.min_age is 16 years of age: no period with a first day of its own, so that nothing can be counted`},
	"a clock takes the name of the day that is asked for": {"report.yaml", "fields:", "clocks:\n  - {id: due, name: C, days: {any: 1}, starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: a clock cannot be called "due": that is the day which somebody asks for a record, and no clock writes over it`},
	"a pause never ends": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, starts: opened, stops: [close], pauses: [{from: reply, why: Waiting}]}\nfields:",
		`report.yaml:13: a pause of clock "c" that begins with an event needs "until:", or it would never end`},
	"a pause lasts in a state that there is none of": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, starts: opened, stops: [close], pauses: [{while: 'state:nwe', why: Waiting}]}\nfields:",
		`report.yaml:13: there is no state "nwe" for the clock; did you mean state:new?`},
	"working days leave days out": {"report.yaml", "fields:", "clocks:\n  - {id: c, name: C, days: {any: 1}, excluding: [sundays], starts: opened, stops: [close]}\nfields:",
		`report.yaml:13: clock "c": only hours leave days out`},
	"a kind belongs to a team that there is none of": {"report.yaml", "fields:", "owners: [{team: esat, why: Test}]\nfields:",
		`report.yaml:12: there is no team "esat"; did you mean east?`},
	"a route goes where it must never go": {"pack.yaml", "team: locality, why", "team: locality, never: [council], why",
		`pack.yaml:27: route "rest" goes to the body "council", and must never go to "council"`},
	"the partnership is declared in two files": {"report.yaml", "kind: report", "partnership: {id: other}\nkind: report",
		`report.yaml:1: the partnership is declared twice; the first is at pack.yaml:2`},
	"types of crime without the list of them": {"pack.yaml", "roles:", "indicators:\n  - {id: b, name: B, definition: B, unit: crimes, every: year, good: down, formula: {facts: crimes, types: [burglry]}, source: test}\nroles:",
		`pack.yaml:29: "types:" are values of the standard "police_uk", which no file declares`},
	"an indicator is a part of itself": {"pack.yaml", "roles:", "indicators:\n  - {id: b, name: B, definition: B, unit: reports, every: year, good: down, formula: {count: report}, part_of: b, source: test}\nroles:",
		`pack.yaml:29: indicator "b" is part of itself in the end`},
	"a reading names a notion that there is none of": {"pack.yaml", "roles:", "words:\n  - {id: hit, say: [hit]}\n  - {when: [hitt], means: [litter]}\nroles:",
		`pack.yaml:30: there is no notion "hitt"; did you mean hit?`},
	"a row of words means nothing": {"pack.yaml", "roles:", "words:\n  - {say: [hit]}\nroles:",
		`pack.yaml:29: the row means nothing: give it "means:", "services:" or an id that other rows name`},
	"a file of the ground is missing": {"pack.yaml", "roles:", "place_kinds: [{id: park, name: Park}]\nground: [{id: named, holds: places, file: named.csv, source: test}]\nroles:",
		`pack.yaml:29: there is no file "named.csv"`},
	"a message names a field that it has not": {"pack.yaml", "roles:", "messages:\n  - {id: digest, subject: S, body: 'Read {lnk}'}\nroles:",
		`pack.yaml:29: the message has no field "lnk"; it has name, link, partnership, new, late; did you mean link?`},
	"neutral words say what it is about": {"pack.yaml", "roles:", "messages:\n  - {id: report-closed, subject: S, body: B, text: T, neutral: {subject: 'About {reference}', body: B, text: T}}\nroles:",
		`pack.yaml:29: neutral words name nothing, and "reference" is named: whoever else reads them would know who writes`},
	"a message to residents has no neutral words": {"pack.yaml", "roles:", "messages:\n  - {id: report-closed, subject: S, body: B, text: T}\nroles:",
		`pack.yaml:29: the message "report-closed" goes to residents and needs "neutral.body"`},
	"a message to staff goes to telephones": {"pack.yaml", "roles:", "messages:\n  - {id: digest, subject: S, body: B, text: T}\nroles:",
		`pack.yaml:29: the message "digest" goes to staff, by e-mail alone: take "text" out`},
	"a message is not one that the program tells": {"pack.yaml", "roles:", "messages:\n  - {id: digset, subject: S, body: B}\nroles:",
		`pack.yaml:29: there is no message "digset"; there are report-received, report-progress, report-written, report-closed, review-right, assigned-to-you, asked-to-look, referred, action-given, reporter-wrote, record-closed, closing-asked, closing-returned, due-soon, not-delivered, digest; did you mean digest?`},
	"a message has no words": {"pack.yaml", "roles:", "messages:\n  - {id: digest, subject: S, body: B}\nroles:",
		`pack.yaml:29: the message "referred" has no words in the language of the partnership: whoever is to be told would not be`},
	"a message has words twice": {"pack.yaml", "roles:", "messages:\n  - {id: digest, subject: S, body: B}\n  - {id: digest, subject: S, body: B}\nroles:",
		`pack.yaml:30: the message "digest" has words in that language already, at pack.yaml:29`},
	"a brace stands alone": {"pack.yaml", "roles:", "messages:\n  - {id: digest, subject: S, body: 'Read {link'}\nroles:",
		`pack.yaml:29: a field is named in braces, such as {link}: one of the braces stands alone`},
	"a team is told at no address": {"pack.yaml", "teams:", "teams:\n  - {id: lost, name: Lost, body: council, email: nowhere}",
		`pack.yaml:17: "nowhere" is not an address of e-mail, such as team@example.org`},
	"a tab indents": {"pack.yaml", "  id: smallton", "\tid: smallton",
		"pack.yaml:2: is not YAML: found character '\t' that cannot start any token; did you mean spaces in place of the tab?"},
	"a file ends in capitals": {"other.YAML", "", "bodies: []", `other.YAML: would not be read: files of a pack end in .yaml; did you mean other.yaml?`},
}

// matrixOf is a matrix whose flag follows from a question and whose lowest band begins at so many points.
func matrixOf(question string, from int) string {
	return fmt.Sprintf(`matrices:
  - id: asb
    name: ASB
    lowers: [officer]
    versions:
      - version: "1"
        from: 2026-01-01
        status: local_policy
        source: test
        questions: [{id: often, ask: How often?, short: How often, options: [{id: daily, name: Daily, points: 5}]}]
        flags: [{id: again, name: Again, of: [{question: %s, options: [daily]}]}]
        bands: [{risk: low, from: %d, review: 5}]
`, question, from)
}

func TestAMistakeOfAPackIsToldWhereItStands(t *testing.T) {
	for name, m := range mistakes {
		files := small(t, nil)
		text := ""
		if f, ok := files[m.file]; ok {
			text = string(f.Data)
		}
		if !strings.Contains(text, m.old) {
			t.Fatalf("%s: %s has no %q", name, m.file, m.old)
		}
		changed := small(t, map[string]string{m.file: strings.Replace(text, m.old, m.new, 1)})
		var got []string
		for _, p := range Check(changed) {
			got = append(got, p.String())
		}
		if !slices.Contains(got, m.want) {
			t.Errorf("%s: want\n%s\ngot\n%s", name, m.want, strings.Join(got, "\n"))
		}
	}
}

func TestAFileThatBeginsAsWindowsEditorsBeginItIsRead(t *testing.T) {
	files := small(t, nil)
	for _, f := range files {
		f.Data = []byte("\ufeff" + strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
	}
	if found := Check(files); len(found) > 0 {
		t.Error(Problems(found))
	}
}

// TestAKindThatTheProgramWorksWithMustBeAsItNeedsIt keeps a pack from passing the check and then leaving a resident before a
// question without choices, or an officer before a report that cannot be moved.
func TestAKindThatTheProgramWorksWithMustBeAsItNeedsIt(t *testing.T) {
	contract := Contract{Work: "works with reports", States: []State{{ID: "new", Initial: true}, {ID: "done", Closed: true}, {ID: "lost"}},
		Moves:  []Step{{"new", "done"}, {"done", "new"}},
		Fields: []Field{{ID: "what", Type: Text}, {ID: "how", Type: Choice, Options: []Option{{ID: "online"}}}, {ID: "team", Type: Choice, From: "teams"}, {ID: "day", Type: Date}}}
	const kind = `kind: report
name: Report
plural: Reports
archetype: case
prefix: REP
purpose: What somebody told us.
states:
  - {id: early, name: Early, initial: true}
  - {id: new, name: New}
  - {id: done, name: Done}
  - {id: end, name: End, closed: true}
transitions:
  - {from: [early], to: new, verb: On}
  - {from: [new], to: done, verb: On}
  - {from: [done], to: end, verb: On}
fields:
  - {id: what, name: What, type: number}
  - {id: how, name: How, type: choice, options: [{id: onlin, name: Online}]}
  - {id: team, name: Team, type: choice, options: [{id: a, name: A}]}
`
	want := []string{
		`report.yaml:8: kind "report" needs the states lost: the program works with reports`,
		`report.yaml:9: state "new" of kind "report" must be the initial one: the program works with reports`,
		`report.yaml:10: state "done" of kind "report" must have "closed: true": the program works with reports`,
		`report.yaml:13: kind "report" needs a transition from "done" to "new": the program works with reports`,
		`report.yaml:17: kind "report" needs the fields day (date): the program works with reports`,
		`report.yaml:17: field "what" of kind "report" must be of the type text: the program works with reports`,
		`report.yaml:18: field "how" of kind "report" needs the option "online": the program works with reports; did you mean onlin?`,
		`report.yaml:19: field "team" of kind "report" must take its choices "from: teams": the program works with reports`,
	}
	var got []string
	for _, p := range Check(small(t, map[string]string{"report.yaml": kind}), contract, Contract{Kind: "no-such-kind", Fields: contract.Fields}) {
		got = append(got, p.String())
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("not reported: %s", w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("reported %d, wanted %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
}
