package reachtest

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/handover"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	acts "github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// aim is an address that names a record, and what it is to be asked with.
type aim struct {
	pattern, path string // "{ref}" stands where the record is named
	form          url.Values
	act           *acts.Act // nil where it is a page
	verb          pack.Verb
	lacks         bool // it is a page of records of another kind
	finds         bool // a list or a search, in which the record stands or not
	later         bool // it is asked of other records, not of this one
}

// parts are the words of addresses by which a part of a record is named, with what of the record it is.
var parts = map[string]string{acts.Party: "party", acts.Action: "action", acts.Excluded: "excluded", handover.ToDo: "action"}

// aims are all addresses that name a record: every pattern of the table with every act of its kind, and what else is asked with a reference.
// Acts share their page and are asked with one record of four, lists with one of two: every address is asked of every post.
func (m *matrix) aims(x *related) (all []aim) {
	k := m.kindOf(x)
	for _, pattern := range slices.Sorted(maps.Keys(table)) {
		path := pattern[strings.Index(pattern, "/"):]
		switch {
		case !strings.Contains(path, "{ref}"):
		case strings.HasSuffix(path, "/file/{id}"):
			all = append(all, aim{pattern: pattern, path: strings.Replace(path, "{id}", x.parts["file"], 1), verb: pack.View})
		case strings.Contains(path, "{act}"):
			all = append(all, m.acts(x, k, pattern, path)...)
		default:
			a := aim{pattern: pattern, path: path, verb: pack.View, lacks: !m.about(k, path)}
			switch {
			case strings.HasSuffix(path, "/edit"):
				a.verb = pack.Edit
			case strings.HasSuffix(path, "/close"):
				a.verb, a.act = pack.Close, m.Program.Acts.Find(k.ID, casework.Close, "")
			}
			all = append(all, a)
		}
	}
	for i, a := range m.elsewhere(k) {
		a.later = i > 0 && (i+x.nth)%2 > 0
		all = append(all, a)
	}
	return all
}

// about says that an address is one for records of the kind.
func (m *matrix) about(k *pack.Kind, path string) bool {
	report := m.Program.Pack.Partnership.Report
	switch {
	case strings.HasPrefix(path, "/triage/"):
		return k.ID == report
	case strings.HasPrefix(path, "/tasking/"):
		return k.ID == "tasking"
	case strings.HasPrefix(path, "/cases/"):
		return k.ID != report && m.Program.Acts.Find(k.ID, casework.Close, "") != nil
	}
	return true
}

// acts are the addresses of a pattern for every act that the kind of a record has.
func (m *matrix) acts(x *related, k *pack.Kind, pattern, path string) (all []aim) {
	add := func(a *acts.Act, word, part string) {
		to := strings.NewReplacer("{act}", word, "{id}", part).Replace(path)
		all = append(all, aim{pattern: pattern, path: to, act: a, verb: a.Verb, lacks: !m.about(k, path), later: (len(all)+x.nth)%4 > 0})
	}
	of := m.Program.Acts.Of(k.ID)
	for i := range of {
		a := &of[i]
		switch parted := strings.Contains(path, "{id}"); {
		case a.Part == acts.NewRecord, a.Of != nil && !a.Of(k):
		case strings.HasPrefix(path, "/tasking/"):
			if a.Part == acts.NewState || a.ID == tasking.Patrol {
				add(a, a.ID, "")
			}
		case a.Part == acts.Whole && !parted:
			add(a, a.ID, "")
		case a.Part == acts.NewState && parted:
			add(a, acts.NewState, a.ID)
		case a.Part != acts.Whole && parted && x.parts[parts[a.Part]] != "":
			add(a, a.Part, x.parts[parts[a.Part]])
		}
	}
	return all
}

