package records_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program/programtest"
)

// TestTheOfficerOfACaseSeesWhatTheReporterSaidLast: the reporter speaks on the page of their report, the officer works on the
// page of the case, and an answer takes it away again.
func TestTheOfficerOfACaseSeesWhatTheReporterSaidLast(t *testing.T) {
	ctx, s := context.Background(), programtest.Start(t)
	sent, err := s.Program.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "noise", What: "Music until three", Area: whitechapel, PlaceName: "Brick Lane",
		Point: &record.Point{Lon: -0.0716, Lat: 51.5199}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	bramble := s.SignIn("bramble")
	kase := s.Must("bramble", sent.Reference, triage.OpenCase, act.Answers{"kind": "asb-case"}).Made
	heading := "Last word from the reporter"
	if _, body := s.Get(bramble, "/record/"+kase); strings.Contains(body, heading) {
		t.Error("the report itself is shown as a last word")
	}
	who := access.Reporter(open(t, s, sent.Reference).ID)
	if err := s.Program.Reports.Reply(ctx, who, report.Word{Text: "They were there <again> last night"}); err != nil {
		t.Fatal(err)
	}
	_, body := s.Get(bramble, "/record/"+kase)
	want(t, body, heading, "They were there &lt;again&gt; last night", "/triage/"+sent.Reference+"/reply")
	if at := strings.Index(body, heading); at > strings.Index(body, `id="details"`) {
		t.Error("it does not stand at the top")
	}
	s.Must("bramble", sent.Reference, triage.Reply, act.Answers{"message": "Officers go there tonight."})
	if _, body := s.Get(bramble, "/record/"+kase); strings.Contains(body, heading) {
		t.Error("what was answered still waits")
	}
}
