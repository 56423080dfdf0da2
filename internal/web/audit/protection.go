package audit

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type protectionPage struct {
	page.Page
	Kinds     string // how many there are, and of how many something is not settled
	Table     govuk.Table
	Agreed    govuk.Table
	Unwritten []pack.Unwritten // what residents could read of the partnership
}

// regimes, people and bases are how the values of a declaration are said.
var (
	regimes = map[pack.Regime]string{pack.UKGDPR: "UK GDPR", pack.LawEnforcement: "Data Protection Act 2018, Part 3", pack.BothRegimes: "UK GDPR, and Data Protection Act 2018 Part 3 for offences"}
	people  = map[pack.PersonOfData]string{pack.Suspect: "Suspects", pack.Convicted: "People convicted", pack.Victim: "Victims", pack.Witness: "Witnesses", pack.Alleged: "People said to have done it",
		pack.Reporting: "Who reported or asked", pack.Concerned: "People of concern"}
	bases = map[pack.LawfulBasis]string{pack.Consent: "Consent", pack.ContractBasis: "Contract", pack.LegalObligation: "Legal obligation", pack.VitalInterests: "Vital interests", pack.PublicTask: "Public task",
		pack.LegitimateInterests: "Legitimate interests", pack.CompetentAuthority: "Task of a competent authority"}
)

// protection is what every kind declares of personal data. What nobody has settled is said as plainly as what is.
func (s *screens) protection(w http.ResponseWriter, r *http.Request) error {
	if err := s.desk.Gate.May(desk.Who(r), pack.Audit); err != nil {
		return err
	}
	p := s.desk.Pack()
	screen := &protectionPage{Page: page.Page{Title: "Personal data", Wide: true}, Unwritten: p.Partnership.Unwritten()}
	screen.Table = govuk.Table{Caption: "Kinds of record, with what is declared of each", CaptionClasses: "govuk-visually-hidden", Classes: "wm-stack", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Kind"}, {Text: "Who answers for it"}, {Text: "Regime"}, {Text: "Whom it is about"}, {Text: "Sharing rests on"}, {Text: "Kept for"}, {Text: "Where it is written"}}}
	open := 0
	for i := range p.Kinds {
		k := &p.Kinds[i]
		if len(k.Declared.Open()) > 0 {
			open++
		}
		screen.Table.Rows = append(screen.Table.Rows, s.declared(k))
	}
	screen.Kinds = fmt.Sprintf("There are %d kinds of record. Of %d something is unknown.", len(p.Kinds), open)
	screen.Agreed = govuk.Table{Caption: "Agreements, with what each lets be seen", CaptionClasses: "govuk-visually-hidden", Classes: "wm-stack", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Agreement"}, {Text: "Who is let in"}, {Text: "To what"}, {Text: "When"}, {Text: "It rests on"}, {Text: "What it gives nothing of"}, {Text: "Where it is written"}}}
	for i := range p.Agreements {
		screen.Agreed.Rows = append(screen.Agreed.Rows, s.agreed(&p.Agreements[i]))
	}
	return s.pages.Write(w, r, "protection.html", screen)
}

// agreed is the row of an agreement. What it is meant for and gives nothing of is said with what is missing.
func (s *screens) agreed(a *pack.Agreement) []govuk.Cell {
	p, say, today := s.desk.Pack(), words.Words{Pack: s.desk.Pack()}, s.desk.Gate.Now().Date()
	var kinds, missing []string
	for i := range p.Kinds {
		k := &p.Kinds[i]
		if !a.Named(k) {
			continue
		}
		kinds = append(kinds, k.Plural)
		if lacks := a.Lacks(k); len(lacks) > 0 {
			missing = append(missing, k.Plural+" (nobody has declared "+strings.Join(lacks, ", ")+")")
		}
	}
	state := "in force"
	if today.Before(a.From) {
		state = "not yet in force"
	} else if today.After(a.Until) {
		state = "ended"
	}
	verbs := joined(a.Verbs, func(v pack.Verb) string { return string(v) })
	to := words.Capital(verbs) + ": " + strings.Join(kinds, ", ") + " of " + say.Body(a.Of) + ", up to " + words.Marking(pack.Higher(pack.Markings[0], a.Marking))
	if len(a.Areas) > 0 {
		to += ", in " + joined(a.Areas, say.Area)
	}
	roles := joined(a.Roles, func(id string) string {
		if role, ok := p.Role(id); ok {
			return role.Name
		}
		return id
	})
	return []govuk.Cell{{Text: a.Name}, {Text: roles + " at " + say.Body(a.With)}, {Text: to}, {Text: a.From.Words() + " to " + a.Until.Words() + ", " + state}, {Text: based(a.Basis, a.Gateway)},
		{Text: strings.Join(missing, "; ")}, {HTML: cite.HTML(p, a.Source)}}
}

func based(basis pack.LawfulBasis, gateway string) string {
	if gateway == "" {
		return nameIn(bases, basis)
	}
	return nameIn(bases, basis) + ". " + gateway
}

// declared is the row of a kind.
func (s *screens) declared(k *pack.Kind) []govuk.Cell {
	d, say := k.Declared, words.Words{Pack: s.desk.Pack()}
	name := k.Name
	if k.Sealed {
		name += " (sealed)"
	}
	return []govuk.Cell{{Text: name}, {Text: joined(d.Controllers, func(id string) string {
		if id == pack.Unknown {
			return "Unknown"
		}
		return say.Body(id)
	})}, {Text: nameIn(regimes, d.Regime)}, {Text: joined(d.People, func(x pack.PersonOfData) string { return nameIn(people, x) })}, {Text: based(d.Basis, d.Gateway)},
		{Text: words.Capital(d.Kept.Words())}, {HTML: cite.HTML(s.desk.Pack(), d.Source)}}
}

// nameIn is a value in words; what is not settled is unknown.
func nameIn[T comparable](in map[T]string, value T) string {
	if text, ok := in[value]; ok {
		return text
	}
	return "Unknown"
}

func joined[T any](list []T, say func(T) string) string {
	if len(list) == 0 {
		return "Unknown"
	}
	var all []string
	for _, x := range list {
		all = append(all, say(x))
	}
	return strings.Join(all, ", ")
}
