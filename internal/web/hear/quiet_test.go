package hear_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

const device = "Wardmote-Test-Device/7.5"

// marked is a transport that says of itself what a store must not keep.
type marked struct{}

func (marked) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("User-Agent", device)
	r.Header.Set("X-Forwarded-For", "203.0.113.77")
	return http.DefaultTransport.RoundTrip(r)
}

// kept says which of the words some file of a folder holds.
func kept(t *testing.T, dir string, words ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(bytes.ToLower(content), []byte(strings.ToLower(w))) {
				out[w] = filepath.Base(path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNothingOfAnAnonymousReporterIsEverOnTheDisk(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.c.Transport = marked{}
	p.noise()
	p.answer("/report/you", "/report/contact", "you", "contact")
	p.answer("/report/contact", "/report/check", "name", "Zebediah Quillfeather", "email", "quillfeather@example.org", "phone", "020 7946 0999", "safe", "yes", "how", "Whistle twice", "needs", "Esperanto")
	p.answer("/report/you", "/report/check", "you", "anonymous") // and then they think better of it
	p.send()
	unsent := newResident(t, s)
	unsent.get("/report")
	unsent.answer("/report/danger", "/report/what", "now", "no")
	unsent.answer("/report/what", "/report/where", "category", "street-drinking")
	unsent.answer("/report/where", "/report/place", "place", "Xylophone Passage")
	found := kept(t, s.Program.Config.Data, "quillfeather", "7946 0999", "79460999", "whistle twice", "esperanto", device, "203.0.113.77", "127.0.0.1", "xylophone")
	if len(found) > 0 {
		t.Errorf("the disk holds %v", found)
	}
	if found := kept(t, s.Program.Config.Data, "very loud music from a shop"); len(found) == 0 {
		t.Error("the search for words on the disk finds not even the report itself")
	}
}

func TestAnotherBrowserSeesNothingOfAFormUnderWay(t *testing.T) {
	s := programtest.Start(t)
	p, stranger := newResident(t, s), newResident(t, s)
	p.noise()
	for _, path := range []string{"/report/check", "/report/story", "/report/sent", "/report/photo/1", "/track", "/track/again", "/track/photo/1"} {
		if _, body := stranger.get(path); strings.Contains(body, "Very loud music") || strings.Contains(body, "Brick Lane<") {
			t.Errorf("%s shows another's form", path)
		}
	}
	if at, body := stranger.post("/report/check"); strings.Contains(body, "REP-") {
		t.Errorf("another's form was sent from %s", at)
	}
}

// upload sends files as a browser does.
func (p *resident) upload(path string, files map[string][]byte, pairs ...string) (at, body string) {
	p.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for name, content := range files {
		part, err := form.CreateFormFile("photos", name)
		if err == nil {
			_, err = part.Write(content)
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := form.WriteField(pairs[i], pairs[i+1]); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		p.t.Fatal(err)
	}
	res, err := p.c.Post(p.s.URL+path, form.FormDataContentType(), &b)
	return p.read(res, err)
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 32, 24)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotosAreAddedRemovedAndRefusedInPlainWords(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	_, body := p.upload("/report/photos", map[string][]byte{"<script>.jpg": picture(t)}, "add", "yes")
	if !strings.Contains(body, "&lt;script&gt;.jpg") || strings.Count(body, `alt="Photo `) != 1 {
		t.Errorf("the photo is not shown: %s", plain(body))
	}
	id := strings.SplitN(strings.SplitN(body, "/report/photo/", 2)[1], `"`, 2)[0]
	res, err := p.c.Get(s.URL + "/report/photo/" + id)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	if content, err := io.ReadAll(res.Body); err != nil || res.Header.Get("Content-Type") != "image/jpeg" || !bytes.HasPrefix(content, []byte("\xff\xd8\xff")) {
		t.Errorf("the photo is served as %s: %v", res.Header.Get("Content-Type"), err)
	}
	if at, _ := newResident(t, s).get("/report/photo/" + id); at != "/report/photo/"+id {
		t.Errorf("another browser is led to %s", at)
	}
	for name, content := range map[string][]byte{"a.jpg": []byte("MZ this is a program"), "b.svg": []byte(`<svg onload="alert(1)"/>`), "c.jpg": picture(t)[:60]} {
		if _, body := p.upload("/report/photos", map[string][]byte{name: content}); !strings.Contains(faults(body), name) {
			t.Errorf("%s is taken: %s", name, plain(body))
		}
	}
	if _, body = p.post("/report/photos", "remove", id); strings.Contains(body, "/report/photo/"+id) {
		t.Error("the photo is still there")
	}
	if at, _ := p.upload("/report/photos", map[string][]byte{"d.jpg": picture(t)}); at != "/report/you" {
		t.Errorf("going on with a photo leads to %s", at)
	}
}

func TestMissingOverlongAndHostileAnswersAreRefusedAndKept(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	long := strings.Repeat("loud ", 900)
	for _, c := range []struct {
		path, want string
		pairs      []string
	}{
		{"/report/danger", "Select whether anybody is in danger", nil},
		{"/report/danger", "Select whether anybody is in danger", []string{"now", "maybe"}},
		{"/report/what", "Select what it is about", []string{"group", "Everything"}},
		{"/report/what?group=Noise", "Select what it is about", []string{"category", "<script>"}},
		{"/report/where", "Enter where it is", []string{"place", "  "}},
		{"/report/where", "characters or fewer", []string{"place", long}},
		{"/report/place", "Select the place", []string{"match", "street nowhere"}},
		{"/report/kind", "Select what kind of place", []string{"kind", "moon"}},
		{"/report/when", "must be a real date", []string{"from-day", "31", "from-month", "2", "from-year", "2024"}},
		{"/report/when", "today or in the past", []string{"from-day", "1", "from-month", "1", "from-year", "2999"}},
		{"/report/often", "Select how often", []string{"often", "never", "repeat", "no"}},
		{"/report/often", "same as or after the first", []string{"often", "weekly", "repeat", "no", "to-day", "1", "to-month", "2", "to-year", "2024"}},
		{"/report/who", "Select who is affected", []string{"because", "no"}},
		{"/report/story", "Use 4,000 characters or fewer; there are 4,499", []string{"what", long}},
		{"/report/story", "Enter what happened", []string{"what", "\x00\u202e"}},
		{"/report/map", "Enter a number", []string{"lon", "east", "lat", "51.5"}},
		{"/report/map", "wrong way round", []string{"lon", "51.5", "lat", "-0.07"}},
		{"/report/you", "Select whether you want to say who you are", nil},
	} {
		at, body := p.post(c.path, c.pairs...)
		if at != c.path || !strings.Contains(faults(body), c.want) || strings.Contains(body, "<script>") {
			t.Errorf("%s %.60v: %s, want %q", c.path, c.pairs, faults(body), c.want)
		}
		if len(c.pairs) > 1 && c.pairs[0] == "what" && len(c.pairs[1]) > 100 && !strings.Contains(body, "loud loud loud") {
			t.Errorf("%s has thrown away what was typed", c.path)
		}
	}
	if at, _ := p.get("/report/check"); at != "/report/you" {
		t.Errorf("checking before the end leads to %s", at)
	}
	if at, _ := p.get("/report/nowhere"); at != "/report/nowhere" {
		t.Errorf("an unknown page leads to %s", at)
	}
}

func TestGuessingAtAReportersDoorIsSlowedAndTheRightPINIsNot(t *testing.T) {
	s := programtest.Start(t)
	p := newResident(t, s)
	p.noise()
	p.answer("/report/you", "/report/check", "you", "anonymous")
	ref, pin := p.send()
	stopped := 0
	for i := range 12 {
		_, body := newResident(t, s).post("/track", "reference", ref, "pin", "CCCC-CCC"+string("34679CDFGHJK"[i]))
		if strings.Contains(body, "many wrong tries") {
			stopped++
		}
	}
	if stopped != 2 {
		t.Errorf("%d of 12 tries were slowed, want those after the tenth", stopped)
	}
	if _, body := newResident(t, s).post("/track", "reference", ref, "pin", pin); !strings.Contains(body, ref) || strings.Contains(body, `name="pin"`) {
		t.Error("the right PIN is refused because somebody else guessed")
	}
}
