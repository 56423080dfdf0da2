package record

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// The rules of a SafeContact.
const (
	ContactNotAsked = ""          // nobody asked
	ContactAny      = "any"       // in every way that they gave, at any time
	ContactOnly     = "only"      // in the ways and at the times that they named, and in no other
	ContactAskFirst = "ask-first" // they said something in words of their own that no rule can read
	ContactNever    = "never"     // not at all: they look at their report themselves
)

// The ways to reach somebody, as the kinds of a pack offer them.
const (
	ByPhone  = "phone"
	ByText   = "text"
	ByEmail  = "email"
	ByLetter = "letter"
	ByVisit  = "visit"
)

// ContactWays are the ways to reach somebody, and ContactDays the days on which it may be safe.
var (
	ContactWays = []string{ByPhone, ByText, ByEmail, ByLetter, ByVisit}
	ContactDays = []string{"any", "weekdays", "weekend"}
)

var wayWords = map[string]string{ByPhone: "phone call", ByText: "text message", ByEmail: "email", ByLetter: "letter", ByVisit: "visit"}

// SafeContact is how somebody may be reached without harm to them. Somebody else may see their telephone, their letters and
// their mail, so whatever was not allowed is not safe: a voicemail where nobody said yes to one, a way that they did not name.
type SafeContact struct {
	Rule      string   `json:"rule"`
	By        []string `json:"by,omitempty"`        // of ContactWays
	Days      string   `json:"days,omitempty"`      // of ContactDays; any where empty
	From      string   `json:"from,omitempty"`      // HH:MM in London; the whole day where From and Until are empty
	Until     string   `json:"until,omitempty"`     // HH:MM; before From where the hours pass midnight
	Voicemail bool     `json:"voicemail,omitempty"` // a message may be left
	Neutral   bool     `json:"neutral,omitempty"`   // say neither who is calling nor what about
	Others    string   `json:"others,omitempty"`    // who else may pick up or see it
	Words     string   `json:"words,omitempty"`     // what they said beside
}

// SafeContactFromWords is what was kept as words alone: nobody can tell what they allow, so one asks first.
func SafeContactFromWords(text string) SafeContact {
	if text = strings.TrimSpace(text); text == "" {
		return SafeContact{}
	}
	return SafeContact{Rule: ContactAskFirst, Words: text}
}

// ReadSafeContact is how it is safe to reach whoever a record is from, by the fields of its kind. Words without a way named
// are ContactAskFirst, whatever stood beside them: "yes, but never when he is in" is no yes.
func ReadSafeContact(f Fields) SafeContact {
	if words, ok := f["safe_contact"].(string); ok {
		return SafeContactFromWords(words)
	}
	c := SafeContact{By: f.List("contact_by"), Days: f.Text("contact_days"), From: f.Text("contact_from"), Until: f.Text("contact_until"),
		Voicemail: f.Yes("contact_voicemail"), Neutral: f.Yes("contact_neutral"), Others: f.Text("contact_others"), Words: f.Text("contact_how")}
	safe, asked := f["safe_contact"].(bool)
	switch {
	case asked && !safe:
		c.Rule = ContactNever
	case len(c.By) > 0:
		c.Rule = ContactOnly
	case c.Words != "" || c.Others != "":
		c.Rule = ContactAskFirst
	case asked:
		c.Rule = ContactAny
	}
	return c
}

// AsksSafeContact says that a kind asks in which ways it is safe to contact somebody, and not for words alone.
func AsksSafeContact(k *pack.Kind) bool {
	safe, asks := k.Field("safe_contact")
	_, how := k.Field("contact_how")
	return asks && how && safe.Type == pack.YesNo
}

// SafeContactFields are the fields by which a kind asks for it.
var SafeContactFields = []string{"safe_contact", "contact_how", "contact_by", "contact_days", "contact_from", "contact_until", "contact_voicemail", "contact_neutral", "contact_others"}

// Fields are the fields of a kind that ReadSafeContact reads back; those that say nothing are left out.
func (c SafeContact) Fields() Fields {
	f := Fields{}
	switch c.Rule {
	case ContactNever:
		f["safe_contact"] = false
	case ContactAny, ContactOnly, ContactAskFirst:
		f["safe_contact"] = true
	}
	if c.Rule == ContactOnly {
		f["contact_by"], f["contact_voicemail"], f["contact_neutral"] = c.By, c.Voicemail, c.Neutral
	}
	for id, text := range map[string]string{"contact_days": c.Days, "contact_from": c.From, "contact_until": c.Until, "contact_others": c.Others, "contact_how": c.Words} {
		if text != "" {
			f[id] = text
		}
	}
	return f
}

// Check says what is wrong with it to staff, in English. Its keys are those of Faults.
func (c SafeContact) Check() fault.Invalid {
	bad := fault.Invalid{}
	for key, said := range c.Faults() {
		bad.Add(key, "%s", contactFaults[said.Key])
	}
	return bad
}

// contactFaults are the faults in English, as the catalogue of the web has them too.
var contactFaults = map[string]string{
	"contact.wrong.way":       "Select how we may reach them from the list",
	"contact.wrong.noWay":     "Select at least one way in which it is safe",
	"contact.wrong.days":      "Select the days on which it is safe from the list",
	"contact.wrong.hour":      "Enter a time, like 6pm or 18:00",
	"contact.wrong.bothHours": "Enter both times, or leave both empty where any time is safe",
	"contact.wrong.voicemail": "A voicemail is a phone call: select phone call too, or say no to voicemail",
}

