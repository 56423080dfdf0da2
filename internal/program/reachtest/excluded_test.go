package reachtest

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// passing is what differs between two answers to the same question: moments, and ids of forms and of readings.
var passing = regexp.MustCompile(`\d{1,2}:\d{2}(:\d{2})?(am|pm)?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|T\d{2}:\d{2}:[\d.]+Z?|nonce-[\w+/=-]+|name="(key|token)" value="[^"]*"`)

// ofAll are pages of what all of the partnership's records come to, which are worked out whoever reads them and are published.
var ofAll = []string{"/performance", "/indicators/"}

// pages are the answers to every page that somebody may ask for, but for those that anybody may.
func (w *world) pages(a asker, public map[string]bool) map[string]string {
	out := map[string]string{}
	for _, pattern := range slices.Sorted(maps.Keys(table)) {
		if !slices.Contains(methods(pattern), http.MethodGet) {
			continue
		}
		for _, path := range table[pattern].paths {
			for _, path := range append([]string{path}, w.elsewhere(path)...) {
				at := w.address(path)
				if public[at] || slices.ContainsFunc(ofAll, func(p string) bool { return strings.HasPrefix(at, p) }) {
					continue
				}
				status, to, body := w.ask(a, http.MethodGet, at)
				out[path] = passing.ReplaceAllString(strings.Join([]string{http.StatusText(status), to, body}, "\n"), "…")
			}
		}
	}
	return out
}

// elsewhere are the addresses of a record's page as they are of the record that is kept from the readers.
func (w *world) elsewhere(path string) (out []string) {
	for _, name := range w.names {
		if strings.Contains(path, "{"+name+"}") {
			out = append(out, strings.ReplaceAll(path, "{"+name+"}", "{kept}"))
		}
	}
	return out
}

// keptFrom makes a case that is like the case of the world, and keeps it from accounts.
func (w *world) keptFrom(accounts []string) {
	w.t.Helper()
	team, _ := w.Program.Pack.Team("asb-north-west")
	err := change.Of(w.Program.Gate).Write(context.Background(), access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "asb-case", Title: shunned, Team: team.ID, OwnerBody: team.Body, Area: weavers, Marking: "official-sensitive",
			Point: &record.Point{Lon: -0.0716, Lat: 51.5199}, Fields: record.Fields{}})
		if err != nil {
			return err
		}
		w.ids["kept"] = e.Record().Reference
		person, err := u.AddPerson(record.Person{Name: shunned})
		if err != nil {
			return err
		}
		k, _ := w.Program.Pack.Kind("asb-case")
		_, filed := e.Attached(shunned+".txt", "text/plain", []byte(shunned), record.ForStaff)
		err = errors.Join(e.AddParty(k.Parties[0].ID, person, ""), e.Note(shunned, record.ForStaff), filed)
		for _, account := range accounts {
			err = errors.Join(err, e.Exclude(account, "they are related"))
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// shunned stands in the record that is kept from the readers and in nothing else.
const shunned = "qxshunnedqx"

// TestForWhoIsShutOutEveryPageIsAsWithoutTheRecord opens every page of the program as those who would see a case by their posts, and as
// those who look over all, before it is made and when it is there and kept from them.
func TestForWhoIsShutOutEveryPageIsAsWithoutTheRecord(t *testing.T) {
	w := build(t)
	var readers []asker
	var accounts []string
	public := map[string]bool{}
	for _, a := range w.askers() {
		switch {
		case a.name == "nobody":
			for pattern, r := range table {
				for _, path := range r.paths {
					if at := w.address(path); slices.Contains(methods(pattern), http.MethodGet) {
						status, _, _ := w.ask(a, http.MethodGet, at)
						public[at] = status == http.StatusOK
					}
				}
			}
		case w.sees(a.who, "case") && len(readers) < 3, w.rules().Anywhere(a.who, pack.Audit, ""), w.rules().Anywhere(a.who, pack.Admin, ""):
			readers, accounts = append(readers, a), append(accounts, a.who.Account)
		}
	}
	w.ids["kept"] = "ASB-26-00002-5" // which is not there yet
	before := map[string]map[string]string{}
	for range 2 { // so that what is remembered from page to page is remembered
		for _, a := range readers {
			before[a.name] = w.pages(a, public)
		}
	}
	w.keptFrom(accounts)
	for _, a := range readers {
		for path, after := range w.pages(a, public) {
			if strings.HasPrefix(path, "/audit") { // which tells of these readings too, each with the address that was asked for
				if strings.Contains(after, shunned) || strings.Contains(after, `href="/record/`+w.ids["kept"]) || strings.Contains(after, ","+w.ids["kept"]+",1,") {
					t.Errorf("%s: %s tells of the record", a.name, path)
				}
				continue
			}
			was := strings.ReplaceAll(before[a.name][path], "ASB-26-00002-5", "{kept}")
			if now := strings.ReplaceAll(after, w.ids["kept"], "{kept}"); now != was {
				t.Errorf("%s: %s is another page:\n%s", a.name, path, difference(was, now))
			}
		}
	}
}

// difference is where two texts part.
func difference(was, now string) string {
	i := 0
	for i < min(len(was), len(now)) && was[i] == now[i] {
		i++
	}
	from := max(0, i-80)
	return "was " + was[from:min(len(was), i+200)] + "\nnow " + now[from:min(len(now), i+200)]
}
