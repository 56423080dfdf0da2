package contact

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Lines are the ways that somebody called safe, as they read them before they send a form. Staff read record.SafeContact.Lines.
func Lines(say *catalogue.Catalogue, c record.SafeContact) []string {
	var ways, out []string
	for _, way := range c.By {
		ways = append(ways, say.Say("contact.way."+way))
	}
	add := func(yes bool, key string, names ...any) {
		if yes {
			out = append(out, say.Say(key, names...))
		}
	}
	add(true, "contact.line.only", "ways", strings.Join(ways, ", "))
	add(c.Days == "weekdays" || c.Days == "weekend", "contact.line."+c.Days)
	add(c.From != "", "contact.line.hours", "from", c.From, "until", c.Until)
	phone := slices.Contains(c.By, record.ByPhone)
	add(phone && c.Voicemail, "contact.line.voicemail")
	add(phone && !c.Voicemail, "contact.line.noVoicemail")
	add(c.Neutral, "contact.line.neutral")
	add(c.Others != "", "contact.line.others", "others", c.Others)
	return out
}
