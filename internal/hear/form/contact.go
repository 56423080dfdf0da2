package form

import (
	"maps"
	"net/mail"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Contact is who somebody is and how it is safe to reach them.
type Contact struct {
	Name  string             `json:"name,omitempty"`
	Email string             `json:"email,omitempty"`
	Phone string             `json:"phone,omitempty"`
	OK    *bool              `json:"ok,omitempty"`    // it is safe to contact them; nil where nobody asked
	Words string             `json:"words,omitempty"` // what they say about it
	Needs string             `json:"needs,omitempty"` // help to talk with us
	Reach record.SafeContact `json:"reach,omitzero"`  // in which ways and at which times, where only some are safe
}

// Safe is how it is safe to contact them.
func (c Contact) Safe() record.SafeContact {
	fields := c.Reach.Fields()
	delete(fields, "safe_contact")
	if c.OK != nil {
		fields["safe_contact"] = *c.OK
	}
	if c.Words != "" {
		fields["contact_how"] = c.Words
	}
	return record.ReadSafeContact(fields)
}

// Fields are the answers as a kind keeps them (pack.ContactFields); what was left open is no field.
func (c Contact) Fields() record.Fields {
	out := record.Fields{}
	for id, text := range map[string]string{"reporter_name": c.Name, "email": c.Email, "phone": c.Phone, "needs": c.Needs} {
		if text != "" {
			out[id] = text
		}
	}
	safe := c.Safe().Fields()
	if c.OK == nil {
		delete(safe, "safe_contact") // nobody asked
	}
	maps.Copy(out, safe)
	return out
}

// Some says that only some ways are safe, which the next page asks.
func (c Contact) Some() bool { return c.Reach.Rule == record.ContactOnly }

// Agree takes the answer whether it is safe to contact them: in any way, in some, or not at all. It is true where the ways that were
// named before go with it.
func (c *Contact) Agree(safe string) (changed bool) {
	c.OK = nil
	switch safe {
	case SafeYes, SafeSome:
		c.OK = ptr(true)
	case SafeNo:
		c.OK = ptr(false)
	}
	switch {
	case safe != SafeSome:
		c.Reach = record.SafeContact{}
		return true
	case !c.Some():
		c.Reach = record.SafeContact{Rule: record.ContactOnly}
		return true
	}
	return false
}

// The answers to whether it is safe to contact somebody.
const (
	SafeYes  = "yes"
	SafeSome = "some"
	SafeNo   = "no"
)

// Agreed is the answer that was taken; empty where none was.
func (c Contact) Agreed() string {
	switch {
	case c.Some():
		return SafeSome
	case c.OK == nil:
		return ""
	case *c.OK:
		return SafeYes
	}
	return SafeNo
}

func ptr[T any](v T) *T { return &v }

// Check says what is wrong with the ways in which somebody can be reached. Its keys are email and phone.
func (c Contact) Check() fault.Wrong {
	bad := fault.Wrong{}
	if c.Email != "" && !goodEmail(c.Email) {
		bad.Add("email", "contact.wrong.email")
	}
	if c.Phone != "" && !goodPhone(c.Phone) {
		bad.Add("phone", "contact.wrong.phone")
	}
	return bad
}

// goodEmail says that an address has the form of one.
func goodEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndex(s, "@"):], ".")
}

// goodPhone says that a text holds the digits of a phone number and nothing but what people write between them.
func goodPhone(s string) bool {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n >= 7 && n <= 15 && strings.Trim(s, "0123456789 +-()") == ""
}
