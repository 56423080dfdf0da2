package report

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAResidentKeepsADiaryOfSeveralTimesAtOnceAndSomebodyIsToListenToWhatTheySend: each row is an incident of their report once, whoever has it
// knows that they spoke last, the recording has an owner and a day, and a wrong row keeps nothing.
func TestAResidentKeepsADiaryOfSeveralTimesAtOnceAndSomebodyIsToListenToWhatTheySend(t *testing.T) {
	each(t, func(t *testing.T, d *Desk, c *clock) {
		sent, err := d.SendForm(ctx, fill(t, d, noise()))
		if err != nil {
			t.Fatal(err)
		}
		who := admitted(t, d, sent)
		c.wait(48 * time.Hour)
		day := c.Now().Date().AddDays(-1)
		rows := []DiaryRow{{Day: day, From: "23:40", Until: "01:10", What: "Music through the wall"}, {}, {Day: day.AddDays(-1), What: "Shouting on the stairs"}}
		for _, wrong := range [][]DiaryRow{{}, {{Day: day}}, {rows[0], {Day: c.Now().Date().AddDays(1), What: "x"}}, {{Day: day, Until: "01:00", What: "x"}}} {
			var bad fault.Wrong
			if err := d.KeepDiary(ctx, who, wrong, nil, "k0"); !errors.As(err, &bad) {
				t.Errorf("%+v is kept: %v", wrong, err)
			}
		}
		file := &act.File{Name: "night.wav", Media: "audio/wav", Content: []byte("RIFF....WAVE")}
		for range 2 {
			if err := d.KeepDiary(ctx, who, rows, file, "k1"); err != nil {
				t.Fatal(err)
			}
		}
		p, err := d.Progress(ctx, who)
		if err != nil || len(p.Incidents) != 2 || p.Incidents[1].What != rows[0].What || p.Incidents[1].Began != day.At(23*time.Hour+40*time.Minute) || len(p.Recordings) != 1 || len(p.Photos) != 0 {
			t.Fatalf("%+v %v", p, err)
		}
		err = d.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
			w, err := v.Open(who.Record)
			if err != nil {
				return err
			}
			if w.LastWord != "reporter" || len(w.Actions) != 1 || !strings.Contains(w.Actions[0].What, "night.wav") || w.Actions[0].Team == "" || w.Actions[0].Due == (when.Date{}) {
				t.Errorf("last word of %q, to do: %+v", w.LastWord, w.Actions)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
