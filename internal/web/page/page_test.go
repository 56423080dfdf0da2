package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

type reportPage struct {
	Page
	Header string // a field of this name must not hide the layout's header
	Street govuk.Input
}

var screens = fstest.MapFS{
	"street.html": {Data: []byte(`<h1>{{.Title}}</h1>{{govukInput .Street "errorMessage" (.Errors.For "street")}}{{template "_end.html" .}}`)},
	"broken.html": {Data: []byte(`before {{.Missing}}`)},
	"_end.html":   {Data: []byte(`<p>{{count 2431 "report" "reports"}} {{.Header}}</p>`)},
}

func newSite(t *testing.T, log io.Writer) *Site {
	t.Helper()
	site := &Site{GivesBack: func(r *http.Request) bool { return r.Header.Get("X-Test-Staff") != "" }, Brand: Brand{Name: "Community Safety Partnership", Colour: "#1A2B3C"}, Demonstration: true, SignOut: "/sign-out",
		Log: slog.New(slog.NewTextHandler(log, nil)), Footer: []Link{{"Accessibility statement", "/accessibility"}},
		Viewer: func(r *http.Request) Viewer {
			if r.Header.Get("X-Test-Staff") == "" {
				return Viewer{}
			}
			return Viewer{SignedIn: true, Name: "A. Officer", Post: "Locality officer", Onward: []Link{{"What needs you now", "/home"}},
				Nav: []NavItem{{Text: "Cases", Href: "/cases"}, {Text: "Patrols", Href: "/patrols"}}}
		}}
	if err := site.Prepare(); err != nil {
		t.Fatal(err)
	}
	return site
}

func serve(t *testing.T, h Handler, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	site := newSite(t, io.Discard)
	mux := http.NewServeMux()
	mux.Handle("/cases/", site.Handle(h))
	mux.Handle("GET /only-get", site.Handle(h))
	site.Register(mux)
	w := httptest.NewRecorder()
	site.Middleware(mux).ServeHTTP(w, r)
	return w
}

func streetHandler(t *testing.T) Handler {
	set := newSite(t, io.Discard).MustSet(screens)
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		screen := &reportPage{Page: Page{Title: "Where did it happen?", Exit: true, Back: "/cases/what"}, Header: "mine",
			Street: govuk.Input{Name: "street", Label: govuk.Label{Text: "Street"}}}
		if r.Method == http.MethodPost {
			screen.Street.Value = form.Needed("street", 100, "Enter the street")
			screen.Errors = form.Errors
		}
		return set.Write(w, r, "street.html", screen)
	}
}

func want(t *testing.T, w *httptest.ResponseRecorder, status int, parts ...string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("status %d, want %d", w.Code, status)
	}
	for _, part := range parts {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page lacks %q:\n%s", part, w.Body)
		}
	}
}

func TestAPageStandsOnTheLayoutAndShowsWhoIsSignedIn(t *testing.T) {
	r := httptest.NewRequest("GET", "/cases/1", nil)
	r.Header.Set("X-Test-Staff", "1")
	w := serve(t, streetHandler(t), r)
	want(t, w, 200, "<title>Where did it happen? – Community Safety Partnership</title>", `href="#main"`, "Signed in as A. Officer, Locality officer",
		`aria-current="true"`, "2,431 reports mine", "Demonstration", "govuk-exit-this-page", `href="/cases/what"`, "Accessibility statement", `action="/sign-out"`)
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q: a page about people must not stay on a shared machine", got)
	}
	if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'self'") {
		t.Errorf("the content policy is %q", csp)
	}
	if regexp.MustCompile(`<script>|style="|\son[a-z]+=`).MatchString(w.Body.String()) {
		t.Error("the page holds inline script or style, which the content policy blocks")
	}
}

