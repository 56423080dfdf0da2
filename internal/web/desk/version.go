package desk

import (
	"net/http"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Version is the version of a record from which a form was filled in. Each form that changes a record carries it, so that what
// somebody else wrote meanwhile is not written over; one that does not say was not sent by our page, or not whole, and changes
// nothing. A page that is only asked for shows the record as it is.
func Version(r *http.Request, form *page.Form, rec *record.Record) (int64, error) {
	if r.Method != http.MethodPost {
		return rec.Version, nil
	}
	if sent, err := strconv.ParseInt(form.Text("version", 20), 10, 64); err == nil && sent > 0 {
		return sent, nil
	}
	return 0, &page.Error{Kind: page.Conflict, Title: "The form was not sent whole", Link: govuk.Link{Text: "Open " + rec.Reference, Href: "/record/" + rec.Reference},
		Message: "It does not say which version of " + rec.Reference + " it was filled in from, so nothing was changed. Open it and fill in the form there."}
}
