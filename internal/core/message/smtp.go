package message

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/wardmote/wardmote/internal/core/record"
)

// How the connection to a mail server is guarded.
const (
	TLSRequired = "required" // STARTTLS, or nothing is sent
	TLSOffered  = "offered"  // STARTTLS where the server offers it
	TLSAtOnce   = "at-once"  // TLS from the first byte, usually on port 465
	TLSNone     = "none"     // for a server on this machine
)

// SMTP is a mail server that takes messages for everybody (RFC 5321, message submission by RFC 6409).
type SMTP struct {
	Server   string // host:port
	From     string // address that the messages are from, and that what comes back goes to
	User     string // none where the server asks for none
	Password string
	TLS      string // one of the constants; TLSRequired where empty and there is a user, else TLSOffered
	Trust    *tls.Config
}

// Check says what is wrong with it before anything is sent.
func (s SMTP) Check() error {
	host, port, err := net.SplitHostPort(s.Server)
	if err != nil || host == "" {
		return fmt.Errorf("the mail server %q is not written host:port, such as mail.example.org:587", s.Server)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("the mail server %q has no port between 1 and 65535", s.Server)
	}
	if a, err := netmail.ParseAddress(s.From); err != nil || a.Name != "" {
		return fmt.Errorf("messages need an address that they are from, such as no-reply@example.org, and %q is none", s.From)
	}
	if s.Password != "" && s.TLS == TLSNone && host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return errors.New("a password goes to no other machine without TLS")
	}
	_, err = s.client()
	return err
}

// Channel is e-mail.
func (s SMTP) Channel() string { return record.ByEmail }

func (s SMTP) client() (*mail.Client, error) {
	host, port, _ := net.SplitHostPort(s.Server)
	n, _ := strconv.Atoi(port)
	opts := []mail.Option{mail.WithPort(n), mail.WithTimeout(20 * time.Second), mail.WithHELO(s.domain())}
	switch policy := s.TLS; {
	case policy == TLSAtOnce:
		opts = append(opts, mail.WithSSL())
	case policy == TLSNone:
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	case policy == TLSOffered, policy == "" && s.User == "":
		opts = append(opts, mail.WithTLSPolicy(mail.TLSOpportunistic))
	case policy == TLSRequired, policy == "":
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		return nil, fmt.Errorf("there is no way %q to guard the connection: it is %s, %s, %s or %s", policy, TLSRequired, TLSOffered, TLSAtOnce, TLSNone)
	}
	if s.Trust != nil {
		opts = append(opts, mail.WithTLSConfig(s.Trust))
	}
	if s.User != "" {
		auth := mail.SMTPAuthAutoDiscover
		if s.TLS == TLSNone {
			auth = mail.SMTPAuthPlainNoEnc
		}
		opts = append(opts, mail.WithSMTPAuth(auth), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return mail.NewClient(host, opts...)
}

// domain is that of the address that messages are from.
func (s SMTP) domain() string { return s.From[strings.LastIndexByte(s.From, '@')+1:] }

// Send hands a letter to the mail server. What the server refuses for this addressee for good is *Refused; what it refuses for now, and
// whatever is wrong with the server or with its settings here, may pass.
func (s SMTP) Send(ctx context.Context, l Letter) (string, error) {
	m, err := s.mail(l)
	if err != nil {
		return "", err
	}
	client, err := s.client()
	if err != nil {
		return "", err
	}
	err = client.DialAndSendWithContext(ctx, m)
	if err == nil || m.IsDelivered() { // what fails after the server took it makes nobody write twice
		return m.GetMessageID(), nil
	}
	var failed *mail.SendError
	if errors.As(err, &failed) && lasting(failed) {
		return "", &Refused{Why: whyRefused(failed)}
	}
	return "", fmt.Errorf("the mail server did not take it: %w", err)
}

func (s SMTP) mail(l Letter) (*mail.Msg, error) {
	m := mail.NewMsg()
	if err := m.FromFormat(l.Sender, s.From); err != nil {
		return nil, err
	}
	if err := m.To(l.To); err != nil {
		return nil, &Refused{Why: "The address is not one of e-mail"}
	}
	m.Subject(l.Subject)
	m.SetDate()
	m.SetMessageIDWithValue(l.ID + "@" + s.domain())
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no absence note answers it
	m.SetUserAgent("")
	m.SetBodyString(mail.TypeTextPlain, l.Body+"\n")
	return m, nil
}

// lasting says that the addressee or the message was refused with a code of the five hundreds (RFC 5321, 4.2.1).
func lasting(e *mail.SendError) bool {
	about := e.Reason == mail.ErrSMTPRcptTo || e.Reason == mail.ErrSMTPData || e.Reason == mail.ErrSMTPDataClose
	return about && e.ErrorCode() >= 500 && e.ErrorCode() < 600
}

// mailboxes are what the enhanced codes of RFC 3463 say of an address.
var mailboxes = map[string]string{"5.1.1": "there is no such mailbox", "5.1.2": "there is no such domain", "5.1.10": "the domain takes no mail", "5.2.1": "the mailbox is closed",
	"5.2.2": "the mailbox is full", "5.7.1": "the server does not let it through"}

func whyRefused(e *mail.SendError) string {
	why := fmt.Sprintf("The mail server refused it for good (%d", e.ErrorCode())
	if code := e.EnhancedStatusCode(); code != "" {
		if says, ok := mailboxes[code]; ok {
			return why + " " + code + ": " + says + ")"
		}
		why += " " + code
	}
	return why + ")"
}
