// Package mailtest is a real mail server for tests: it speaks SMTP on this machine and keeps what it takes.
package mailtest

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Server is a mail server that keeps what it takes.
type Server struct {
	Addr string

	mu      sync.Mutex
	taken   []Mail
	answers []error
}

// Mail is one message as the server took it.
type Mail struct {
	From, To string
	Header   mail.Header
	Body     string
}

// Start serves until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: l.Addr().String()}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	server.Domain = "localhost"
	go server.Serve(l) //nolint:errcheck // it ends with the test
	t.Cleanup(func() { _ = server.Close() })
	return s
}

// Answer has the next recipients answered so, one after the other; nil takes the message.
func (s *Server) Answer(with ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = append(s.answers, with...)
}

// Taken is what the server took so far.
func (s *Server) Taken() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.taken...)
}

// Refuse is an answer of the server: a code and its enhanced code.
func Refuse(code int, enhanced [3]int, words string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode(enhanced), Message: words}
}

type session struct {
	server   *Server
	from, to string
}

func (x *session) Reset()        {}
func (x *session) Logout() error { return nil }

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	x.from = from
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.to = to
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	if len(x.server.answers) == 0 {
		return nil
	}
	next := x.server.answers[0]
	x.server.answers = x.server.answers[1:]
	return next
}

func (x *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(decoded(m))
	if err != nil {
		return err
	}
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	x.server.taken = append(x.server.taken, Mail{From: x.from, To: x.to, Header: m.Header, Body: string(body)})
	return nil
}

// decoded is the body without its transfer encoding.
func decoded(m *mail.Message) io.Reader {
	switch m.Header.Get("Content-Transfer-Encoding") {
	case "quoted-printable":
		return quotedprintable.NewReader(m.Body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, m.Body)
	}
	return m.Body
}

// Subject is the subject in plain letters.
func (m Mail) Subject() string {
	text, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return m.Header.Get("Subject")
	}
	return text
}
