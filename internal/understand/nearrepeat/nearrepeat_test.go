package nearrepeat_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/nearrepeat"
)

func TestATableOfPointsWithDatesIsReadInMetresAndInDegrees(t *testing.T) {
	e, without, err := nearrepeat.ReadCSV(strings.NewReader("Date,Easting,Northing\n2019-07-05,535000,181000\n06/07/2019,,\n2019-07-06T10:00:00Z,535100,181000\n"))
	if err != nil || without != 1 || len(e.Days) != 2 || e.Days[1]-e.Days[0] != 1 || e.Points.X[1] != 535100 {
		t.Errorf("%v %d %+v", err, without, e)
	}
	e, _, err = nearrepeat.ReadCSV(strings.NewReader("\ufefflatitude,longitude,date\n51.5191,-0.0596,2019-07-05\n"))
	if err != nil || len(e.Days) != 1 || e.Points.X[0] < 534000 || e.Points.X[0] > 536000 {
		t.Errorf("%v %+v", err, e)
	}
}

func TestATableThatCannotBeAskedIsRefusedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"Month,Longitude,Latitude\n2019-07,0,51.5\n": "months only",
		"name,age\nx,1\n":                       "no column of days",
		"date,name\n2019-07-05,x\n":             "there is no place",
		"date,x,y\n2019-07-05,1,2\nsoon,1,2\n":  `line 3: "soon" is not a day`,
		"date,x,y\n2019-07-05,here,2\n":         `line 2: "here", "2" is not a place`,
		"date,lon,lat\n2019-07-05,51.5,-0.06\n": "is not in Great Britain",
		"":                                      "the first line must name the columns",
		"date,x,y\n2019-07-05\n":                "fewer fields",
	} {
		if _, _, err := nearrepeat.ReadCSV(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTooFewEventsAreSaidToBeTooFew(t *testing.T) {
	got, err := nearrepeat.Run(context.Background(), nearrepeat.Params{What: "reports"})
	if err != nil || !strings.Contains(got.Summary, "needs at least 20") {
		t.Errorf("%v %+v", err, got)
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("date,x,y\n2019-07-05,1,2\n")
	f.Add("date,lon,lat\n05/07/2019,-0.06,51.5\n")
	f.Fuzz(func(t *testing.T, text string) {
		e, _, err := nearrepeat.ReadCSV(strings.NewReader(text))
		if err == nil {
			if bad := e.Validate(); bad != nil {
				t.Errorf("%q was read as %v", text, bad)
			}
		}
	})
}
