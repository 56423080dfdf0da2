package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program"
)

// telling is what takes messages to people, shared by the commands that serve. Without any of it messages are kept and not sent.
type telling struct {
	URL string `name:"url" help:"Where people find the program, such as https://report.example.org: links in messages begin with it. The address that it answers on where left out." env:"WARDMOTE_URL"`

	SMTP             string `name:"smtp" help:"Mail server that takes e-mail, HOST:PORT." env:"WARDMOTE_SMTP"`
	SMTPFrom         string `name:"smtp-from" help:"Address that e-mail is from, and that what cannot be delivered comes back to; no-reply at the host of --url where left out." env:"WARDMOTE_SMTP_FROM"`
	SMTPUser         string `name:"smtp-user" help:"User name at the mail server, where it asks for one." env:"WARDMOTE_SMTP_USER"`
	SMTPPasswordFile string `name:"smtp-password-file" help:"File with the password at the mail server; or WARDMOTE_SMTP_PASSWORD." type:"path" env:"WARDMOTE_SMTP_PASSWORD_FILE"`
	SMTPTLS          string `name:"smtp-tls" help:"How the connection is guarded: required (STARTTLS), offered, at-once (port 465) or none. Required where there is a user, else offered." env:"WARDMOTE_SMTP_TLS"`

	NotifyKeyFile        string `name:"notify-key-file" help:"File with the API key of GOV.UK Notify, for text messages and letters." type:"path" env:"WARDMOTE_NOTIFY_KEY_FILE"`
	NotifyURL            string `name:"notify-url" help:"Where GOV.UK Notify answers." default:"https://api.notifications.service.gov.uk" env:"WARDMOTE_NOTIFY_URL"`
	NotifyTextTemplate   string `name:"notify-text-template" help:"Id of the template for text messages at GOV.UK Notify: it holds ((body))." env:"WARDMOTE_NOTIFY_TEXT_TEMPLATE"`
	NotifyLetterTemplate string `name:"notify-letter-template" help:"Id of the template for letters: it holds ((subject)) and ((body))." env:"WARDMOTE_NOTIFY_LETTER_TEMPLATE"`
	NotifyEmailTemplate  string `name:"notify-email-template" help:"Id of the template for e-mail, where no mail server takes it: it holds ((subject)) and ((body))." env:"WARDMOTE_NOTIFY_EMAIL_TEMPLATE"`
}

// into puts it into a configuration, or says what is wrong with it.
func (t telling) into(cfg program.Config) (program.Config, error) {
	cfg.Address = strings.TrimRight(t.URL, "/")
	if u, err := url.Parse(t.URL); t.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "") {
		return cfg, fmt.Errorf("--url %s: give the whole address, such as https://report.example.org", t.URL)
	}
	return cfg, errors.Join(t.mail(&cfg), t.notify(&cfg))
}

func (t telling) mail(cfg *program.Config) error {
	if t.SMTP == "" {
		if t.SMTPFrom != "" || t.SMTPUser != "" || t.SMTPPasswordFile != "" {
			return errors.New("--smtp-from, --smtp-user and --smtp-password-file say how to use a mail server: give --smtp HOST:PORT too")
		}
		return nil
	}
	s := message.SMTP{Server: t.SMTP, From: t.SMTPFrom, User: t.SMTPUser, TLS: t.SMTPTLS, Password: os.Getenv("WARDMOTE_SMTP_PASSWORD")}
	if s.From == "" {
		s.From = "no-reply@" + hostOf(cfg.Address)
	}
	if t.SMTPPasswordFile != "" {
		password, err := secretIn(t.SMTPPasswordFile)
		if err != nil {
			return fmt.Errorf("--smtp-password-file: %w", err)
		}
		s.Password = password
	}
	if err := s.Check(); err != nil {
		return fmt.Errorf("--smtp: %w", err)
	}
	cfg.Carriers = append(cfg.Carriers, s)
	return nil
}

func (t telling) notify(cfg *program.Config) error {
	templates := map[string]string{record.ByText: t.NotifyTextTemplate, record.ByLetter: t.NotifyLetterTemplate, record.ByEmail: t.NotifyEmailTemplate}
	if t.NotifyKeyFile == "" {
		for _, id := range templates {
			if id != "" {
				return errors.New("a template of GOV.UK Notify needs the key of its service: give --notify-key-file")
			}
		}
		return nil
	}
	key, err := secretIn(t.NotifyKeyFile)
	if err != nil {
		return fmt.Errorf("--notify-key-file: %w", err)
	}
	any := false
	for _, by := range []string{record.ByText, record.ByLetter, record.ByEmail} {
		if templates[by] == "" {
			continue
		}
		if by == record.ByEmail && t.SMTP != "" {
			return errors.New("e-mail goes by --smtp or by --notify-email-template, and both are given")
		}
		n := message.Notify{URL: t.NotifyURL, Key: key, Template: templates[by], By: by}
		if err := n.Check(); err != nil {
			return fmt.Errorf("--notify-key-file: %w", err)
		}
		any = true
		cfg.Carriers = append(cfg.Carriers, n)
	}
	if !any {
		return errors.New("--notify-key-file: say which template of the service to use: --notify-text-template, --notify-letter-template or --notify-email-template")
	}
	return nil
}

// hostOf is the host of the address at which people find the program; this machine's where none is given.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" && net.ParseIP(u.Hostname()) == nil {
		return u.Hostname()
	}
	return "localhost"
}

// secretIn is the secret that a file holds, alone on its first line.
func secretIn(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	secret, _, _ := strings.Cut(strings.TrimSpace(string(content)), "\n")
	if secret = strings.TrimSpace(secret); secret == "" {
		return "", fmt.Errorf("%s is empty", file)
	}
	return secret, nil
}