// Faults say what is wrong with it. Their keys are by, days, from, until and voicemail; hours are HH:MM.
func (c SafeContact) Faults() fault.Wrong {
	bad := fault.Wrong{}
	for _, way := range c.By {
		if !slices.Contains(ContactWays, way) {
			bad.Add("by", "contact.wrong.way")
		}
	}
	if c.Rule == ContactOnly && len(c.By) == 0 {
		bad.Add("by", "contact.wrong.noWay")
	}
	if c.Days != "" && !slices.Contains(ContactDays, c.Days) {
		bad.Add("days", "contact.wrong.days")
	}
	for key, hour := range map[string]string{"from": c.From, "until": c.Until} {
		if _, err := time.Parse(clockTime, hour); hour != "" && err != nil {
			bad.Add(key, "contact.wrong.hour")
		}
	}
	if (c.From == "") != (c.Until == "") {
		bad.Add(map[bool]string{true: "from", false: "until"}[c.From == ""], "contact.wrong.bothHours")
	}
	if c.Voicemail && c.Rule == ContactOnly && !slices.Contains(c.By, ByPhone) {
		bad.Add("voicemail", "contact.wrong.voicemail")
	}
	return bad
}

const clockTime = "15:04"

// ClockTime is a time of day as people write it, such as 6pm, as HH:MM; what cannot be read is left as it is, for Check to name.
func ClockTime(text string) string {
	if of, ok := when.TimeOfDay(text); ok {
		return time.Time{}.Add(of).Format(clockTime)
	}
	return text
}

// Allows says that this way is safe at this moment. Where somebody must be asked first, or nobody asked them, no way is.
func (c SafeContact) Allows(way string, at when.Instant) bool {
	if c.Rule == ContactAny {
		return true
	}
	if c.Rule != ContactOnly || !slices.Contains(c.By, way) {
		return false
	}
	if way == ByEmail || way == ByLetter {
		return true // read when it suits them: the hours are those of calls, texts and visits
	}
	return c.onDay(at) && c.inHours(at)
}

func (c SafeContact) onDay(at when.Instant) bool {
	day := at.London().Weekday()
	weekend := day == time.Saturday || day == time.Sunday
	return c.Days != "weekdays" && c.Days != "weekend" || weekend == (c.Days == "weekend")
}

func (c SafeContact) inHours(at when.Instant) bool {
	now := at.London().Format(clockTime)
	switch {
	case c.From == "" || c.Until == "":
		return true
	case c.From <= c.Until:
		return c.From <= now && now <= c.Until
	}
	return now >= c.From || now <= c.Until
}

// Short is it in a few words for a list; empty where any way is safe or nobody asked.
func (c SafeContact) Short() string {
	switch c.Rule {
	case ContactNever:
		return "Not safe to contact"
	case ContactAskFirst:
		return "Safe contact: ask first"
	case ContactOnly:
		return "Safe contact: " + c.ways() + " only"
	}
	return ""
}

func (c SafeContact) ways() string {
	var out []string
	for _, way := range c.By {
		out = append(out, wayWords[way])
	}
	return strings.Join(out, ", ")
}

// Lines are it in full for whoever is about to make contact, what must be known first at the top. There are none where any
// way is safe or nobody asked.
func (c SafeContact) Lines() []string {
	var out []string
	add := func(yes bool, format string, args ...any) {
		if yes {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	add(c.Rule == ContactNever, "It is not safe to contact this person. Answer on their report’s page only.")
	add(c.Rule == ContactAskFirst, "Ask first: before any contact, ask on their report’s page which way is safe.")
	if c.Rule == ContactOnly {
		add(true, "Only by %s.", c.ways())
		add(c.Days == "weekdays" || c.Days == "weekend", "%s only.", map[string]string{"weekdays": "Monday to Friday", "weekend": "Saturday and Sunday"}[c.Days])
		add(c.From != "", "Only from %s until %s.", c.From, c.Until)
		phone := slices.Contains(c.By, ByPhone)
		add(phone && c.Voicemail, "A voicemail is safe.")
		add(phone && !c.Voicemail, "Never leave a voicemail.")
		add(c.Neutral, "Use neutral words: say neither who you are nor what it is about until you know who is there.")
	}
	add(c.Others != "", "May pick up or see it: %s", c.Others)
	add(c.Words != "", "They say: %s", c.Words)
	return out
}

// Encode is it as the store keeps it on somebody's card.
func (c SafeContact) Encode() (string, error) {
	if c.Rule == ContactNotAsked {
		return "", nil
	}
	text, err := json.Marshal(c)
	return string(text), err
}

// DecodeSafeContact reads what Encode gave; words are what was kept before there was a rule.
func DecodeSafeContact(text, words string) (c SafeContact, err error) {
	if text == "" {
		return SafeContactFromWords(words), nil
	}
	if err = json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("how it is safe to contact somebody: %w", err)
	}
	return c, nil
}

// WayWords is a way to reach somebody in words; empty where it is none.
func WayWords(way string) string { return wayWords[way] }

// Refuses says in a sentence that somebody had said that this way is not safe at this moment; empty where they had not. Who must be asked
// first may have been asked, and who was never asked has said nothing.
func (c SafeContact) Refuses(way string, at when.Instant) string {
	switch {
	case c.Rule == ContactNever:
		return "They said that it is not safe to contact them."
	case c.Rule == ContactOnly && !c.Allows(way, at):
		return "They said that a " + wayWords[way] + " is not safe then: " + strings.Join(c.Lines(), " ")
	}
	return ""
}
