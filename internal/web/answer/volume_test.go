package answer_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/demo/police"
	"github.com/wardmote/wardmote/internal/program/programtest"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

func TestLocalPrioritiesOfThePoliceAndVolumeCrimeAreShownWithTheirTrend(t *testing.T) {
	s := programtest.StartWith(t, programtest.Options{Now: today})
	files, err := police.Files()
	if err != nil {
		t.Fatal(err)
	}
	geography, err := s.Program.Geography()
	if err != nil {
		t.Fatal(err)
	}
	var in []incident.File
	for _, f := range files {
		in = append(in, incident.File{Name: f.Name, Data: f.Data})
	}
	if _, err := incident.Import(context.Background(), s.Program.Depot, in, incident.Options{By: "tests", Now: when.Day(2026, 11, 1).Start(), Geography: geography}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Program.Answers.Indicators.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	body := read(t, s, "", "/plan")
	// What the police name stands there also where too little of it is held: anti-social behaviour of a month alone.
	wants(t, body, "Anti-social behaviour recorded by the police Incidents of anti-social behaviour", "Only June 2018 is held")
	wants(t, body, "How local priorities and volume crime go", "Burglary Burglaries that the police recorded in the borough", "Robbery Robberies", "February 2020 to January 2021", "data.police.uk")
}