// elsewhere are the pages of many records, asked for the one.
func (m *matrix) elsewhere(k *pack.Kind) []aim {
	list := "/records/" + k.ID
	return []aim{
		{pattern: "GET /search", path: "/search?q={ref}", verb: pack.View, finds: true},
		{pattern: "GET " + list, path: list + "?open=all&q={ref}", verb: pack.View, finds: true},
		{pattern: "GET " + list + "/map", path: list + "/map?open=all&q={ref}", verb: pack.View},
		{pattern: "GET " + list + "/points.geojson", path: list + "/points.geojson?open=all&q={ref}", verb: pack.View},
		{pattern: "GET " + list + "/export.csv", path: list + "/export.csv?open=all&purpose=x&q={ref}", verb: pack.Export, finds: true},
		{pattern: "GET " + list + "/export.geojson", path: list + "/export.geojson?open=all&purpose=x&q={ref}", verb: pack.Export},
		{pattern: "POST " + list + "/bulk", path: list + "/bulk", form: url.Values{"pick": {"{ref}|1"}, "do": {"assign"}, "person": {"nobody"}, "confirmed": {"yes"}}, verb: pack.Assign},
		{pattern: "POST " + list + "/bulk", path: list + "/bulk", form: url.Values{"pick": {"{ref}|1"}, "do": {"action"}}, verb: pack.Edit},
	}
}

// ask asks for an aim with a reference in it, and gives the answer with the reference taken out.
func (m *matrix) ask(p *post, a aim, method, ref, version string) (status int, answer string) {
	put := func(s string) string { return strings.ReplaceAll(s, "{ref}", ref) }
	form := url.Values{"version": {version}}
	for name, values := range a.form {
		form.Set(name, put(values[0]))
	}
	w := m.serve(p, method, put(a.path), form)
	answer = strings.Join([]string{http.StatusText(w.Code), w.Header().Get("Location"), w.Body.String()}, "\n")
	return w.Code, strings.ReplaceAll(answer, ref, "{ref}")
}

// hidden asks for everything about a record that the post may not look at: each answer is the one about what is not there.
func (m *matrix) hidden(p *post, x *related) {
	nowhere := m.nowhere[x.rec.Kind]
	for _, a := range append(m.aims(x), m.naming(p)...) {
		if a.later {
			continue
		}
		for _, method := range methods(a.pattern) {
			key := method + passing.ReplaceAllString(a.path, "…") + a.form.Encode()
			absent, asked := p.absent[key]
			if !asked {
				_, absent = m.ask(p, a, method, nowhere, "1")
				p.absent[key] = absent
			}
			status, answer := m.ask(p, a, method, x.rec.Reference, "1")
			if answer != absent && alike(answer) != alike(absent) {
				p.t.Errorf("%s: %s %s answers %d, not as for a reference that no record has:\n%s", x.told(p), method, a.path, status, difference(alike(absent), alike(answer)))
			}
			if strings.HasPrefix(a.path, "/record/{ref}") && !p.outside && !p.ended && status != http.StatusNotFound {
				p.t.Errorf("%s: %s %s answers %d, want 404", x.told(p), method, a.path, status)
			}
		}
	}
	m.same(p, x)
}

// byLetters are places that a search finds by the letters of a reference, which are others with every reference, the example of one, and room.
var byLetters = regexp.MustCompile(`(?s)<h2 class="govuk-heading-m">(Places</h2>.*?</ul>|Nothing found</h2>.*?</p>)|Such as [^<]*|\s+`)

// alike is an answer without what differs between two answers to one question.
func alike(answer string) string {
	return strings.TrimSpace(byLetters.ReplaceAllString(passing.ReplaceAllString(answer, "…"), ""))
}

// naming are acts on a record of the post's own that name another.
func (m *matrix) naming(p *post) []aim {
	for _, x := range p.records {
		if m.may(p, "view", x) && m.may(p, "edit", x) && m.Program.Acts.Find(x.rec.Kind, acts.AddLink, "") != nil {
			return []aim{{pattern: "POST link", path: "/record/" + x.rec.Reference + "/link", form: url.Values{"other": {"{ref}"}, "reason": {"the same people"}, "version": {version(m.look(x.rec.Reference))}}, verb: pack.Edit}}
		}
	}
	return nil
}

// same wants nothing in the history of a record but what the program has written there by itself.
func (m *matrix) same(p *post, x *related) {
	err := m.Program.Gate.Read(context.Background(), access.System("test"), func(v *gate.View) error {
		w, err := v.Open(x.rec.Reference)
		if err != nil {
			return err
		}
		for _, e := range w.Events {
			if e.Post != "" || e.ActorName == record.Reporter {
				p.t.Errorf("%s was changed by an act that is refused: %s %s", x.told(p), e.Verb, e.After)
			}
		}
		return nil
	})
	if err != nil {
		p.t.Error(err)
	}
}

