package form

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// partLines are the answers of a page that asks for a part.
func (d *Declared) partLines(f *Filled, p *pack.FormPage, photos int) []Line {
	switch p.Asks {
	case pack.AskPlace:
		out := []Line{{"Where", f.Place.Text(d.pack()), p.ID}}
		if len(f.Place.Wards) > 1 {
			ward := "Not known"
			if a, ok := d.pack().Area(f.Place.Area); ok {
				ward = a.Name
			}
			out = append(out, Line{"Ward", ward, WardPage})
		}
		return out
	case pack.AskContact:
		return f.Contact.Lines(p.ID, SafelyPage, d.Follow)
	case pack.AskPhotos:
		text := "None"
		if photos == 1 {
			text = "1 photo"
		} else if photos > 1 {
			text = fmt.Sprintf("%d photos", photos)
		}
		return []Line{{"Photos", text, p.ID}}
	}
	return nil
}

// Lines are how somebody can be reached, in words; page asks for it and safely for the ways that are safe. Who follows what they sent is
// answered there.
func (c Contact) Lines(page, safely string, follows bool) []Line {
	safe, step := c.Safe(), page
	safe.Words = "" // in a line of their own
	text := map[string]string{record.ContactAny: "Yes, in any way that you gave", record.ContactNever: "No",
		record.ContactAskFirst: "We ask you first, because of what you say below"}[safe.Rule]
	if safe.Rule == record.ContactNever && follows {
		text = "No. We answer on the page that you open with your PIN alone"
	}
	if safe.Rule == record.ContactOnly {
		text, step = strings.Join(safe.Lines(), "\n"), safely
	}
	return []Line{{"Your name", c.Name, page}, {"Email address", c.Email, page}, {"Phone number", c.Phone, page}, {"Safe to contact you", text, step},
		{"Anything else before we contact you", c.Words, page}, {"Help to talk with us", c.Needs, page}}
}
