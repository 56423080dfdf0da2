package pack

// Unwritten is something that residents read of the partnership and that its pack does not say.
type Unwritten struct {
	Key     string // in the partnership's part of the pack
	What    string // in plain words
	Instead string // what residents read or are led to in place of it
}

// Unwritten are those of the partnership, in the order of its keys. A pack without them is in order: nothing may be invented, and what is
// not decided is not decided. But whoever runs the partnership is told (UK GDPR, articles 13(1)(a), (b) and 13(2)(a), asks for the
// controller, its data protection officer and the time for which data is kept).
func (p *Partnership) Unwritten() (out []Unwritten) {
	for _, x := range []struct {
		value string
		Unwritten
	}{
		{p.Web, Unwritten{"web", "the partnership’s website", "the page on contact names the other ways, or says that there is none yet"}},
		{p.Email, Unwritten{"email", "the partnership’s email address", "the page on contact names the other ways, or says that there is none yet"}},
		{p.Phone, Unwritten{"phone", "the partnership’s telephone number", "the page on contact names the other ways, or says that there is none yet"}},
		{p.Controller, Unwritten{"controller", "which body answers for personal data", "the page on privacy says that it is not named yet"}},
		{p.DataProtection, Unwritten{"data_protection", "how the data protection officer is reached", "the page on privacy leads to the website, or says that the address is not written yet"}},
		{p.Retention, Unwritten{"retention", "how long reports and cases are kept", "the page on privacy says that it is not set yet and that nothing is deleted by itself"}},
		{p.Feedback, Unwritten{"feedback", "where to write about this website", "the page on contact asks for it in the other ways, or says that there is none yet"}},
	} {
		if x.value == "" {
			out = append(out, x.Unwritten)
		}
	}
	return out
}
