package about_test

import (
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/program/programtest"
)

func TestTheSiteSaysHowItIsReachedToPeopleAndToMachines(t *testing.T) {
	s := programtest.Start(t)
	for path, wants := range map[string][]string{
		"/contact":                  {"Contact and feedback", "Feedback on this website", "Ombudsman", "www.towerhamlets.gov.uk/ASB"},
		"/robots.txt":               {"User-agent: *", "Disallow: /report/", "Disallow: /records"},
		"/.well-known/security.txt": {"Contact: https://www.towerhamlets.gov.uk/ASB", "Expires: 20"},
		"/favicon.ico":              {"<svg"},
		"/privacy":                  {"The controller of what is sent here is Tower Hamlets Council", "Article 6(1)(e)", "How long it is kept", "has not yet set how long", "Your rights", "Information Commissioner"},
		"/accessibility":            {"Compliance status", "partially compliant", "Non-accessible content", "Enforcement procedure", "Preparation of this statement", "Equality and Human Rights Commission"},
		"/":                         {`href="/stop-and-search"`, `href="/contact"`, `href="/favicon.svg"`},
	} {
		status, body := s.Get(s.Client(), path)
		for _, want := range wants {
			if status != 200 || !strings.Contains(body, want) {
				t.Errorf("%s: status %d, and it does not say %q", path, status, want)
			}
		}
	}
}
