package understand_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

// send uploads a file as a browser does, and gives the page where that led.
func send(t *testing.T, s *programtest.Server, c *http.Client, name string, content []byte) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	res, err := c.Post(s.URL+"/import", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

func ended(t *testing.T, s *programtest.Server, c *http.Client, body string) string {
	t.Helper()
	if at := jobPath.FindStringSubmatch(body); at != nil {
		return follow(t, s, c, at[1])
	}
	return body
}

const head = "Month,Longitude,Latitude,Crime type,LSOA code\n"

func TestAnUploadIsImportedWithItsRejectedLinesAndAgainWithoutADouble(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("reed")
	file := []byte(head + "2018-06,-0.046326,51.522770,Drugs,E01004197\n2018-13,-0.046326,51.522770,Drugs,E01004197\n2018-06,-0.046326,51.522770,=HYPERLINK,E01004197\n")
	_, body := send(t, s, c, "june.csv", file)
	body = ended(t, s, c, body)
	for _, want := range []string{"Check this import before it counts", "New rows", "Rejected", "Why rows were not taken", "not-taken.csv", "june.csv", "Accept this import"} {
		if !strings.Contains(body, want) {
			t.Errorf("the result does not say %q", want)
		}
	}
	end := strings.LastIndex(body, "/not-taken.csv")
	if end < 0 {
		t.Fatalf("no file of the lines that were not taken: %.1500s", body)
	}
	path := body[strings.LastIndex(body[:end], `"`)+1 : end]
	if _, csv := s.Get(c, path+"/not-taken.csv"); !strings.Contains(csv, "june.csv,3,") || !strings.Contains(csv, "june.csv,4,") || strings.Contains(csv, ",=HYPERLINK") {
		t.Errorf("the lines that were not taken: %q", csv)
	}
	if list, err := s.Program.Depot.List(context.Background()); err != nil || len(list) != 0 {
		t.Errorf("what waits counts: %v %+v", err, list)
	}
	if _, body = s.Post(c, "/imports/1/accept", nil); !strings.Contains(body, "Accepted by Reed Histogram") {
		t.Errorf("accepted: %.1500s", body)
	}
	_, body = send(t, s, c, "june.csv", file)
	if body = ended(t, s, c, body); !strings.Contains(body, "this very file was imported before") {
		t.Error("a second import did not say that the file is known")
	}
	list, err := s.Program.Depot.List(context.Background())
	if err != nil || len(list) != 1 || list[0].Accepted != 1 || list[0].By != "Reed Histogram" {
		t.Errorf("%v %+v", err, list)
	}
	if _, body = s.Get(c, "/import"); !strings.Contains(body, "june.csv") || !strings.Contains(body, "Reed Histogram") || !strings.Contains(body, "1 crimes and ASB incidents, June 2018") {
		t.Error("the provenance does not name the file and who brought it")
	}
}

func TestAFileThatIsNoneIsRefusedInWordsAndLeavesNothing(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("alder")
	for name, want := range map[string]string{"name,age\nx,1\n": "other.csv:1: the header is not one of", head + "a,b,c,d,e\n": "other.csv:2: no row could be read"} {
		_, body := send(t, s, c, "other.csv", []byte(name))
		if body = ended(t, s, c, body); !strings.Contains(body, "Nothing was imported") || !strings.Contains(body, want) {
			t.Errorf("%q: %.1500s", want, body)
		}
	}
	if status, body := send(t, s, c, "empty.csv", nil); status != 422 || !strings.Contains(body, "The selected file is empty") {
		t.Errorf("an empty file: %d", status)
	}
	if status, body := s.Post(c, "/import", nil); status != 400 || strings.Contains(body, "panic") {
		t.Errorf("no form at all: %d", status)
	}
	if list, _ := s.Program.Depot.List(context.Background()); len(list) != 0 {
		t.Errorf("something was stored: %+v", list)
	}
	if status, _ := s.Get(c, "/import/0190-no-such-job"); status != 404 {
		t.Errorf("a job that is not there: %d", status)
	}
}

func TestAnUploadThatTheServerCannotKeepIsNotTheReadersFault(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("reed")
	if err := os.RemoveAll(s.Program.Intake.Folder); err != nil {
		t.Fatal(err)
	}
	if status, body := send(t, s, c, "june.csv", []byte(head)); status != 500 || strings.Contains(body, "could not read what was sent") {
		t.Errorf("%d: %.500s", status, body)
	}
}

func TestAnImportThatIsStoppedLeavesNothing(t *testing.T) {
	s := programtest.Start(t)
	c := s.SignIn("reed")
	var big bytes.Buffer
	big.WriteString(head)
	for i := range 1_200_000 {
		fmt.Fprintf(&big, "2018-%02d,-0.%06d,51.5%05d,Drugs,E01004197\n", i%12+1, i%99991, i%89)
	}
	_, body := send(t, s, c, "big.csv", big.Bytes())
	at := jobPath.FindStringSubmatch(body)
	if at == nil {
		t.Fatalf("the upload does not say how far it is: %.500s", body)
	}
	s.Post(c, at[1]+"/stop", nil)
	body = follow(t, s, c, at[1])
	list, err := s.Program.Depot.Imports(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	stopped := strings.Contains(body, "Import stopped") && strings.Contains(body, "Nothing of it was kept")
	if stopped != (len(list) == 0) {
		t.Errorf("stopped: %v, %d segments stored", stopped, len(list))
	}
}
