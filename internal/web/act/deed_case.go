package act

import (
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/words"
)

// kinds are the kinds of case that the reader may open from the report, that of its category first.
func (a *asking) kinds() []pack.Kind {
	may := a.s.caseKinds(a.who(), pack.Create)
	return slices.DeleteFunc(triage.CaseKinds(a.s.pack(), a.whole.Category), func(k pack.Kind) bool { return !slices.Contains(may, k.ID) })
}

// own is the control of a field that only the kind of case has.
func own(kind, field string) string { return "f_" + kind + "_" + field }

func (a *asking) askCase() ([]template.HTML, error) {
	kinds := a.kinds()
	radios := govuk.Radios{Name: "kind", Value: a.form.Text("kind", 60), ErrorMessage: a.form.Errors.For("kind"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Kind of case", Classes: "govuk-fieldset__legend--s"}}}
	if c, ok := a.s.pack().Category(a.whole.Category); ok && radios.Value == "" {
		radios.Value = c.Kind
	}
	for _, k := range kinds {
		team := triage.CaseTeam(a.s.pack(), &k, &a.whole.Record)
		item := govuk.Choice{Value: k.ID, Text: k.Name, Hint: govuk.Hint{Text: "Opens for " + team.Name + ". " + k.Purpose}}
		for _, f := range triage.Needed(a.s.pack(), &k, &a.whole.Record, a.s.desk.Gate.Now().Date()) {
			item.Conditional.HTML += a.ownField(&k, f)
		}
		radios.Items = append(radios.Items, item)
	}
	return []template.HTML{govuk.HTML(radios)}, nil
}

// ownField asks for what the kind of case needs and the report does not say.
func (a *asking) ownField(k *pack.Kind, f pack.Field) template.HTML {
	name := own(k.ID, f.ID)
	fault := a.form.Errors.For(name)
	set := &govuk.Fieldset{Legend: govuk.Legend{Text: f.Name, Classes: "govuk-fieldset__legend--s"}}
	switch f.Type {
	case pack.Choices:
		return govuk.HTML(govuk.Checkboxes{Name: name, Values: a.form.All(name), ErrorMessage: fault, Items: choices(f), Fieldset: set})
	case pack.Choice, pack.YesNo:
		items := choices(f)
		if f.Type == pack.YesNo {
			items = []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}
		}
		return govuk.HTML(govuk.Radios{Name: name, Value: a.form.Text(name, 60), ErrorMessage: fault, Items: items, Fieldset: set})
	}
	return govuk.HTML(govuk.Textarea{Name: name, Rows: 3, Label: govuk.Label{Text: f.Name}, Hint: govuk.Hint{Text: f.Hint}, Value: a.form.Text(name, 4000), ErrorMessage: fault})
}

func (a *asking) openCase() (string, error) {
	kinds := a.kinds()
	i := slices.IndexFunc(kinds, func(k pack.Kind) bool { return k.ID == a.form.Text("kind", 60) })
	if i < 0 {
		a.form.Errors.Add("kind", "Select the kind of case")
		return "", nil
	}
	k := kinds[i]
	more := record.Fields{}
	for _, f := range triage.Needed(a.s.pack(), &k, &a.whole.Record, a.s.desk.Gate.Now().Date()) {
		name := own(k.ID, f.ID)
		v, err := record.Parse(f, a.form.All(name))
		switch {
		case err != nil:
			a.form.Errors.Add(name, "%s", err.Error())
		case v == nil:
			a.form.Errors.Add(name, "Answer: %s", lowerFirst(f.Name))
		default:
			more[f.ID] = v
		}
	}
	if len(a.form.Errors) > 0 {
		return "", nil
	}
	opened, err := a.s.triage.OpenCaseWith(a.r.Context(), a.who(), a.ref(), a.version, triage.NewCase{Kind: k.ID, Fields: more})
	return k.Name + " " + opened + " is open for " + triage.CaseTeam(a.s.pack(), &k, &a.whole.Record).Name, err
}

// other is the choice of a case that is not among the suggestions.
const other = "other"

func (a *asking) askJoin() ([]template.HTML, error) {
	near, err := a.near()
	if err != nil {
		return nil, err
	}
	typed := govuk.HTML(govuk.Input{Name: "case", Label: govuk.Label{Text: "Reference of the case"}, Classes: "govuk-input--width-10",
		Hint: govuk.Hint{Text: "Such as ASB-26-00042-3"}, Value: a.form.Text("case", 40), ErrorMessage: a.form.Errors.For("case"), Spellcheck: govuk.Off})
	if len(near.refs) == 0 {
		return []template.HTML{"<p class=\"govuk-body\">No open case within 250 metres that you may see.</p>", typed}, nil
	}
	radios := govuk.Radios{Name: "pick", Value: a.form.Text("pick", 40), ErrorMessage: a.form.Errors.For("pick"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Which case", Classes: "govuk-fieldset__legend--s"}}}
	today := a.s.desk.Gate.Now().Date()
	for i := range near.refs {
		rec := &near.points[i]
		radios.Items = append(radios.Items, govuk.Choice{Value: rec.Reference, Text: rec.Reference + ": " + rec.Title,
			Hint: govuk.Hint{Text: "Opened " + words.Age(rec.Opened.Date(), today) + ", with " + a.s.words.Team(rec.Team)}})
	}
	radios.Items = append(radios.Items, govuk.Choice{Value: other, Text: "Another case"})
	radios.Items[len(radios.Items)-1].Conditional.HTML = typed
	return []template.HTML{govuk.HTML(radios)}, nil
}

func (a *asking) join() (string, error) {
	ref := a.form.Text("pick", 40)
	if ref == "" || ref == other {
		ref = a.form.Text("case", 40)
	}
	if ref == "" {
		field := "case"
		if a.form.Has("pick") {
			field = "pick"
		}
		a.form.Errors.Add(field, "Select a case, or enter its reference")
		return "", nil
	}
	return a.ref() + " is part of " + ref, a.s.triage.JoinCase(a.r.Context(), a.who(), a.ref(), a.version, ref)
}
