package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/wardmote/wardmote/tools/bench/figures"
)

// server is the program, running on the store.
type server struct {
	url string
	cmd *exec.Cmd
	log *bytes.Buffer
}

// serve starts the program and waits for the first page; took counts from the start of the process.
func (b *bench) serve() (s *server, took time.Duration, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, 0, err
	}
	s = &server{url: "http://" + address, log: &bytes.Buffer{}}
	s.cmd = exec.CommandContext(b.ctx, b.bin, "serve", "--data", b.dir, "--addr", address)
	s.cmd.Stderr = s.log
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, 0, err
	}
	for time.Since(begin) < time.Minute {
		if res, err := http.Get(s.url + "/"); err == nil {
			_, err := io.Copy(io.Discard, res.Body)
			if err = errors.Join(err, res.Body.Close()); err == nil && res.StatusCode == http.StatusOK {
				return s, time.Since(begin), nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return nil, 0, errors.Join(fmt.Errorf("no page within a minute: %s", s.log), s.stop())
}

// peak is the most memory that the server held.
func (s *server) peak() float64 { return figures.PeakMiB(strconv.Itoa(s.cmd.Process.Pid)) }

// settle waits until the figures that a start works out in the background are there, at most ten minutes: what is measured
// is the day's work, and a store that was filled a moment ago has none of them yet.
func (s *server) settle() {
	for until := time.Now().Add(10 * time.Minute); time.Now().Before(until); {
		before := s.cpu()
		time.Sleep(5 * time.Second)
		if s.cpu()-before < 0.25 {
			return
		}
	}
}

// cpu is the time, in seconds, that the server has kept a core busy.
func (s *server) cpu() float64 { return figures.CPUSeconds(strconv.Itoa(s.cmd.Process.Pid)) }

func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("the server ended badly: %w: %s", err, s.log)
	}
	return nil
}

// visitor is a browser without scripts that holds its cookies itself and follows no redirect, so that every request counts
// as one. It asks for answers as they are: on the way within one machine there is nothing to gain by compressing them, and a
// reader of ours who unpacks them would be measured with the server.
type visitor struct {
	server  string
	client  *http.Client
	cookies map[string]string
}

// visit makes a visitor whose connections come from a loopback address of its own.
func (s *server) visit(from net.IP) *visitor {
	dial := &net.Dialer{LocalAddr: &net.TCPAddr{IP: from}, Timeout: 10 * time.Second}
	return &visitor{server: s.url, cookies: map[string]string{}, client: &http.Client{Timeout: time.Minute,
		Transport:     &http.Transport{DialContext: dial.DialContext, MaxIdleConnsPerHost: 2},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what a request led to.
type answer struct {
	status int
	to     string // where it redirects
	body   []byte // nil unless it was asked for
	took   time.Duration
}

// request is a GET, or a POST where there is a form, with the visitor's cookies.
func (v *visitor) request(ctx context.Context, path string, form url.Values) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, bytes.NewBufferString(form.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, method, v.server+path, body)
	if err != nil {
		return nil, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("Accept-Encoding", "identity")
	for name, value := range v.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return req, nil
}

// ask sends a request and reads the whole answer.
func (v *visitor) ask(ctx context.Context, path string, form url.Values, keep bool) (answer, error) {
	req, err := v.request(ctx, path, form)
	if err != nil {
		return answer{}, err
	}
	begin := time.Now()
	res, err := v.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close() //nolint:errcheck // read to its end below
	a := answer{status: res.StatusCode, to: res.Header.Get("Location")}
	if keep {
		a.body, err = io.ReadAll(res.Body)
	} else {
		_, err = io.Copy(io.Discard, res.Body)
	}
	a.took = time.Since(begin)
	for _, c := range res.Cookies() {
		v.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		}
	}
	return a, err
}

// signIn signs a member of staff in.
func (v *visitor) signIn(ctx context.Context, username string) error {
	a, err := v.ask(ctx, "/sign-in", url.Values{"username": {username}, "password": {password}, "next": {"/records"}}, false)
	if err == nil && a.to != "/records" {
		err = fmt.Errorf("%s could not sign in: %d, %q", username, a.status, a.to)
	}
	return err
}
