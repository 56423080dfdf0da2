package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/program"
)

// secret is a file that holds one.
func secret(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const notifyKey = "wardmote-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"

func TestWhatTakesMessagesToPeopleIsReadAsAnOperatorWritesIt(t *testing.T) {
	cfg, err := telling{URL: "https://report.example.org/", SMTP: "mail.example.org:587", SMTPUser: "u", SMTPPasswordFile: secret(t, "p"),
		NotifyKeyFile: secret(t, notifyKey), NotifyURL: message.NotifyURL, NotifyTextTemplate: "text", NotifyLetterTemplate: "letter"}.into(program.Config{})
	if err != nil || len(cfg.Carriers) != 3 || cfg.Address != "https://report.example.org" {
		t.Fatalf("%d carriers, %q, %v", len(cfg.Carriers), cfg.Address, err)
	}
	if s := cfg.Carriers[0].(message.SMTP); s.Password != "p" || s.From != "no-reply@report.example.org" {
		t.Errorf("the mail server is %+v", s)
	}
	t.Setenv("WARDMOTE_SMTP_PASSWORD", "of the environment")
	cfg, err = telling{SMTP: "127.0.0.1:25", SMTPUser: "u"}.into(program.Config{})
	if err != nil || cfg.Carriers[0].(message.SMTP).Password != "of the environment" {
		t.Errorf("%+v, %v", cfg.Carriers, err)
	}
	if cfg, err := (telling{}).into(program.Config{}); err != nil || len(cfg.Carriers) != 0 {
		t.Errorf("without any of it something is sent: %v, %v", cfg.Carriers, err)
	}
	for want, x := range map[string]telling{
		"give --smtp":             {SMTPFrom: "a@b.example"},
		"--smtp-password-file":    {SMTP: "127.0.0.1:25", SMTPPasswordFile: filepath.Join(t.TempDir(), "none")},
		"is empty":                {SMTP: "127.0.0.1:25", SMTPPasswordFile: secret(t, "")},
		"--smtp: the mail server": {SMTP: "mail.example.org"},
		"whole address":           {URL: "report.example.org"},
		"give --notify-key-file":  {NotifyTextTemplate: "x"},
		"say which template":      {NotifyKeyFile: secret(t, notifyKey), NotifyURL: message.NotifyURL},
		"both are given":          {SMTP: "127.0.0.1:25", NotifyKeyFile: secret(t, notifyKey), NotifyURL: message.NotifyURL, NotifyEmailTemplate: "x"},
		"copy it again":           {NotifyKeyFile: secret(t, "key"), NotifyURL: message.NotifyURL, NotifyTextTemplate: "x"},
	} {
		if _, err := x.into(program.Config{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v does not say %q", x, err, want)
		}
	}
}
