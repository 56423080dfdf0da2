package message

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/record"
)

// NotifyURL is where GOV.UK Notify answers.
const NotifyURL = "https://api.notifications.service.gov.uk"

// Notify is GOV.UK Notify, which takes text messages, letters and e-mail for public services, by its published REST API
// (https://docs.notifications.service.gov.uk/rest-api.html). The words are the pack's: a template of the service holds a place for them,
// ((body)), and for a letter or an e-mail ((subject)) too.
type Notify struct {
	URL      string
	Key      string // as Notify gives it: a name, the id of the service and a secret, joined by dashes
	Template string // id of the template at Notify
	By       string // record.ByText, ByLetter or ByEmail
	Now      func() time.Time
}

var notifyKey = regexp.MustCompile(`([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// Check says what is wrong with it before anything is sent.
func (n Notify) Check() error {
	if u, err := url.Parse(n.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("GOV.UK Notify is found at an address such as %s, and %q is none", NotifyURL, n.URL)
	}
	if !notifyKey.MatchString(n.Key) {
		return errors.New("the key of GOV.UK Notify is a name, the id of the service and a secret, joined by dashes: copy it again from its page of API keys")
	}
	if n.Template == "" {
		return fmt.Errorf("GOV.UK Notify needs the id of a template for each %s", n.By)
	}
	return nil
}

// Channel is the one of its template.
func (n Notify) Channel() string { return n.By }

// notified is a message as Notify tells of it.
type notified struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

// Send hands a letter to Notify, once: what it took before, under the same reference, is not given to it again.
func (n Notify) Send(ctx context.Context, l Letter) (string, error) {
	var had struct{ Notifications []notified }
	if err := n.ask(ctx, http.MethodGet, "/v2/notifications?reference="+url.QueryEscape(l.ID), nil, &had); err != nil {
		return "", err
	}
	if len(had.Notifications) > 0 {
		return had.Notifications[0].ID, nil
	}
	places := map[string]string{"body": l.Body, "subject": l.Subject}
	form := map[string]any{"template_id": n.Template, "reference": l.ID, "personalisation": places}
	path := "sms"
	switch n.By {
	case record.ByText:
		form["phone_number"] = l.To
		delete(places, "subject")
	case record.ByEmail:
		path, form["email_address"] = "email", l.To
	case record.ByLetter:
		path = "letter"
		for i, line := range addressLines(l.To) {
			places[fmt.Sprintf("address_line_%d", i+1)] = line
		}
	}
	var took notified
	err := n.ask(ctx, http.MethodPost, "/v2/notifications/"+path, form, &took)
	return took.ID, err
}

// addressLines are the lines of a postal address, of which Notify takes seven.
func addressLines(address string) []string {
	var lines []string
	for _, line := range strings.FieldsFunc(address, func(r rune) bool { return r == '\n' || r == ',' }) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > 7 {
		lines = append(lines[:6], strings.Join(lines[6:], ", "))
	}
	return lines
}

// failures are what Notify says of a message that never arrived.
var failures = map[string]string{
	"permanent-failure": "The number or address is not in use", "temporary-failure": "It could not be delivered for three days: the telephone may be off",
	"technical-failure": "GOV.UK Notify could not send it", "validation-failed": "GOV.UK Notify could not print it", "virus-scan-failed": "GOV.UK Notify could not print it", "cancelled": "It was cancelled at GOV.UK Notify",
}

// Fate is what became of a message that Notify took.
func (n Notify) Fate(ctx context.Context, carried string) (bool, error) {
	var is notified
	if err := n.ask(ctx, http.MethodGet, "/v2/notifications/"+url.PathEscape(carried), nil, &is); err != nil {
		var r *Refused
		if errors.As(err, &r) { // it keeps what it took for seven days
			return false, nil
		}
		return false, err
	}
	if why, failed := failures[is.Status]; failed {
		return false, &Refused{Why: why}
	}
	return is.Status == "delivered" || is.Status == "received" || is.Status == "sent", nil
}

// answerMost bounds what is read of an answer.
const answerMost = 1 << 20

// ask asks Notify. What it refuses for this message (400, and 404 for one that it does not know) is *Refused; a key that it does not take,
// too many requests and failures of its own may pass.
func (n Notify) ask(ctx context.Context, method, path string, form, into any) error {
	var body io.Reader
	if form != nil {
		doc, err := json.Marshal(form)
		if err != nil {
			return err
		}
		body = bytes.NewReader(doc)
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(n.URL, "/")+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+n.token())
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("GOV.UK Notify does not answer: %w", err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	doc, err := io.ReadAll(io.LimitReader(res.Body, answerMost))
	if err != nil {
		return fmt.Errorf("GOV.UK Notify broke off: %w", err)
	}
	if res.StatusCode/100 == 2 {
		return json.Unmarshal(doc, into)
	}
	var told struct {
		Errors []struct{ Error, Message string }
	}
	why := fmt.Sprintf("GOV.UK Notify answers %d", res.StatusCode)
	if json.Unmarshal(doc, &told) == nil && len(told.Errors) > 0 {
		why += " (" + told.Errors[0].Error + ": " + told.Errors[0].Message + ")"
	}
	if res.StatusCode == http.StatusBadRequest || res.StatusCode == http.StatusNotFound {
		return &Refused{Why: why}
	}
	return errors.New(why)
}

// token is a JSON Web Token (RFC 7519) of the service, signed with its secret and good for a moment.
func (n Notify) token() string {
	parts := notifyKey.FindStringSubmatch(n.Key)
	if parts == nil {
		return ""
	}
	now := time.Now
	if n.Now != nil {
		now = n.Now
	}
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(`{"typ":"JWT","alg":"HS256"}`)) + "." + enc.EncodeToString(fmt.Appendf(nil, `{"iss":%q,"iat":%d}`, parts[1], now().Unix()))
	mac := hmac.New(sha256.New, []byte(parts[2]))
	mac.Write([]byte(text)) //nolint:errcheck // never fails
	return text + "." + enc.EncodeToString(mac.Sum(nil))
}
