package desk

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Twenty-five forms of nine megabytes one after the other are a flood; what a report may hold is not, and who has signed in
// pays for themselves alone.
func TestWhatOneSenderMayHaveReadIsBoundedBeforeItIsRead(t *testing.T) {
	l, now := NewLoads(), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	send := func(from string, who access.Principal, megabytes int64) error {
		r := httptest.NewRequest("POST", "/report/photos", strings.NewReader("never read"))
		r.RemoteAddr, r.ContentLength = from, megabytes<<20
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		return l.allow(r, who, now)
	}
	if err := send("192.0.2.1:1", access.Public(), 101); err != nil {
		t.Fatalf("the photos of one report: %v", err)
	}
	taken := 0
	for range 25 {
		if send("192.0.2.2:1", access.Public(), 9) == nil {
			taken++
		}
	}
	if taken != 13 {
		t.Errorf("of 25 forms of 9 MB %d were taken", taken)
	}
	var told *page.Error
	if err := send("192.0.2.2:2", access.Public(), -1); !errors.As(err, &told) || told.Kind != page.TooMany || told.Wait <= 0 {
		t.Errorf("one that does not say how long it is: %v", err)
	}
	officer := access.Principal{Account: "a", Posts: []access.Post{{Role: "asb-officer"}}}
	for range 25 {
		if err := send("192.0.2.2:1", officer, 20); err != nil {
			t.Fatalf("an officer's evidence: %v", err)
		}
	}
	now = now.Add(5 * time.Minute)
	if err := send("192.0.2.2:1", access.Public(), 101); err != nil {
		t.Errorf("five minutes later: %v", err)
	}
}
