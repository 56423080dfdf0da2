package act

import (
	"cmp"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// patrolForm names the saved form; patrolKept is how long one that was left lying stays.
const (
	patrolForm = "patrol"
	patrolKept = 7 * 24 * time.Hour
)

// shift is a patrol under way, as it is saved while its counts are tapped in. Key keeps a second sending from making a second
// patrol.
type shift struct {
	Key     string            `json:"key"`
	Began   when.Instant      `json:"began"`
	Tasking string            `json:"tasking,omitempty"`
	Title   string            `json:"title"`
	Area    string            `json:"area,omitempty"`
	Place   string            `json:"place,omitempty"`
	Point   *record.Point     `json:"point,omitempty"`
	Why     string            `json:"why,omitempty"`
	Answers map[string]string `json:"answers,omitempty"`
}

// savedShift is the name under which a principal's patrol is saved: each has one under way, and nobody else's.
func savedShift(who access.Principal) string { return patrolForm + ":" + who.Account }

// underWay is the principal's patrol under way.
func (s *screens) underWay(v *gate.View, who access.Principal) (*shift, bool) {
	f, err := v.SavedForm(savedShift(who))
	if err != nil || f.Form != patrolForm {
		return nil, false
	}
	var sh shift
	return &sh, json.Unmarshal(f.Data, &sh) == nil
}

func (s *screens) saveShift(r *http.Request, sh *shift) error {
	data, err := json.Marshal(sh)
	if err != nil {
		return err
	}
	who := desk.Who(r)
	form := gate.SavedForm{ID: savedShift(who), Form: patrolForm, Data: data, Expiry: s.desk.Gate.Now().Add(patrolKept)}
	return s.desk.Gate.Keep(r.Context(), who, func(n *gate.Notebook) error { return n.SaveForm(form) })
}

func (s *screens) patrolling(r *http.Request) error {
	if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, patrolKind) {
		return nil
	}
	return page.Fail(page.Forbidden, "Your post does not record patrols. Ask the person who manages access in your organisation.")
}

type patrolStartPage struct {
	page.Page
	Taskings []card
	Quick    []govuk.Button
	Area     govuk.Select
	Place    govuk.Input
	Why      govuk.Select
	Hidden   map[string]string
}

