package hear_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/internal/web/hear"
)

// wrote is what a resident writes wherever they may write something.
const wrote = "Zebediah Quillfeather of the yellow door"

// controls are answers to whatever a page asks.
func controls(body string) (pairs []string) {
	for name, values := range programtest.Answers(body, wrote, nil) {
		pairs = append(pairs, name, values[0])
	}
	return pairs
}

// fill fills in a form of the pack up to the page that checks it, and gives the addresses on the way.
func (p *resident) fill(id string) (way []string) {
	p.t.Helper()
	at, body := p.get("/report/form/" + id)
	for range 40 {
		way = append(way, at)
		if strings.HasSuffix(at, "/check") {
			return way
		}
		was := at
		if at, body = p.post(at, controls(body)...); at == was {
			p.t.Fatalf("%s does not go on: %s", at, faults(body))
		}
	}
	p.t.Fatalf("the form %s does not end: %v", id, way)
	return nil
}

func forms(s *programtest.Server) []pack.Form { return s.Program.Pack.Forms }

func TestWhatIsTypedInAFormStandsInNoAddressAndIsGoneAfterExit(t *testing.T) {
	s := programtest.Start(t)
	for _, f := range forms(s) {
		p := homeBound(t, s)
		way := p.fill(f.ID)
		for _, at := range way {
			if strings.Contains(at, "uillfeather") || strings.Contains(at, "brick") || !strings.HasPrefix(at, "/report/form/"+f.ID+"/") {
				t.Errorf("%s: the address %s", f.ID, at)
			}
			res, err := p.c.Get(s.URL + at)
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			if c := res.Header.Get("Cache-Control"); !strings.Contains(c, "no-store") {
				t.Errorf("%s may be kept by the browser: %q", at, c)
			}
		}
		if found := kept(t, s.Program.Config.Data, "quillfeather", "7946 0999"); len(found) > 0 {
			t.Errorf("%s: before it is sent the disk holds %v", f.ID, found)
		}
		home, err := url.Parse(s.URL + "/report")
		if err != nil {
			t.Fatal(err)
		}
		cookies := p.c.Jar.Cookies(home)
		for _, c := range cookies {
			if strings.Contains(c.Name, f.ID) {
				t.Errorf("%s: the cookie %s says which form it is of", f.ID, c.Name)
			}
		}
		if res, err := p.c.Get(s.URL + hear.ExitPath); err == nil {
			_ = res.Body.Close()
		}
		old := newResident(t, s) // a browser that kept the cookie all the same
		old.c.Jar.SetCookies(home, cookies)
		for _, r := range []*resident{p, old} {
			for _, at := range append(way, "/report/form/"+f.ID+"/sent") {
				if _, body := r.get(at); strings.Contains(body, wrote) || strings.Contains(body, "quillfeather") {
					t.Errorf("%s: after Exit %s shows what was typed", f.ID, at)
				}
			}
		}
	}
}

func TestAFormSentTwiceIsOneAndAnotherBesideItIsLeft(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise() // a report under way
	for _, f := range forms(s) {
		p.fill(f.ID)
	}
	for _, f := range forms(s) {
		check := "/report/form/" + f.ID + "/check"
		at, body := p.post(check)
		if at != "/report/form/"+f.ID+"/sent" {
			t.Fatalf("%s: sending leads to %s: %s", f.ID, at, faults(body))
		}
		ref, pin := receipt(t, body)
		if (pin != "") != f.Follow {
			t.Errorf("%s: the PIN %q, and followed is %v", f.ID, pin, f.Follow)
		}
		for _, path := range []string{check, way0(s, f)} { // a double click, the back button
			at, body = p.post(path, "place", "again")
			if again, _ := receipt(t, body); again != ref || !strings.HasSuffix(at, "/sent?again=1") {
				t.Errorf("%s: sent again by %s gives %s at %s, want %s", f.ID, path, again, at, ref)
			}
		}
	}
	if at, body := p.get("/report/you"); at != "/report/you" || !strings.Contains(body, "Do you want to say who you are?") {
		t.Errorf("the report beside the forms is lost: %s", at)
	}
}

func way0(s *programtest.Server, f pack.Form) string {
	return "/report/form/" + f.ID + "/" + f.Pages[0].ID
}

func TestAWrongAnswerIsRefusedInPlainWordsAndKept(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.get("/report/form/meeting")
	p.post("/report/form/meeting/first")
	if at, body := p.post("/report/form/meeting/who"); at != "/report/form/meeting/who" || !strings.Contains(faults(body), "Select an answer: Who is asking for the meeting?") {
		t.Errorf("%s: %s", at, faults(body))
	}
	if _, body := p.post("/report/form/meeting/who", "who", "<script>"); !strings.Contains(faults(body), "Select an answer") || strings.Contains(body, "<script>") {
		t.Errorf("an answer that is not offered: %s", faults(body))
	}
	p.post("/report/form/meeting/who", "who", "resident")
	long := strings.Repeat("loud ", 500)
	if _, body := p.post("/report/form/meeting/about", "about", long); !strings.Contains(faults(body), "Use 2,000 characters or fewer") || !strings.Contains(body, "loud loud loud") {
		t.Errorf("a text that is too long: %s", faults(body))
	}
	if at, _ := p.get("/report/form/meeting/check"); at != "/report/form/meeting/about" {
		t.Errorf("checking before the end leads to %s", at)
	}
	for _, path := range []string{"/report/form/nonsense", "/report/form/meeting/nonsense", "/report/form/meeting/business"} {
		if at, body := p.get(path); strings.Contains(body, "What is it called?") {
			t.Errorf("%s shows %s", path, at)
		}
	}
}

