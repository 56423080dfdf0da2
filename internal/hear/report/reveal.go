package report

import (
	"regexp"
	"strings"
)

// What in a text may tell who wrote it: an address of e-mail, a telephone number as it is written in Britain or with a country's
// code, and a name where the writer says that it is one.
var (
	emailIn = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	phoneIn = regexp.MustCompile(`(?:\+|\b0)\d(?:[ ()\-]?\d){7,13}\b`)
	nameIn  = regexp.MustCompile(`(?:\b(?i:my name is|my name's|my name’s|i am called|i'm called|i’m called|call me|ask for|signed|regards,?|thanks,?)\s+|\b(?i:mr|mrs|ms|miss|mx|dr)\.?\s+|\b(?i:i am|i'm|i’m)\s+)(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)`)
)

// Reveals are the parts of a text by which others may know who wrote it, in the order in which they stand there. It finds what
// people usually write and not everything; whoever sends a report without a name is shown them and decides.
func Reveals(text string) []string {
	var out []string
	for _, p := range []*regexp.Regexp{emailIn, phoneIn} {
		out = append(out, p.FindAllString(text, -1)...)
	}
	for _, m := range nameIn.FindAllStringSubmatch(text, -1) {
		out = append(out, strings.TrimSpace(m[1]))
	}
	return out
}
