package ask

import (
	"errors"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// formBytes bounds a form with a file.
const formBytes = 25 << 20

// Screen asks and does any act of any record. Whose page it is says where the record's own page is and how the questions stand on it.
type Screen struct {
	Desk  *desk.Desk
	Page  func(ref string) string                                              // the address of a record's own page
	Write func(http.ResponseWriter, *http.Request, *Asking) error              // draws the page that asks
	After func(http.ResponseWriter, *http.Request, *Asking, act.Outcome) error // where to go when it is done
	Take  func(*http.Request) Taker                                            // how files are made fit to keep
	Tunes map[string]Tune                                                      // by the name of an act
	Wrong func(*record.Whole) error                                            // why its pages are not of the record; nil where they are of every record
	Else  func(*act.Scene) string                                              // the page that makes a move instead; empty where this one asks
}

// Tune is what the page of one act does beside asking its questions.
type Tune struct {
	Look  func(*Asking, *gate.View) error // reads what the page shows besides
	Given func(*Asking)                   // brings what was sent in another way to the answers
	Show  func(*Asking) error             // what is shown before it is done; it sets Held where that is to be confirmed first
	Parts func(*Asking) []template.HTML   // the questions, where they stand in another way
}

// Asking is an act in the course of being asked and done.
type Asking struct {
	*Sheet
	R         *http.Request
	Act       *act.Act
	Scene     *act.Scene
	Record    *record.Whole
	Version   int64
	Asked     []act.Question
	Answers   act.Answers
	Preview   template.HTML
	Held      bool // it is shown again before it is done
	Kept      any  // what Look read
	Questions []template.HTML

	tune      Tune
	elsewhere string
}

// Serve asks for an act of the record that the address names, and does it. word is the act's, part what of the record it is done to.
func (s *Screen) Serve(w http.ResponseWriter, r *http.Request, word, part string) error {
	in, err := page.ReadForm(w, r, formBytes)
	if err != nil {
		return err
	}
	holders, err := s.Desk.Acts.Held(r.Context())
	if err != nil {
		return err
	}
	a := &Asking{Sheet: NewSheet(in, r.Method == http.MethodPost), R: r}
	a.Now = s.Desk.Gate.Now()
	err = s.Desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error { return s.look(a, v, word, part, holders) })
	if err == nil && a.elsewhere != "" {
		http.Redirect(w, r, a.elsewhere, http.StatusSeeOther)
		return nil
	}
	if err != nil && a.Record != nil {
		return s.Desk.Lost(r, err, nil, s.Page(a.Record.Reference))
	}
	if err != nil {
		return err
	}
	if a.Sent && len(in.Errors) == 0 && len(a.Picks) == 0 {
		done, out, err := s.perform(a, word, part)
		if err != nil {
			return s.Desk.Lost(r, err, nil, s.Page(a.Record.Reference))
		}
		if done {
			return s.After(w, r, a, out)
		}
	}
	if !a.Sent && len(a.Asked) == 0 && a.Act.Part == act.Whole {
		http.Redirect(w, r, s.Page(a.Record.Reference), http.StatusSeeOther)
		return nil
	}
	if a.tune.Parts != nil {
		a.Questions = a.tune.Parts(a)
	} else {
		a.Questions = a.Sheet.Questions(a.Asked)
	}
	return s.Write(w, r, a)
}

// look opens the record, refuses who may not do the act before anything is shown, and reads what was sent.
func (s *Screen) look(a *Asking, v *gate.View, word, part string, holders []account.Holder) (err error) {
	if a.Record, err = v.Open(a.R.PathValue("ref")); err != nil {
		return err
	}
	if s.Wrong != nil {
		if err := s.Wrong(a.Record); err != nil {
			return err
		}
	}
	a.Scene = s.Desk.Acts.Scene(v.Who(), a.Record, part, holders)
	if s.Else != nil && word == act.NewState && a.Scene.CanMove(part) == nil {
		if a.elsewhere = s.Else(a.Scene); a.elsewhere != "" {
			return nil
		}
	}
	if a.Act = s.Desk.Acts.Find(a.Record.Kind, word, part); a.Act == nil {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	if a.Version, err = desk.Version(a.R, a.In, &a.Record.Record); err != nil {
		return err
	}
	if err := a.Act.Possible(a.Scene); err != nil {
		return refuse(a, err)
	}
	a.tune, a.Asked = s.Tunes[a.Act.Name()], a.Act.Questions(a.Scene)
	if a.tune.Look != nil {
		if err := a.tune.Look(a, v); err != nil {
			return err
		}
	}
	if !a.Sent {
		a.Fill(a.Asked)
		return nil
	}
	var take Taker
	if s.Take != nil {
		take = s.Take(a.R)
	}
	a.Answers, err = a.Sheet.Answers(v, a.Asked, take)
	if a.tune.Given != nil && err == nil {
		a.tune.Given(a)
	}
	return err
}

// refuse says why an act is not possible: somebody may have changed the record since the page was drawn.
func refuse(a *Asking, err error) error {
	ref := a.Record.Reference
	if a.Sent && a.Version != a.Record.Version {
		return gate.Meanwhile(&a.Record.Record, a.Record.Events, a.Version)
	}
	var bad fault.Invalid
	switch {
	case errors.Is(err, fault.ErrForbidden):
		return page.Fail(page.Forbidden, "Your post lets you read %s and not do this with it.", ref)
	case errors.As(err, &bad) && bad[""] != "":
		return page.Fail(page.Conflict, "%s.", bad[""])
	}
	return err
}

// perform does the act; false where the page is to be shown again.
func (s *Screen) perform(a *Asking, word, part string) (bool, act.Outcome, error) {
	if a.tune.Show != nil {
		if err := a.tune.Show(a); err != nil || a.Held || len(a.In.Errors) > 0 {
			return false, act.Outcome{}, err
		}
	}
	out, err := s.Desk.Acts.Run(a.R.Context(), desk.Who(a.R), act.Call{Record: a.Record.ID, Version: a.Version, Act: word, Part: part, Answers: a.Answers})
	if err == nil {
		return true, out, nil
	}
	if a.Refused(a.Asked, err) {
		return false, out, nil
	}
	return false, out, err
}
