package pack

import "slices"

// Form is a public form: what somebody who has not signed in is asked, so that a record of its kind is made. Its pages are asked
// one after the other, its answers are fields of the kind, and whom it goes to is told before it is sent. The partnership's report has
// a journey of its own and is none of these.
type Form struct {
	ID       string      `yaml:"form" need:"yes"`  // in its address
	Kind     string      `yaml:"kind" need:"yes"`  // a case: what a resident asks for waits for somebody
	Title    string      `yaml:"title" need:"yes"` // what it does for whoever fills it in: the words of every link to it
	About    string      `yaml:"about" need:"yes"` // a sentence under every link to it
	Call     string      `yaml:"call" need:"yes"`  // what residents call what they send, within a sentence: request, feedback
	Home     bool        `yaml:"home"`             // linked from the public start page
	Services []string    `yaml:"services"`         // ids of the directory, on whose pages it is linked
	Pages    []FormPage  `yaml:"pages" need:"yes"`
	Owners   []FormOwner `yaml:"owners" need:"yes"` // the first that holds has what was sent
	Told     string      `yaml:"told" need:"yes"`   // what happens next, on the receipt
	Follow   bool        `yaml:"follow"`            // its sender gets a PIN and follows it as a report
	TitledBy string      `yaml:"titled_by"`         // a choice that stands in the title of the record
	Source   string      `yaml:"source" need:"yes"`
}

// FormPart is something that every form asks in the program's own way.
type FormPart string

// The parts.
const (
	AskPlace   FormPart = "place"   // where: in words, which of the places they may mean, and the ward
	AskContact FormPart = "contact" // who somebody is and how it is safe to reach them
	AskPhotos  FormPart = "photos"
)

// FormPage is one page of a form: questions, a part, or a notice that is read and passed.
type FormPage struct {
	ID        string         `yaml:"id" need:"yes"` // in its address
	Title     string         `yaml:"title"`         // over several questions; one question is its own heading
	Asks      FormPart       `yaml:"asks"`
	Notice    string         `yaml:"notice"` // id of a notice
	Questions []FormQuestion `yaml:"questions"`
	When      *Rule          `yaml:"when"` // CEL over the fields of the kind and record.area, as answered on the pages before
}

// FormQuestion asks for a field of the kind in words for residents.
type FormQuestion struct {
	Field    string `yaml:"field" need:"yes"`
	Ask      string `yaml:"ask"`      // the field's name where empty
	Hint     string `yaml:"hint"`     // the field's own where empty
	Required bool   `yaml:"required"` // it must be answered here, though the kind does not ask for it
}

// FormOwner says to whom goes what a form makes.
type FormOwner struct {
	Areas []string `yaml:"areas"` // only what lies there: codes of wards or ids of area groups
	When  *Rule    `yaml:"when"`  // CEL over the fields of the kind
	Body  string   `yaml:"body" need:"yes"`
	Team  string   `yaml:"team" need:"yes"` // team id, or "locality" for the team of the body whose areas hold the ward
	Why   string   `yaml:"why" need:"yes"`  // in plain words, shown to the sender
}

// Always says that the owner takes whatever is sent.
func (o *FormOwner) Always() bool { return o.When == nil && len(o.Areas) == 0 }

// Form is the public form of that id.
func (p *Pack) Form(id string) (*Form, bool) { return find(p, "forms", id, p.Forms) }

// Public says that the public makes records of a kind: by a report, or by a form that the pack declares for it.
func (p *Pack) Public(kind string) bool {
	return kind == p.Partnership.Report && kind != "" || slices.ContainsFunc(p.Forms, func(f Form) bool { return f.Kind == kind })
}

// Followed says that whoever sent a record of a kind may follow it by reference and PIN.
func (p *Pack) Followed(kind string) bool {
	return kind == p.Partnership.Report || slices.ContainsFunc(p.Forms, func(f Form) bool { return f.Kind == kind && f.Follow })
}

// Question is what a form asks for, as the field in which the answer is kept.
func (p *Pack) Question(k *Kind, q FormQuestion) Field {
	f, _ := k.Field(q.Field)
	f.Options, f.Required = p.OptionsOf(f), f.Required || q.Required
	if q.Ask != "" {
		f.Name = q.Ask
	}
	if q.Hint != "" {
		f.Hint = q.Hint
	}
	return f
}

// OwnerOf is who has what a form makes in a ward, and with which team; vars are those of a rule of the kind.
func (p *Pack) OwnerOf(f *Form, area string, vars map[string]any) (owner FormOwner, team string) {
	for _, o := range f.Owners {
		if (len(o.Areas) == 0 || slices.Contains(p.AreaCodes(o.Areas), area)) && o.When.Holds(vars) {
			return o, p.TeamAt(o.Team, o.Body, area)
		}
	}
	return FormOwner{Body: p.intakeBody(), Team: p.Partnership.Intake}, p.Partnership.Intake // of a pack that passed the check, never
}

func (p *Pack) intakeBody() string {
	t, ok := p.Team(p.Partnership.Intake)
	if !ok {
		return ""
	}
	return t.Body
}

// TeamAt is the team that a word of the pack means: Locality stands for the body's team whose wards hold the area. Where the body has
// no such team, or no ward is known, the intake team finds the right one.
func (p *Pack) TeamAt(team, body, area string) string {
	if team != Locality {
		return team
	}
	if teams := p.LocalityTeams(body, area); area != "" && len(teams) > 0 {
		return teams[0].ID
	}
	return p.Partnership.Intake
}
