package law

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

//go:embed powers/powers.csv
var catalogue embed.FS

// Source is by what somebody may use a power on a day.
type Source string

// The sources of authority. An office is held; the other four are given to somebody by name.
const (
	Constable   Source = "constable"   // the office itself
	PCSO        Source = "pcso"        // designated by the chief officer of police, power by power
	Delegation  Source = "delegation"  // the council's own scheme of delegation
	Designation Source = "designation" // of the council, under s. 53 of the 2014 Act
	ByOrder     Source = "pspo"        // authorised by whoever made public spaces protection orders, under s. 68
	CSAS        Source = "csas"        // accredited by the chief officer of police, with a list of powers of its own
)

// Origin is a source in words.
type Origin struct {
	ID          Source
	Name, Means string
}

// Sources are all sources, each in words.
var Sources = []Origin{
	{Constable, "Constable", "Holds the office of constable"},
	{PCSO, "Police community support officer", "Designated by the chief officer of police for the powers that are named"},
	{Delegation, "Delegation by the council", "Named in the council's scheme of delegation for the powers that are named"},
	{Designation, "Designated by the council (section 53)", "Somebody outside the council, such as a social landlord, who may use community protection notices"},
	{ByOrder, "Authorised for public spaces protection orders (section 68)", "Authorised by the council that made the orders to issue penalties under them"},
	{CSAS, "Accredited under a community safety accreditation scheme", "Accredited by the chief officer of police for the powers on the accreditation, and no others"},
}

// Words are what the source is called.
func (s Source) Words() string {
	for _, x := range Sources {
		if x.ID == s {
			return x.Name
		}
	}
	return string(s)
}

// Power is something that a body can do about anti-social behaviour: whose it is, when the law allows it, what its notice must say and
// what follows.
type Power struct {
	ID, Name  string
	Whose     []string // council, police, landlord, court
	Sources   []Source // by which somebody may use it; none where it needs no authority, or where nobody here uses it
	If        string   // key of the rule that must bind for the power to be there at all; always there where empty
	CSASIf    string   // key of the rule that must bind for an accreditation to give it; an accreditation never gives it where empty
	Youngest  string   // key of the age from which somebody may be its subject
	Test      string   // the legal test
	Considers []string // what is weighed before it is decided: proportionality, equality, rights
	Consults  string   // who is asked or told before
	Required  []string // what its notice must say, as fields of the record of it
	Serves    []string // the ways in which it may be served
	Clocks    []string // keys of the periods that begin when it is served
	Most      string   // of a penalty: key of the most that it may be
	Breach    string
	Challenge string
	Citation  string
	CheckedOn when.Date
	Status    Status
	Note      string
}

// Free says that no authority is needed.
func (p *Power) Free() bool { return len(p.Sources) == 0 }

// Powers are all powers that this version knows.
var Powers = mustPowers(readPowers(catalogue))

// PowerOf is the power of an id.
func PowerOf(id string) (*Power, bool) {
	i := slices.IndexFunc(Powers, func(p Power) bool { return p.ID == id })
	if i < 0 {
		return nil, false
	}
	return &Powers[i], true
}

// Stands says that a power is there on a day: what the 2026 Act is reported to bring is not, until it is signed.
func (t *Table) Stands(p *Power, day when.Date) bool {
	if p.If == "" {
		return p.Status == InForce
	}
	_, binds := t.Applies(p.If, day)
	return binds
}

// GivenBy says that a source can give a power on a day.
func (t *Table) GivenBy(p *Power, s Source, day when.Date) bool {
	if s == CSAS {
		_, binds := t.Applies(p.CSASIf, day)
		return p.CSASIf != "" && binds
	}
	return slices.Contains(p.Sources, s)
}

func mustPowers(all []Power, err error) []Power {
	if err != nil {
		panic(err) // the rows are in the binary; a broken one is a broken build
	}
	return all
}

var (
	powerColumns = []string{"id", "name", "whose", "sources", "if", "csas_if", "youngest", "test", "considers", "consults", "required", "serves", "clocks", "most", "breach", "challenge", "citation", "checked_on", "status", "note"}
	whose        = []string{"council", "police", "landlord", "court"}
	considered   = []string{"proportionality", "equality", "rights"}
	// Ways are the ways in which a notice may be served, each in words.
	Ways = [][2]string{{"hand", "Handed to them"}, {"left", "Left at their proper address"}, {"post", "Sent by post to their proper address"}, {"premises", "Put up on the premises, since the occupier could not be found out"},
		{"email", "Sent by email"}, {"told", "Said to them"}, {"signed", "Signed by them"}, {"fixed", "Fixed to the premises and given to who lives there and is responsible"}, {"published", "Published on the website"}}
)

func readPowers(files fs.FS) ([]Power, error) {
	file, err := files.Open("powers/powers.csv")
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was read
	in := csv.NewReader(file)
	in.FieldsPerRecord = len(powerColumns)
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("powers.csv: %w", err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], powerColumns) {
		return nil, fmt.Errorf("powers.csv: the first line is not %s", strings.Join(powerColumns, ","))
	}
	var all []Power
	for i, row := range rows[1:] {
		p := Power{ID: row[0], Name: row[1], Whose: strings.Fields(row[2]), If: row[4], CSASIf: row[5], Youngest: row[6], Test: row[7], Considers: strings.Fields(row[8]), Consults: row[9],
			Required: strings.Fields(row[10]), Serves: strings.Fields(row[11]), Clocks: strings.Fields(row[12]), Most: row[13], Breach: row[14], Challenge: row[15], Citation: row[16], Status: Status(row[18]), Note: row[19]}
		for _, s := range strings.Fields(row[3]) {
			p.Sources = append(p.Sources, Source(s))
		}
		err := p.CheckedOn.UnmarshalText([]byte(row[17]))
		if err == nil {
			err = p.check()
		}
		if err != nil {
			return nil, fmt.Errorf("powers.csv, row %d (%s): %w", i+2, p.ID, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// check says what a row lacks.
func (p *Power) check() error {
	for what, words := range map[string]string{"a name": p.Name, "the legal test": p.Test, "what follows on breach": p.Breach, "how it is challenged": p.Challenge, "a citation": p.Citation} {
		if strings.TrimSpace(words) == "" {
			return fmt.Errorf("it does not say %s", what)
		}
	}
	for _, list := range []struct{ of, among []string }{{p.Whose, whose}, {p.Considers, considered}, {p.Serves, firsts(Ways)}} {
		for _, x := range list.of {
			if !slices.Contains(list.among, x) {
				return fmt.Errorf("%q is none of %v", x, list.among)
			}
		}
	}
	for _, s := range p.Sources {
		if s == CSAS || s.Words() == string(s) {
			return fmt.Errorf("%q is no source that gives a power as it stands: an accreditation has a column of its own", s)
		}
	}
	if len(p.Whose) == 0 || p.CheckedOn.IsZero() || !slices.Contains(statuses, p.Status) {
		return fmt.Errorf("it does not say whose it is, how sure that is and on which day it was looked up")
	}
	for _, key := range slices.Concat(p.Clocks, []string{p.If, p.CSASIf, p.Youngest, p.Most}) {
		if key != "" && len(EnglandAndWales.Of(key)) == 0 {
			return fmt.Errorf("there is no rule %q", key)
		}
	}
	return nil
}

func firsts(pairs [][2]string) (out []string) {
	for _, p := range pairs {
		out = append(out, p[0])
	}
	return out
}
