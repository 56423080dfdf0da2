package record

import "github.com/wardmote/wardmote/internal/core/when"

// Party is a person or body in a role on a record. A person may be a victim on one and an alleged perpetrator on another.
type Party struct {
	ID         string
	Role       string
	Person     string // person id; empty where the party is a body
	PersonName string
	Body       string
	Since      when.Instant
	Seal       string       // who may know of it
	Same       []SamePerson // the other cards of the person, as far as the reader may see them
}

// Person is somebody a record is about or from. Persons are linked, never merged.
type Person struct {
	ID          string
	Name        string
	Phone       string
	Email       string
	Address     string
	SafeContact SafeContact
	Needs       string
	Born        when.Date // zero where it is not known
	Names       []OtherName
	Marks       []Mark // on their card, ended and lapsed ones too
	Demo        bool
	Version     int64
}

// AllNames are the name on the card and the others.
func (p *Person) AllNames() []string {
	all := []string{p.Name}
	for _, n := range p.Names {
		all = append(all, n.Name)
	}
	return all
}

// The sorts of a name beside the one on a person's card.
const (
	FormerName   = "former"
	OtherUsed    = "other"
	OtherSpelled = "spelling"
)

// OtherName is a name by which somebody is or was known beside the one on their card.
type OtherName struct{ ID, Name, Sort string }

// NameSorts are the sorts with their words.
var NameSorts = []struct{ ID, Words string }{{FormerName, "A former name"}, {OtherUsed, "Another name that they use"}, {OtherSpelled, "Another spelling"}}

// SamePerson says that two cards are of one person, and why. The cards stay as they are.
type SamePerson struct {
	ID     string
	Other  string // id of the other card
	Name   string // on it
	Reason string
	At     when.Instant
	By     string       // who said so
	Ended  when.Instant // when it was taken back; zero while it stands
	EndBy  string
	EndFor string // why it was taken back
}
