package message_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/record"
)

const (
	notifyService = "26785a09-ab16-4eb0-8407-a37497a57506"
	notifySecret  = "3d844edf-8d35-48ac-975b-e847b4f122b0"
	notifyKey     = "wardmote-" + notifyService + "-" + notifySecret
	notifyText    = "f33517ff-2a88-4f6e-b855-c550268ce08a"
)

// notify is a server of the REST API of GOV.UK Notify as its documentation has it: what it takes, how it says no, and what became of what
// it took.
type notify struct {
	*httptest.Server
	mu     sync.Mutex
	taken  []map[string]any
	status string // of what it took
	say    []int  // the answers to the next sendings; 201 when there are none
}

func startNotify(t *testing.T) *notify {
	n := &notify{status: "sending"}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/notifications", func(w http.ResponseWriter, r *http.Request) {
		var found []map[string]any
		for i, m := range n.taken {
			if m["reference"] == r.URL.Query().Get("reference") {
				found = append(found, map[string]any{"id": fmt.Sprint("n", i), "status": n.status})
			}
		}
		answer(w, 200, map[string]any{"notifications": found, "links": map[string]string{"current": "/v2/notifications"}})
	})
	mux.HandleFunc("GET /v2/notifications/{id}", func(w http.ResponseWriter, r *http.Request) {
		answer(w, 200, map[string]any{"id": r.PathValue("id"), "status": n.status})
	})
	mux.HandleFunc("POST /v2/notifications/{type}", func(w http.ResponseWriter, r *http.Request) {
		var form map[string]any
		if err := json.NewDecoder(r.Body).Decode(&form); err != nil {
			refuse(w, 400, "BadRequestError", "Invalid JSON supplied in POST data")
			return
		}
		if len(n.say) > 0 {
			code := n.say[0]
			n.say = n.say[1:]
			refuse(w, code, map[int]string{400: "ValidationError", 403: "AuthError", 429: "RateLimitError", 500: "Exception"}[code], "said so")
			return
		}
		form["type"] = r.PathValue("type")
		n.taken = append(n.taken, form)
		answer(w, 201, map[string]any{"id": fmt.Sprint("n", len(n.taken)-1), "reference": form["reference"]})
	})
	n.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.mu.Lock()
		defer n.mu.Unlock()
		if why := wrongToken(r.Header.Get("Authorization")); why != "" {
			refuse(w, 403, "AuthError", why)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(n.Close)
	return n
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, code int, what, why string) {
	answer(w, code, map[string]any{"status_code": code, "errors": []map[string]string{{"error": what, "message": why}}})
}

// wrongToken says what is wrong with a token: it is signed with the secret, of the service, and no older than 30 seconds.
func wrongToken(header string) string {
	parts := strings.Split(strings.TrimPrefix(header, "Bearer "), ".")
	if len(parts) != 3 {
		return "Invalid token: is not a token"
	}
	mac := hmac.New(sha256.New, []byte(notifySecret))
	mac.Write([]byte(parts[0] + "." + parts[1]))
	if base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) != parts[2] {
		return "Invalid token: signature, api token not found"
	}
	doc, _ := base64.RawURLEncoding.DecodeString(parts[1])
	var claims struct {
		Iss string
		Iat int64
	}
	if json.Unmarshal(doc, &claims) != nil || claims.Iss != notifyService {
		return "Invalid token: service not found"
	}
	if age := time.Now().Unix() - claims.Iat; age < -30 || age > 30 {
		return "Error: Your system clock must be accurate to within 30 seconds"
	}
	return ""
}

func TestATextMessageGoesToNotifyOnceAndItIsKnownWhetherItArrived(t *testing.T) {
	n := startNotify(t)
	carrier := message.Notify{URL: n.URL, Key: notifyKey, Template: notifyText, By: record.ByText}
	if err := carrier.Check(); err != nil {
		t.Fatal(err)
	}
	letter := message.Letter{ID: "m1", To: "+447700900123", Subject: "S", Body: "We have your report"}
	id, err := carrier.Send(t.Context(), letter)
	if err != nil {
		t.Fatal(err)
	}
	again, err := carrier.Send(t.Context(), letter) // the program ended before it was marked
	if err != nil || again != id || len(n.taken) != 1 {
		t.Errorf("sent again it is %q after %q, and Notify took %d; %v", again, id, len(n.taken), err)
	}
	got := n.taken[0]
	if got["type"] != "sms" || got["phone_number"] != "+447700900123" || got["template_id"] != notifyText || got["reference"] != "m1" || fmt.Sprint(got["personalisation"]) != "map[body:We have your report]" {
		t.Errorf("Notify was given %v", got)
	}
	for status, want := range map[string]struct{ done, failed bool }{"sending": {}, "pending": {}, "delivered": {done: true}, "permanent-failure": {failed: true}, "temporary-failure": {failed: true}, "technical-failure": {failed: true}} {
		n.status = status
		done, err := carrier.Fate(t.Context(), id)
		var refused *message.Refused
		if done != want.done || errors.As(err, &refused) != want.failed {
			t.Errorf("%s: done %v, %v", status, done, err)
		}
	}
}

func TestWhatNotifyRefusesForThisMessageIsForGoodAndAllElseMayPass(t *testing.T) {
	n := startNotify(t)
	carrier := message.Notify{URL: n.URL, Key: notifyKey, Template: notifyText, By: record.ByText}
	for code, lasting := range map[int]bool{400: true, 403: false, 429: false, 500: false} {
		n.say = []int{code}
		_, err := carrier.Send(t.Context(), message.Letter{ID: "m", To: "+447700900123", Body: "B"})
		var refused *message.Refused
		if err == nil || errors.As(err, &refused) != lasting || !strings.Contains(err.Error(), "said so") {
			t.Errorf("%d: %v", code, err)
		}
	}
	wrong := message.Notify{URL: n.URL, Key: "wardmote-" + notifySecret + "-" + notifyService, Template: notifyText, By: record.ByText}
	if _, err := wrong.Send(t.Context(), message.Letter{ID: "m2"}); err == nil || !strings.Contains(err.Error(), "AuthError") {
		t.Errorf("a wrong key: %v", err)
	}
	if len(n.taken) != 0 {
		t.Errorf("Notify took %v", n.taken)
	}
}

func TestALetterGoesToNotifyWithTheLinesOfItsAddress(t *testing.T) {
	n := startNotify(t)
	carrier := message.Notify{URL: n.URL, Key: notifyKey, Template: notifyText, By: record.ByLetter}
	if _, err := carrier.Send(t.Context(), message.Letter{ID: "m", To: "Ash Example\nFlat 4, 1 Brick Lane\nLondon\nE1 6PU", Subject: "S", Body: "B"}); err != nil {
		t.Fatal(err)
	}
	want := "map[address_line_1:Ash Example address_line_2:Flat 4 address_line_3:1 Brick Lane address_line_4:London address_line_5:E1 6PU body:B subject:S]"
	if got := fmt.Sprint(n.taken[0]["personalisation"]); got != want || n.taken[0]["type"] != "letter" {
		t.Errorf("Notify was given %v", n.taken[0])
	}
}

func TestNotifyIsAskedForInWordsThatCanBeRead(t *testing.T) {
	for want, n := range map[string]message.Notify{
		"an address such as":   {URL: "notify", Key: notifyKey, Template: notifyText},
		"copy it again":        {URL: message.NotifyURL, Key: "secret", Template: notifyText},
		"the id of a template": {URL: message.NotifyURL, Key: notifyKey, By: record.ByText},
	} {
		if err := n.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v does not say %q", n.URL, err, want)
		}
	}
}
