package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// line is one connection that stays open. It asks for answers as they are, for within one machine nothing is gained by compressing
// them. (http.Client hands every answer from goroutine to goroutine; that would be measured with the program, which shares its
// cores.)
type line struct {
	address string // host and port
	from    net.IP // a loopback address of the visitor's own
	conn    net.Conn
	read    *bufio.Reader
	body    bytes.Buffer // of the last answer
}

// send sends a request and reads the whole answer; its body stands in l.body until the next.
func (l *line) send(ctx context.Context, text []byte) (*http.Response, error) {
	if err := l.open(ctx); err != nil {
		return nil, err
	}
	res, err := l.exchange(text)
	if err != nil || res.Close {
		err = errors.Join(err, l.close())
	}
	return res, err
}

func (l *line) open(ctx context.Context) (err error) {
	if l.conn == nil {
		dial := &net.Dialer{LocalAddr: &net.TCPAddr{IP: l.from}, Timeout: 10 * time.Second}
		l.conn, err = dial.DialContext(ctx, "tcp", l.address)
		l.read = bufio.NewReaderSize(l.conn, 1<<16)
	}
	return err
}

func (l *line) exchange(text []byte) (*http.Response, error) {
	if err := l.conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return nil, err
	}
	if _, err := l.conn.Write(text); err != nil {
		return nil, err
	}
	res, err := http.ReadResponse(l.read, nil)
	if err != nil {
		return nil, err
	}
	l.body.Reset()
	_, err = io.Copy(&l.body, res.Body)
	return res, err
}

func (l *line) close() error {
	if l.conn == nil {
		return nil
	}
	err := l.conn.Close()
	l.conn = nil
	return err
}

// visitor is somebody with a browser: cookies, and a line that a household may share.
type visitor struct {
	line    *line
	cookies map[string]string
}

// visit makes a visitor whose connection comes from a loopback address of its own.
func (s *server) visit(from net.IP) *visitor {
	return &visitor{line: &line{address: strings.TrimPrefix(s.url, "http://"), from: from}, cookies: map[string]string{}}
}

// answer is what a request led to.
type answer struct {
	status int
	to     string // where it redirects
	body   []byte // until the visitor's line asks for something else
	took   time.Duration
}

// request is a GET, or a POST where there is a form, with the visitor's cookies.
func (v *visitor) request(path string, form url.Values) ([]byte, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, bytes.NewBufferString(form.Encode())
	}
	req, err := http.NewRequest(method, "http://"+v.line.address+path, body)
	if err != nil {
		return nil, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range v.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	var text bytes.Buffer
	err = req.Write(&text)
	return text.Bytes(), err
}

// ask sends a request and reads the whole answer.
func (v *visitor) ask(ctx context.Context, path string, form url.Values) (answer, error) {
	text, err := v.request(path, form)
	if err != nil {
		return answer{}, err
	}
	begin := time.Now()
	res, err := v.line.send(ctx, text)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: res.StatusCode, to: res.Header.Get("Location"), body: v.line.body.Bytes(), took: time.Since(begin)}
	for _, c := range res.Cookies() {
		v.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		}
	}
	return a, nil
}
