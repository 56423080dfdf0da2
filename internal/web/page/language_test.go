package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// TestTheWordsOfComponentsAreThoseOfTheReadersLanguageAndMadeOnce: they are put together when the site is prepared, and not for each
// component that is drawn.
func TestTheWordsOfComponentsAreThoseOfTheReadersLanguageAndMadeOnce(t *testing.T) {
	other, err := catalogue.Parse("en-XA", []byte("language.name: Other\ncomponent.error: \"Wrong:\"\n"), catalogue.English())
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{Languages: []*catalogue.Catalogue{catalogue.English(), other}}
	if err := site.Prepare(); err != nil {
		t.Fatal(err)
	}
	var drawn []string
	var parts []*govuk.Words
	h := site.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		field := govuk.Input{ID: "x", Name: "x", ErrorMessage: govuk.ErrorMessage{Text: "No."}}
		drawn = append(drawn, string(Draw(r, field)), string(ReadQuery(r).Draw(field)))
		parts = append(parts, components(r))
	}))
	for range 2 {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/?lang=en-XA", nil))
	}
	for _, text := range drawn {
		if !strings.Contains(text, "Wrong:") {
			t.Errorf("a component is not in the reader's language: %s", text)
		}
	}
	if len(parts) != 2 || parts[0] == nil || parts[0] != parts[1] {
		t.Errorf("the words of components were made anew: %p and %p", parts[0], parts[1])
	}
}