// Ledger 10: a resident asks the neighbourhood manager for a meeting, who finds it on the home page and answers.
func TestAMeetingIsAskedForAndTheNeighbourhoodManagerAnswers(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	for _, path := range []string{"/", "/directory/neighbourhood-manager"} {
		if _, body := p.get(path); !strings.Contains(body, `href="/report/form/meeting"`) {
			t.Errorf("%s does not lead to the form", path)
		}
	}
	p.fill("meeting")
	_, body := p.get("/report/form/meeting/check")
	for _, want := range []string{"A resident", "Brick Lane", wrote, "Neighbourhood Team has your request"} {
		if !strings.Contains(body, want) {
			t.Errorf("the answers to check do not show %q", want)
		}
	}
	_, body = p.post("/report/form/meeting/check")
	ref, pin := receipt(t, body)
	if !strings.Contains(plain(body), "We aim to answer by") {
		t.Errorf("the receipt promises no day: %s", plain(body))
	}
	moss := &resident{t: t, s: s, c: s.SignIn("moss")}
	if _, body := moss.get("/home"); !strings.Contains(body, `href="/record/`+ref+`"`) || strings.Contains(body, wrote) {
		t.Errorf("the manager's home does not show %s: %s", ref, plain(body))
	}
	_, body = moss.get("/record/" + ref + "/move/arranged")
	version := regexp.MustCompile(`name="version" value="([^"]*)"`).FindStringSubmatch(body)
	if version == nil {
		t.Fatalf("no form to arrange it: %s", plain(body))
	}
	at, body := moss.post("/record/"+ref+"/move/arranged", "version", version[1], "reason", "", "message", "On Tuesday at ten in the Idea Store.")
	if !strings.HasPrefix(at, "/record/"+ref) || faults(body) != "" {
		t.Fatalf("arranging leads to %s: %s", at, faults(body))
	}
	_, body = newResident(t, s).post("/track", "reference", ref, "pin", pin)
	for _, want := range []string{"Your request", "A meeting is arranged", "On Tuesday at ten in the Idea Store."} {
		if !strings.Contains(body, want) {
			t.Errorf("the resident is not told %q: %s", want, plain(body))
		}
	}
	if strings.Contains(body, "It happened again") || strings.Contains(body, "It is not solved") {
		t.Error("a request offers what is said of reports")
	}
}

// Ledger 51: a resident joins the panel of their ward, and the council's officers for the ward have it to take on.
func TestAResidentJoinsTheirWardPanel(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.fill("ward-panel")
	_, body := p.post("/report/form/ward-panel/check")
	ref, _ := receipt(t, body)
	officer := &resident{t: t, s: s, c: s.SignIn("bramble")}
	if _, body := officer.get("/home"); !strings.Contains(body, `href="/record/`+ref+`"`) {
		t.Errorf("the officer's home does not show %s: %s", ref, plain(body))
	}
}

// Ledger 13: what makes reporting hard is told without a name, and counted by theme.
func TestWhatMakesReportingHardIsToldWithoutAName(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.fill("reporting")
	_, body := p.post("/report/form/reporting/check")
	ref, _ := receipt(t, body)
	office := &resident{t: t, s: s, c: s.SignIn("sage")}
	if _, body := office.get("/home"); !strings.Contains(body, `href="/record/`+ref+`"`) {
		t.Errorf("the office's home does not show %s", ref)
	}
	if _, body := office.get("/records/reporting-feedback?barrier=slow"); !strings.Contains(body, ref) {
		t.Errorf("the list by theme does not hold %s: %s", ref, plain(body))
	}
}

// Every page of a form passes axe on a telephone, and the form is filled in by the keyboard alone without scripts.
func TestAFormOfThePackByKeyboardAloneWithoutScriptsOnATelephone(t *testing.T) {
	s := programtest.Start(t)
	h := &hand{Page: browsertest.Open(t, browsertest.NoScript, browsertest.Narrow), name: "narrow"}
	h.Go(s.URL + "/")
	h.Follow("a[href='/report/form/meeting']")
	h.step("50-first", "/report/form/meeting/who")
	h.radio("who", "trader")
	h.step("51-who", "/report/form/meeting/business")
	h.write("#business", "Fennel and Daughters")
	h.step("52-business", "/report/form/meeting/about")
	h.write("#about", "Deliveries at night")
	h.step("53-about", "/report/form/meeting/how")
	h.radio("meet", "telephone")
	h.step("54-how", "/report/form/meeting/where")
	h.write("#place", "brick lane")
	h.step("55-where", "/report/form/meeting/which")
	h.radio("match", "market brick-lane")
	h.step("56-which", "/report/form/meeting/you")
	h.write("#name", "Ada Fennel")
	h.write("#phone", "020 7946 0011")
	h.radio("safe", "yes")
	h.step("57-you", "/report/form/meeting/check")
	h.Want("Fennel and Daughters")
	h.step("58-check", "/report/form/meeting/sent")
	h.look("59-sent")
	if h.Count("#pin") != 1 {
		t.Error("the receipt shows no PIN")
	}
	if slices.Contains(strings.Split(h.Path(), "/"), "Ada") {
		t.Error("a name stands in the address")
	}
}

// step looks at a page and goes on by its button to the next.
func (h *hand) step(name, to string) {
	h.look(name)
	h.on(to)
}
