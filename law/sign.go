package law

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Signature is the word of one approver of a partnership that a rule which was not confirmed is the law, from a day.
type Signature struct {
	Rule    string    // the row's ID
	Key     string    // its key, for whoever reads the signature
	Account string    // who signed
	Name    string    // their name as it was then
	From    when.Date // the first day of the rule, as they confirm it
	Words   string    // what they looked at
	At      when.Instant
}

// approvers is how many people must have signed a rule before a calculation goes by it.
const approvers = 2

// Open are the rows of a key that wait to be confirmed.
func (t *Table) Open(key string) []Rule {
	return slices.DeleteFunc(t.Of(key), func(r Rule) bool { return r.Status == InForce || r.Status == LocalPolicy || r.Status == Signed })
}

// CheckSignature says what is wrong with a signature of a row, beside the others of that row.
func (r Rule) CheckSignature(s Signature, others []Signature) error {
	switch {
	case r.Binds():
		return fmt.Errorf("%s from %s is %s and needs no signature", r.Key, r.From, r.Status)
	case s.Account == "" || strings.TrimSpace(s.Name) == "":
		return fmt.Errorf("a signature needs the account and the name of who signs")
	case strings.TrimSpace(s.Words) == "":
		return fmt.Errorf("say what you looked at, such as the instrument and its regulation")
	case s.From.IsZero():
		return fmt.Errorf("say from which day %s is the law: its commencement is not in the table", r.Key)
	case !r.From.IsZero() && s.From.Before(r.From):
		return fmt.Errorf("%s cannot be the law before %s, the earliest day that is possible", r.Key, r.From)
	}
	for _, o := range others {
		if o.Rule == r.id && o.Account == s.Account {
			return fmt.Errorf("%s has signed %s already; another approver must be the second", o.Name, r.Key)
		}
	}
	return nil
}

// Signatures are those of one row.
func (r Rule) Signatures(all []Signature) []Signature {
	return slices.DeleteFunc(slices.Clone(all), func(s Signature) bool { return s.Rule != r.id })
}

// With is the table of a partnership: what two different approvers signed from the same day binds from it, and what was in
// force before ends the day before. A signature of a row that this version no longer ships, or ships otherwise, says nothing.
func (t *Table) With(signatures []Signature) *Table {
	out := &Table{rules: slices.Clone(t.rules)}
	for _, r := range t.rules {
		from, ok := agreed(r, r.Signatures(signatures))
		if !ok || r.Binds() {
			continue
		}
		out.sign(r, from)
	}
	order(out.rules)
	return out
}

// agreed is the day that enough different accounts have signed a row from.
func agreed(r Rule, signatures []Signature) (when.Date, bool) {
	by := map[when.Date][]string{}
	for _, s := range signatures {
		if r.CheckSignature(s, nil) != nil || slices.Contains(by[s.From], s.Account) {
			continue
		}
		if by[s.From] = append(by[s.From], s.Account); len(by[s.From]) == approvers {
			return s.From, true
		}
	}
	return when.Date{}, false
}

// sign makes a row bind from a day, and ends what bound before it.
func (t *Table) sign(signed Rule, from when.Date) {
	before := -1
	for i, r := range t.rules {
		switch {
		case r.id == signed.id:
			t.rules[i].Status, t.rules[i].From = Signed, from
		case r.Key == signed.Key && r.Binds() && r.From.Before(from) && (before < 0 || r.From.After(t.rules[before].From)):
			before = i
		}
	}
	if before >= 0 {
		t.rules[before].To = from.AddDays(-1)
	}
}