// shown asks for the pages of a record that the post may look at.
func (m *matrix) shown(p *post, x *related) {
	k := m.kindOf(x)
	for _, a := range m.aims(x) {
		if a.later || a.act != nil || !slices.Contains(methods(a.pattern), http.MethodGet) || a.lacks {
			continue
		}
		status, answer := m.ask(p, a, http.MethodGet, x.rec.Reference, "1")
		may := m.may(p, string(a.verb), x)
		missing := status == http.StatusNotFound || status == http.StatusForbidden
		switch stands := strings.Contains(answer, `/{ref}"`) || strings.Contains(answer, "\n{ref},"); {
		case a.finds && a.path != "/search?q={ref}" && status == http.StatusForbidden && !m.Program.Gate.Rules().Anywhere(m.principal(p), a.verb, k.ID):
			// a list of a kind of which the post has none: what somebody is invited to stands on their home
		case a.finds && stands != may:
			p.t.Errorf("%s: GET %s answers %d, and the record stands there: %v, want %v", x.told(p), a.path, status, stands, may)
		case strings.Contains(a.path, "{ref}/") || strings.HasSuffix(a.path, "/{ref}"):
			if missing == may {
				p.t.Errorf("%s: GET %s answers %d, and the pack says of %s: %v", x.told(p), a.path, status, a.verb, may)
			}
		}
	}
}

// further are acts that ask more than a verb: to be of the team to which a report was sent, to open cases, or not to have asked oneself.
var further = []string{triage.Accept, triage.Refuse, triage.SendOn, triage.OpenCase, triage.JoinCase, "agree-closing", "return-closing"}

// turns are the methods with which an address is asked: every act is sent at the record's own address.
func turns(a aim) []string {
	switch {
	case !a.later:
		return methods(a.pattern)
	case strings.HasPrefix(a.path, "/record/") && slices.Contains(methods(a.pattern), http.MethodPost):
		return []string{http.MethodPost}
	}
	return nil
}

// refused asks for every act that the pack does not give the post on a record that it may look at.
func (m *matrix) refused(p *post, x *related) {
	before := m.look(x.rec.Reference)
	for _, a := range m.aims(x) {
		if a.finds || a.verb == pack.View || m.given(p, x, a) {
			continue
		}
		for _, method := range turns(a) {
			if status, _ := m.ask(p, a, method, x.rec.Reference, version(before)); a.act != nil && !a.lacks && !refusal(a, status) {
				p.t.Errorf("%s: %s %s answers %d, and the pack does not give %s", x.told(p), method, a.path, status, a.act.Verb)
			}
		}
	}
	m.same(p, x)
}

// refusal says that an act was refused: by its verb, or because no way leads to its state from where the record is.
func refusal(a aim, status int) bool {
	return status == http.StatusForbidden || status == http.StatusNotFound || a.act.Verb == "" && status == http.StatusConflict
}

// given says that the pack gives the post the act of an address on a record.
func (m *matrix) given(p *post, x *related, a aim) bool {
	if a.act != nil && a.act.Part == acts.NewState {
		may, known := m.said.MayMove(p.Holder, a.act.ID, x.rec, x.seal)
		return may && known && (a.act.Verb == "" || m.may(p, string(a.act.Verb), x))
	}
	if a.act != nil && len(a.act.By) > 0 && !slices.Contains(a.act.By, acts.Staff) {
		return false
	}
	return m.may(p, string(a.verb), x)
}

// done asks for every act that the pack gives the post, with nothing filled in: what it then says is no refusal of the post.
func (m *matrix) done(p *post, x *related) {
	for _, a := range m.aims(x) {
		if a.act == nil || a.lacks {
			continue
		}
		x.rec = m.look(x.rec.Reference)
		if !m.may(p, "view", x) || !m.given(p, x, a) {
			continue
		}
		for _, method := range turns(a) {
			x.rec = m.look(x.rec.Reference)
			if status, _ := m.ask(p, a, method, x.rec.Reference, version(x.rec)); status == http.StatusNotFound || status == http.StatusForbidden && !slices.Contains(further, a.act.ID) {
				p.t.Errorf("%s: %s %s answers %d, and the pack gives %s", x.told(p), method, a.path, status, a.verb)
			}
		}
	}
}