func TestAMissingAnswerIsTiedToItsFieldAndKeepsWhatWasTyped(t *testing.T) {
	r := httptest.NewRequest("POST", "/cases/1", strings.NewReader("street="+url.QueryEscape(strings.Repeat("x", 101))))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := serve(t, streetHandler(t), r)
	want(t, w, 422, "<title>Error: Where", "There is a problem", `href="#street"`, "Use 100 characters or fewer; there are 101", "govuk-input--error", strings.Repeat("x", 101))
	r = httptest.NewRequest("POST", "/cases/1", strings.NewReader("street=+%00"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	want(t, serve(t, streetHandler(t), r), 422, "Enter the street")
}

func TestEveryKindOfErrorHasItsStatusAndWords(t *testing.T) {
	for kind, words := range map[Kind]string{BadRequest: "could not read", Forbidden: "do not have access", NotFound: "Page not found",
		NotAllowed: "cannot be used that way", Gone: "taken away", TooLarge: "too big", Unprocessable: "could not use", TooMany: "Too many attempts", Busy: "busy"} {
		w := serve(t, func(http.ResponseWriter, *http.Request) error {
			return fmt.Errorf("deep: %w", Wrap(kind, errors.New("secret")))
		},
			httptest.NewRequest("GET", "/cases/1", nil))
		want(t, w, int(kind), words, "call 999")
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%d shows the reader what is for the log", kind)
		}
	}
	w := serve(t, func(http.ResponseWriter, *http.Request) error { return Fail(NotFound, "There is no case %s.", "ASB-1") }, httptest.NewRequest("GET", "/cases/1", nil))
	want(t, w, 404, "There is no case ASB-1.")
}

func TestALostRaceShowsWhoChangedWhat(t *testing.T) {
	lost := &ConflictError{Record: "ASB-9", By: "B. Warden", At: when.Day(2026, 5, 4).Start(), Href: "/cases/9", Changes: []Change{{Field: "Risk", Theirs: "High", Yours: "Low"}}}
	w := serve(t, func(http.ResponseWriter, *http.Request) error { return fmt.Errorf("saving: %w", lost) }, httptest.NewRequest("POST", "/cases/9", nil))
	want(t, w, 409, "Somebody else changed this", "B. Warden changed ASB-9 on 4 May 2026 at midnight.", "High", "Low", `href="/cases/9"`)
}

func TestWhatCannotBeDoneNowIsNotPutOnSomebodyElse(t *testing.T) {
	w := serve(t, func(http.ResponseWriter, *http.Request) error { return Fail(Conflict, "It is closed.") }, httptest.NewRequest("POST", "/cases/9", nil))
	want(t, w, 409, "This cannot be done as it stands now", "It is closed.")
	if strings.Contains(w.Body.String(), "Somebody else") {
		t.Error("a refusal says that somebody else was there first")
	}
}

func TestAFormThatCameToNothingGivesBackWhatWasWrittenAndLeadsOn(t *testing.T) {
	fields := url.Values{"note": {"She asked for a visit.\r\nIn the evening."}, "again": {"  She asked for a visit.\nIn the evening. "}, "version": {"3"},
		"password": {"four words long here"}, "script": {"<script> x"}}
	for name, refused := range map[string]error{"refused": Fail(Forbidden, "Not yours."), "lost": &ConflictError{Href: "/cases/9"}, "broken": errors.New("disk")} {
		r := httptest.NewRequest("POST", "http://demo.example/cases/9/note", strings.NewReader(fields.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Referer", "http://demo.example/cases/9/note?from=home")
		r.Header.Set("X-Test-Staff", "1")
		w := serve(t, func(w http.ResponseWriter, r *http.Request) error {
			if _, err := ReadForm(w, r, 0); err != nil {
				return err
			}
			return refused
		}, r)
		body := w.Body.String()
		if n := strings.Count(body, "She asked for a visit.\nIn the evening."); n != 1 || strings.Contains(body, "four words") || strings.Contains(body, "<script> x") {
			t.Errorf("%s: what was written stands %d times, or a password or a script does:\n%s", name, n, body)
		}
		if name != "lost" && (!strings.Contains(body, `href="/home"`) || !strings.Contains(body, `href="/cases/9/note?from=home"`)) {
			t.Errorf("%s: no way on or back:\n%s", name, body)
		}
	}
	r := httptest.NewRequest("POST", "http://demo.example/cases/9/note", strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := serve(t, func(w http.ResponseWriter, r *http.Request) error {
		_, _ = ReadForm(w, r, 0)
		return Fail(Forbidden, "Not yours.")
	}, r)
	if strings.Contains(w.Body.String(), "She asked for a visit") {
		t.Error("words are given back to somebody who has not said who they are")
	}
	r = httptest.NewRequest("POST", "http://demo.example/cases/9/note", nil)
	r.Header.Set("Referer", "https://elsewhere.example/cases/9")
	if from := SentFrom(r); from != "" {
		t.Errorf("a page of another site is a way back: %s", from)
	}
}

func TestAnUnexpectedErrorAndAPanicGiveAReferenceThatIsInTheLog(t *testing.T) {
	for name, h := range map[string]Handler{
		"error": func(http.ResponseWriter, *http.Request) error { return errors.New("disk on fire") },
		"panic": func(http.ResponseWriter, *http.Request) error { panic("disk on fire") },
	} {
		var log bytes.Buffer
		site := newSite(t, &log)
		w := httptest.NewRecorder()
		site.Middleware(site.Handle(h)).ServeHTTP(w, httptest.NewRequest("GET", "/cases?name=Smith", nil))
		want(t, w, 500, "Sorry, there is a problem", w.Header().Get("X-Request-Id"))
		if strings.Contains(w.Body.String(), "fire") || !strings.Contains(log.String(), "disk on fire") || !strings.Contains(log.String(), w.Header().Get("X-Request-Id")) {
			t.Errorf("%s: page or log is wrong: %s", name, log.String())
		}
		if strings.Contains(log.String(), "Smith") {
			t.Errorf("%s: the log holds what somebody searched for", name)
		}
	}
}

func TestABrokenTemplateSendsNoHalfPage(t *testing.T) {
	set := newSite(t, io.Discard).MustSet(screens)
	w := serve(t, func(w http.ResponseWriter, r *http.Request) error {
		return set.Write(w, r, "broken.html", &reportPage{})
	}, httptest.NewRequest("GET", "/cases/1", nil))
	want(t, w, 500, "Sorry")
	if strings.Contains(w.Body.String(), "before") {
		t.Error("half of the broken page was sent")
	}
}

func TestUnknownPathsWrongMethodsAndForeignFormsGetOurPages(t *testing.T) {
	none := func(http.ResponseWriter, *http.Request) error { return nil }
	want(t, serve(t, none, httptest.NewRequest("GET", "/nowhere", nil)), 404, "Page not found", "Community Safety Partnership")
	w := serve(t, none, httptest.NewRequest("POST", "/only-get", nil))
	want(t, w, 405, "cannot be used that way")
	if w.Header().Get("Allow") == "" {
		t.Error("405 does not say what is allowed (RFC 9110, 15.5.6)")
	}
	r := httptest.NewRequest("POST", "/cases/1", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	want(t, serve(t, none, r), 403, "sent from another website")
}

func TestAFormThatIsTooBigOrNoFormIsRefused(t *testing.T) {
	h := streetHandler(t)
	r := httptest.NewRequest("POST", "/cases/1", strings.NewReader("street="+strings.Repeat("x", FormBytes)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	want(t, serve(t, h, r), 413, "too big")
	r = httptest.NewRequest("POST", "/cases/1", strings.NewReader("street=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	want(t, serve(t, h, r), 400, "could not read")
	r = httptest.NewRequest("POST", "/cases/1", strings.NewReader("--x\r\nbroken"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	want(t, serve(t, h, r), 400, "could not read")
	r = httptest.NewRequest("POST", "/cases/1", strings.NewReader(strings.Repeat("a=1&", formFields+1)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	want(t, serve(t, h, r), 400, "could not read")
}

func TestAFileIsReadWithinItsLimit(t *testing.T) {
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	part, _ := parts.CreateFormFile("photo", "../../etc/passwd.jpg")
	_, _ = part.Write([]byte("12345"))
	_ = parts.WriteField("street", "Roman Road")
	_ = parts.Close()
	r := httptest.NewRequest("POST", "/cases/1", &body)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	var first, second *Form
	serve(t, func(w http.ResponseWriter, r *http.Request) (err error) {
		if first, err = ReadForm(w, r, 1<<16); err != nil || len(first.Files("photo")) != 1 || first.Text("street", 0) != "Roman Road" {
			t.Fatalf("the form was not read: %v %+v", err, first)
		}
		file := first.Files("photo")[0]
		if got, err := ReadFile(file, 5); err != nil || string(got) != "12345" || file.Filename != "passwd.jpg" {
			t.Errorf("the file is %q, %q, %v", file.Filename, got, err)
		}
		if _, err := ReadFile(file, 4); newSite(t, io.Discard).kindOf(err) != TooLarge {
			t.Errorf("a file of 5 bytes passed a limit of 4: %v", err)
		}
		second = first
		return nil
	}, r)
	if _, err := ReadFile(second.Files("photo")[0], 5); err == nil {
		t.Error("the file outlives its request")
	}
}

func TestAFormThatIsTooLongIsRefusedBeforeItIsRead(t *testing.T) {
	r := httptest.NewRequest("POST", "/cases/1", iotest.ErrReader(errors.New("it was read")))
	r.ContentLength = FormBytes + 1
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	want(t, serve(t, streetHandler(t), r), 413, "too big")
}

func TestANoticeIsShownOnceOnTheNextPage(t *testing.T) {
	w := httptest.NewRecorder()
	if err := Redirect(w, httptest.NewRequest("POST", "/cases/1", nil), "/cases/1", "Case <b>closed</b>"); err != nil || w.Code != 303 {
		t.Fatal(err, w.Code)
	}
	r := httptest.NewRequest("GET", "/cases/1", nil)
	r.AddCookie(w.Result().Cookies()[0])
	shown := serve(t, streetHandler(t), r)
	want(t, shown, 200, "Case &lt;b&gt;closed&lt;/b&gt;", "govuk-notification-banner--success")
	if c := shown.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("the notice is not taken away: %v", c)
	}
}

func TestTheBrandColourComesAsAStyleSheetAndNothingElseCan(t *testing.T) {
	w := serve(t, nil, httptest.NewRequest("GET", "/brand.css", nil))
	want(t, w, 200, "--wm-brand-colour:#1a2b3c")
	for _, bad := range []string{"", "red", "#12345g", "#fff;}body{display:none", "#1234567"} {
		if got := (Brand{Colour: bad}).colour(); got != "#0b0c0c" {
			t.Errorf("colour %q became %q", bad, got)
		}
	}
}

func TestEveryMessageThatAPageAsksForIsInTheCatalogue(t *testing.T) {
	asked := regexp.MustCompile(`(?:word\(|\bt |\(t )"([a-zA-Z0-9.]+)"`)
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file.Name())
		if err != nil {
			continue // the folder of the catalogue
		}
		for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
			if !catalogue.English().Has(m[1]) {
				t.Errorf("%s asks for %q, which the catalogue lacks", file.Name(), m[1])
			}
		}
	}
}
