package hear_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
)

const typed = "They were there again last night"

// TestWhatIsTypedOutlivesALostConnectionAndAClosedBrowser: the telephone loses its connection in the middle of a sentence.
// What was typed stays on the page, is saved by itself when the connection is back, and is there when the browser is opened
// again.
func TestWhatIsTypedOutlivesALostConnectionAndAClosedBrowser(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	h := &hand{Page: browsertest.Open(t, browsertest.Narrow), name: "connection"}
	h.Hold(p.c.Jar, s.URL+"/report")
	h.Go(s.URL + "/report/story")
	h.Connected(false)
	h.Fill("#what", typed)
	h.Wait(`document.querySelector("form[data-autosave]").dataset.state === "not-saved"`)
	h.Screenshot("connection-lost")
	if got := inField(h); got != typed {
		t.Errorf("without a connection the page holds %q", got)
	}
	h.Connected(true)
	h.Wait(`document.querySelector("form[data-autosave]").dataset.state === "saved"`)
	again := &hand{Page: browsertest.Open(t, browsertest.Narrow), name: "again"}
	again.Hold(p.c.Jar, s.URL+"/report")
	again.Go(s.URL + "/report/story")
	if got := inField(again); got != typed {
		t.Errorf("the browser that was opened again finds %q", got)
	}
}

func inField(h *hand) string {
	return browsertest.Eval[string](h.Page, `document.getElementById("what").value`)
}

// TestEachStepIsKeptWithoutScripts: with JavaScript off every answer is kept as its page is sent, under a cookie that
// outlives the browser window; the person goes on where they were.
func TestEachStepIsKeptWithoutScripts(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.c.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		for _, c := range r.Response.Cookies() {
			if c.Name == "wardmote-report" && c.MaxAge < 3600 {
				t.Errorf("the cookie of the form is gone with the window: %+v", c)
			}
		}
		return nil
	}
	p.noise()
	h := &hand{Page: browsertest.Open(t, browsertest.NoScript, browsertest.Narrow), name: "steps"}
	h.Hold(p.c.Jar, s.URL+"/report")
	h.Go(s.URL + "/report") // closed on the way, and opened again
	if at := h.Path(); at != "/report/you" {
		t.Errorf("the form goes on at %s", at)
	}
	h.Go(s.URL + "/report/story")
	if got := inField(h); !strings.Contains(got, "Very loud music") {
		t.Errorf("the story holds %q", got)
	}
	h.Fill("#what", typed)
	h.Connected(false)
	h.Click("main form button.govuk-button")
	h.Wait(`location.protocol === "chrome-error:"`) // the page could not be sent
	h.Connected(true)
	h.Go(s.URL + "/report/story")
	if got := inField(h); !strings.Contains(got, "Very loud music") {
		t.Errorf("after a sending that failed the step holds %q", got)
	}
}
