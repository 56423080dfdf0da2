package report

import "strings"

// reviewMonths is the period within which complaints count towards a case review (Anti-social Behaviour, Crime and Policing
// Act 2014, s.104, and the Home Office's statutory guidance on it).
const reviewMonths = 6

// traces are keyed hashes of the ways in which the sender can be reached; none of an anonymous one.
func (d *Desk) traces(f *Filled) []string { return d.hashed(f, "") }

// rights are the keyed hashes by which it is known again that somebody was told of the right to a case review.
func (d *Desk) rights(f *Filled) []string { return d.hashed(f, "told ") }

func (d *Desk) hashed(f *Filled, what string) (out []string) {
	if f.Anonymous {
		return nil
	}
	if email := strings.ToLower(strings.TrimSpace(f.Email)); email != "" {
		out = append(out, d.PINs.Hash(what+"email "+email, traceOf))
	}
	if phone := digits(f.Phone); len(phone) >= 7 {
		out = append(out, d.PINs.Hash(what+"phone "+phone, traceOf))
	}
	return out
}

// traceOf stands where a PIN would: a trace is a hash under the same key, bound to the address in place of a reference.
const traceOf = "CONTACT"

// digits are those of a phone number as it is dialled within Britain.
func digits(phone string) string {
	only := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	for _, abroad := range []string{"0044", "44"} {
		if rest, ok := strings.CutPrefix(only, abroad); ok && len(rest) >= 9 {
			return "0" + strings.TrimPrefix(rest, "0")
		}
	}
	return only
}
