package page

import (
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// answering is a site whose every answer is of a media type and a content.
func answering(t testing.TB, media, content string, header ...string) http.Handler {
	site := &Site{Log: slog.New(slog.DiscardHandler)}
	if err := site.Prepare(); err != nil {
		t.Fatal(err)
	}
	return site.Middleware(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		_, _ = io.WriteString(w, content)
	}))
}

func asked(h http.Handler, encoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "/", nil)
	if encoding != "" {
		r.Header.Set("Accept-Encoding", encoding)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

var list = strings.Repeat("<tr><td>Noise at night, Brick Lane</td></tr>\n", 1000)

func TestTextIsCompressedForWhoAsksAndForNobodyElse(t *testing.T) {
	for _, media := range []string{"text/html; charset=utf-8", "text/csv; charset=utf-8", "application/geo+json", "application/json", "image/svg+xml"} {
		h := answering(t, media, list, "ETag", `"of the plain bytes"`)
		for encoding, want := range map[string]string{"gzip, deflate, br, zstd": "gzip", "gzip": "gzip", "": "", "identity": "", "gzip;q=0": ""} {
			w := asked(h, encoding)
			if got := w.Header().Get("Content-Encoding"); got != want || w.Header().Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s asked with %q comes as %q, %v", media, encoding, got, w.Header())
			}
			plain := io.Reader(w.Body)
			if want != "" {
				if w.Body.Len() > len(list)/10 || w.Header().Get("ETag") != "" {
					t.Errorf("%s: %d of %d bytes under the tag %q", media, w.Body.Len(), len(list), w.Header().Get("ETag"))
				}
				var err error
				if plain, err = gzip.NewReader(w.Body); err != nil {
					t.Fatal(err)
				}
			}
			if b, err := io.ReadAll(plain); err != nil || string(b) != list {
				t.Errorf("%s asked with %q is not what was written: %v", media, encoding, err)
			}
		}
	}
}

func TestWhatMustNotBeCompressedIsLeftAsItIs(t *testing.T) {
	for name, h := range map[string]http.Handler{
		"a photograph":        answering(t, "image/jpeg", list),
		"a document":          answering(t, "application/pdf", list),
		"a stream of events":  answering(t, "text/event-stream", list),
		"a tiny answer":       answering(t, "text/html; charset=utf-8", list[:600]),
		"a part of a file":    answering(t, "text/csv; charset=utf-8", list, "Content-Range", "bytes 0-9/10"),
		"what is in a coding": answering(t, "text/css; charset=utf-8", list, "Content-Encoding", "br"),
		"what says no text":   answering(t, "application/octet-stream", list),
		"what says it broken": answering(t, "text/;;", list),
	} {
		w := asked(h, "gzip, br")
		if w.Header().Get("Content-Encoding") == "gzip" || !strings.HasPrefix(list, w.Body.String()) {
			t.Errorf("%s is compressed", name)
		}
	}
}

// Pages of one length in which a stranger's words repeat a part of what stands there or do not: their order by length must
// not follow how much is right.
func TestTheLengthOfAPageDoesNotTellWhatAGuessHasRight(t *testing.T) {
	length := func(guess, filler string) int {
		return asked(answering(t, "text/html", list[:3000]+"name=Quillfeather "+filler+" you searched for name="+guess), "gzip").Body.Len()
	}
	right, wrong := map[int]bool{}, map[int]bool{}
	for i := range 40 {
		filler := strings.Repeat("x", i)
		right[length("Quillf", filler)], wrong[length("Bramhw", filler)] = true, true
	}
	both := 0
	for n := range right {
		if wrong[n] {
			both++
		}
	}
	if len(right) < 8 || len(wrong) < 8 || both < 4 {
		t.Errorf("the lengths tell them apart: right %v, wrong %v", right, wrong)
	}
}

// BenchmarkAnAnswerAsItIs and BenchmarkAnAnswerCompressed are the work of sending a page of 60 kB.
func BenchmarkAnAnswerAsItIs(b *testing.B) { benchmarkAnswer(b, "") }

func BenchmarkAnAnswerCompressed(b *testing.B) { benchmarkAnswer(b, "gzip") }

func benchmarkAnswer(b *testing.B, encoding string) {
	h := answering(b, "text/html; charset=utf-8", strings.Repeat(list, 2)[:60_000])
	b.ReportAllocs()
	for b.Loop() {
		asked(h, encoding)
	}
}
