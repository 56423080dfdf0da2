package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// visitor is somebody with a browser, behind the proxy that the server trusts: from is the address that the proxy gives for them. So many
// addresses visit as people do, and none meets the limits that an address has.
type visitor struct {
	base   string
	from   string
	client *http.Client
}

func (s *server) visit(from string) (*visitor, error) {
	jar, err := cookiejar.New(nil)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{s.url, from, &http.Client{Jar: jar, CheckRedirect: stay, Timeout: time.Minute, Transport: s.transport}}, err
}

// answer is what a request led to.
type answer struct {
	status int
	to     string // where it redirects
	body   []byte
}

// ask sends a GET, or a POST where there is a form, and reads the whole answer.
func (v *visitor) ask(ctx context.Context, path string, form url.Values) (a answer, err error) {
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, method, v.base+path, body)
	if err != nil {
		return a, err
	}
	req.Header = v.header(req.URL.String())
	req.Header.Del("Cookie") // the jar adds it
	if form != nil {
		req.Header.Set("Content-Type", formType)
	}
	res, err := v.client.Do(req)
	if err != nil {
		return a, err
	}
	a.status, a.to = res.StatusCode, res.Header.Get("Location")
	a.body, err = io.ReadAll(res.Body)
	return a, errors.Join(err, res.Body.Close())
}

const formType = "application/x-www-form-urlencoded"

// header is what the visitor's browser and the proxy send with a request to an address, its cookies among it.
func (v *visitor) header(to string) http.Header {
	h := http.Header{"X-Forwarded-For": {v.from}, "Accept-Encoding": {"identity"}}
	if at, err := url.Parse(to); err == nil {
		for _, c := range v.client.Jar.Cookies(at) {
			h.Add("Cookie", c.Name+"="+c.Value)
		}
	}
	return h
}

// signIn signs a member of staff in.
func (v *visitor) signIn(ctx context.Context, username string) error {
	a, err := v.ask(ctx, "/sign-in", url.Values{"username": {username}, "password": {password}, "next": {"/records"}})
	if err == nil && a.to != "/records" {
		err = fmt.Errorf("%s could not sign in: %d, %q", username, a.status, a.to)
	}
	return err
}