// patrol is the patrol under way, or the page on which one starts.
func (s *screens) patrol(w http.ResponseWriter, r *http.Request) error {
	if err := s.patrolling(r); err != nil {
		return err
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	var sh *shift
	var under bool
	screen := &patrolStartPage{Page: page.Page{Title: "Start a patrol"}, Hidden: map[string]string{}}
	err = s.read(r, func(v *gate.View) error {
		if sh, under = s.underWay(v, desk.Who(r)); under {
			return nil
		}
		return s.startChoices(v, screen)
	})
	if err != nil {
		return err
	}
	switch {
	case under && r.Method == http.MethodPost && form.Text("do", 20) != "start":
		return s.shiftPosted(w, r, form, sh)
	case under:
		return s.showShift(w, r, form, sh)
	case r.Method == http.MethodPost:
		return s.startShift(w, r, form, screen)
	}
	query := page.ReadQuery(r)
	if query.Has("tasking") {
		screen.Hidden["tasking"] = query.Text("tasking", 40)
	}
	s.startForm(screen, query)
	return s.pages.Write(w, r, "patrol-start.html", screen)
}

// startChoices are the taskings of the reader's teams that wait for a patrol, and what else is recorded on the street.
func (s *screens) startChoices(v *gate.View, screen *patrolStartPage) error {
	who := v.Who()
	screen.Quick = s.onTheStreet(who)
	if !s.desk.Gate.Rules().Anywhere(who, pack.View, taskingKind) {
		return nil
	}
	list, err := v.List(gate.Query{Kinds: []string{taskingKind}, States: []string{tasking.Agreed, tasking.Accepted}, Teams: teams(who), ByDue: true, Limit: 12})
	for i := range list.Records {
		screen.Taskings = append(screen.Taskings, s.card(&list.Records[i]))
	}
	return err
}

// onTheStreet are the buttons by which somebody records what else is seen and done on a patrol, as the pack names the kinds.
func (s *screens) onTheStreet(who access.Principal) []govuk.Button {
	var out []govuk.Button
	for _, k := range s.pack().Kinds {
		if k.Street != "" && s.desk.Gate.Rules().Anywhere(who, pack.Create, k.ID) {
			out = append(out, govuk.Button{Text: k.Street, Href: "/records/" + k.ID + "/new", Classes: "govuk-button--secondary"})
		}
	}
	return out
}

func (s *screens) startForm(screen *patrolStartPage, form *page.Form) {
	screen.Errors = form.Errors
	area := form.Text("area", 20)
	if p, ok := s.at(form); ok {
		screen.Hidden["lon"], screen.Hidden["lat"] = form.Text("lon", 20), form.Text("lat", 20)
		if a := s.desk.Atlas().Find(s.pack().Partnership.Wards, p, when.Date{}); a != nil && area == "" {
			area = a.Code
		}
	}
	screen.Area = s.wardSelect("area", area)
	screen.Area.ErrorMessage = form.Errors.For("area")
	screen.Place = govuk.Input{Name: "place", Label: govuk.Label{Text: "Place", Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: "Street, estate or park"}, Value: s.words.Place(form.Text("place", 120)), ErrorMessage: form.Errors.For("place")}
	k, _ := s.pack().Kind(patrolKind)
	f, _ := k.Field("why")
	screen.Why = govuk.Select{Name: "why", Value: form.Text("why", 40), Label: govuk.Label{Text: "Why there", Classes: "govuk-label--s"}, Items: []govuk.Option{{Value: "", Text: "Select why"}}}
	if screen.Why.Value == "" && form.Has("lon") {
		screen.Why.Value = "hotspot"
	}
	for _, o := range f.Options {
		screen.Why.Items = append(screen.Why.Items, govuk.Option{Value: o.ID, Text: o.Name})
	}
}

// startShift begins a patrol: from a tasking, which says where, or at a place that is named.
func (s *screens) startShift(w http.ResponseWriter, r *http.Request, form *page.Form, screen *patrolStartPage) error {
	sh := &shift{Key: page.NewToken(), Began: s.desk.Gate.Now(), Why: form.Text("why", 40), Answers: map[string]string{}}
	if sh.Tasking = form.Text("tasking", 40); sh.Tasking != "" {
		err := s.read(r, func(v *gate.View) error {
			t, err := v.Open(sh.Tasking)
			if err == nil && tasking.Deployable(&t.Record) {
				sh.Tasking, sh.Title, sh.Area, sh.Place, sh.Point, sh.Why = t.Reference, t.Title, t.Area, t.Place, t.Point, "tasking"
				return nil
			}
			return errors.Join(page.Fail(page.Unprocessable, "That tasking is not waiting for a patrol any more. Open the tasking and look again."), err)
		})
		if err != nil {
			return err
		}
	} else {
		s.readPlace(form, sh)
	}
	if len(form.Errors) > 0 {
		s.startForm(screen, form)
		return s.pages.Write(w, r, "patrol-start.html", screen)
	}
	if err := s.saveShift(r, sh); err != nil {
		return err
	}
	return page.Redirect(w, r, "/patrol", "")
}

func (s *screens) readPlace(form *page.Form, sh *shift) {
	sh.Area, sh.Place = form.Text("area", 20), form.Text("place", 120)
	if p, ok := s.at(form); ok {
		sh.Point = &record.Point{Lon: p.Lon, Lat: p.Lat}
		if fix := s.desk.Atlas().Find(s.pack().Partnership.Wards, place.Point{Lon: p.Lon, Lat: p.Lat}, when.Date{}); fix != nil {
			sh.Area = fix.Code
		}
	}
	if _, ok := s.pack().Area(sh.Area); !ok {
		form.Errors.Add("area", "Select the ward")
	}
	sh.Title = "Patrol, " + cmp.Or(sh.Place, s.words.Area(sh.Area))
}

type shiftPage struct {
	page.Page
	Began   when.Instant
	About   string
	Asked   string
	Counts  []template.HTML
	Rest    []template.HTML
	Tasking string
	Key     string
}

// showShift is the patrol under way: big numbers first, for a thumb.
func (s *screens) showShift(w http.ResponseWriter, r *http.Request, form *page.Form, sh *shift) error {
	screen := &shiftPage{Page: page.Page{Title: "Patrol under way", Errors: form.Errors}, Began: sh.Began, About: sh.Title, Tasking: sh.Tasking, Key: sh.Key}
	held := func(name string) string {
		if form.Has(name) {
			return form.Text(name, 2000)
		}
		return sh.Answers[name]
	}
	k, _ := s.pack().Kind(patrolKind)
	for _, f := range k.Fields {
		switch {
		case f.ID == "team" || f.ID == "why" || f.ID == "minutes":
		case f.Type == pack.Number:
			screen.Counts = append(screen.Counts, govuk.HTML(numberInput(form, f, held(f.ID))))
		case f.Type == pack.YesNo:
			screen.Rest = append(screen.Rest, govuk.HTML(govuk.Checkboxes{Name: f.ID, Values: strings.Fields(held(f.ID)), Items: []govuk.Choice{{Value: "yes", Text: f.Name}}}))
		case f.Type == pack.Text:
			screen.Rest = append(screen.Rest, govuk.HTML(govuk.Textarea{Name: f.ID, Rows: 3, Label: govuk.Label{Text: f.Name, Classes: "govuk-label--s"}, Value: held(f.ID), ErrorMessage: form.Errors.For(f.ID)}))
		}
	}
	if sh.Tasking != "" {
		screen.Rest = append(screen.Rest, govuk.HTML(govuk.Textarea{Name: "result", Rows: 3, Label: govuk.Label{Text: "What it brought (ends the tasking)", Classes: "govuk-label--s"},
			Hint: govuk.Hint{Text: "Leave this empty if officers go again"}, Value: held("result"), ErrorMessage: form.Errors.For("result")}))
	}
	return s.pages.Write(w, r, "patrol.html", screen)
}

func numberInput(form *page.Form, f pack.Field, value string) govuk.Input {
	return govuk.Input{Name: f.ID, Label: govuk.Label{Text: f.Name}, Inputmode: "numeric", Value: value, ErrorMessage: form.Errors.For(f.ID), Spellcheck: govuk.Off, Autocomplete: "off"}
}

// shiftPosted saves what was tapped in, or ends the patrol.
func (s *screens) shiftPosted(w http.ResponseWriter, r *http.Request, form *page.Form, sh *shift) error {
	if sent := form.Text("key", 60); sent != "" && sent != sh.Key {
		return page.Fail(page.Conflict, "This page is of an earlier patrol, which was already ended. Open the one under way from your home page.")
	}
	s.keepAnswers(form, sh)
	do := form.Text("do", 20)
	if do == "drop" {
		err := s.desk.Gate.Keep(r.Context(), desk.Who(r), func(n *gate.Notebook) error { return n.DropForm(savedShift(desk.Who(r))) })
		return orRedirect(err, w, r, "/home", "The patrol is thrown away and nothing of it was kept")
	}
	if err := s.saveShift(r, sh); err != nil {
		return err
	}
	switch {
	case r.Header.Get("X-Autosave") != "":
		w.WriteHeader(http.StatusNoContent)
		return nil
	case do != "finish":
		return page.Redirect(w, r, "/patrol", "Saved")
	}
	ref, err := s.endShift(r, form, sh)
	if err != nil || ref != "" {
		return orRedirect(err, w, r, "/home", "Patrol "+ref+" is recorded")
	}
	return s.showShift(w, r, form, sh)
}

func (s *screens) keepAnswers(form *page.Form, sh *shift) {
	if sh.Answers == nil {
		sh.Answers = map[string]string{}
	}
	k, _ := s.pack().Kind(patrolKind)
	for _, f := range k.Fields {
		sh.Answers[f.ID] = form.Text(f.ID, 2000)
	}
	sh.Answers["result"] = form.Text("result", 2000)
}

// endShift keeps the patrol; an empty reference means that the form is shown again.
func (s *screens) endShift(r *http.Request, form *page.Form, sh *shift) (string, error) {
	who := desk.Who(r)
	k, _ := s.pack().Kind(patrolKind)
	fields := record.Fields{}
	for _, f := range k.Fields {
		v, err := record.Parse(f, []string{sh.Answers[f.ID]})
		if err != nil {
			form.Errors.Add(f.ID, "%s", err.Error())
		} else if v != nil {
			fields[f.ID] = v
		}
	}
	if len(form.Errors) > 0 {
		return "", nil
	}
	now := s.desk.Gate.Now()
	fields["minutes"] = float64(min(24*60, int(now.Time().Sub(sh.Began.Time()).Minutes())))
	if sh.Why != "" {
		fields["why"] = sh.Why
	}
	if t := who.Teams(); len(t) > 0 {
		fields["team"] = t[0]
	}
	ref, err := s.patrols.Finish(r.Context(), who, patrol.Over{Title: sh.Title, Area: sh.Area, Place: sh.Place, Point: sh.Point, From: sh.Began, Until: now,
		Fields: fields, Tasking: sh.Tasking, Result: sh.Answers["result"], Form: savedShift(who), Key: "patrol:" + who.Account + ":" + sh.Key})
	var bad fault.Invalid
	if errors.As(err, &bad) {
		desk.Invalid(err, &form.Errors)
		return "", nil
	}
	return ref, err
}
