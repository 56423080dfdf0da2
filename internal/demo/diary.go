package demo

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// nights are what the diary of the demonstration's long case tells, one after the other.
var nights = []string{"Shouting under the window, then a bottle against the door.", "Music from the stairwell until the police came by.", "Six of them on the stairs. They did not let me pass.",
	"Banging on the street door, four times.", "Smoke in the hall and shouting when I asked them to stop.", "They called my son names on his way to school.", "Fireworks in the passage.", "Somebody tried the handle of our door."}

// nightsMost is how many incidents the long case has.
const nightsMost = 40

// diaries are two cases in which somebody was promised contact: one with forty incidents and a recording, in which every Tuesday was kept, and one
// in which a week was missed.
func (s *story) diaries() {
	s.promised("groups", 60, "Ivy Gatepost", func(kase, person string) {
		s.later(s.ago(45, 12), func() error { return s.diary(kase, person) })
		for weeks := 1; weeks < 10; weeks++ {
			s.later(s.ago(58-5*weeks, 17), func() error { return s.rang(kase, person, "How the week was, and who comes next.") })
		}
		s.later(s.ago(1, 16), func() error { return s.rang(kase, person, "Quiet since Sunday.") })
		s.later(s.ago(2, 10), func() error {
			return s.edit(kase, func(_ *change.Unit, e *change.Edit) error {
				return e.Attach("stairs at night.wav", "audio/wav", tone(10), record.ForStaff)
			})
		})
	})
	s.promised("noise", 30, "Rowan Kerblight", func(kase, person string) {
		s.later(s.ago(26, 11), func() error { return s.rang(kase, person, "They keep a diary from now on.") })
		s.later(s.ago(8, 8), func() error {
			return s.allowed(change.Of(s.gate).Write(s.ctx, access.System("clock"), func(u *change.Unit) error {
				e, err := u.Edit(kase, 0)
				if err != nil {
					return err
				}
				return e.Overdue()
			}))
		})
	})
}

// promised opens a case some working days before the story's end, with somebody who is promised contact each week.
func (s *story) promised(category string, days int, name string, then func(kase, person string)) {
	s.later(s.ago(days, 9), func() error {
		ref, err := s.report(category, s.inArea(whitechapel))
		if err != nil {
			return err
		}
		s.later(s.ago(days-1, 10), func() error {
			kase, err := s.opened(ref)
			if err := s.allowed(err); err != nil || kase == "" {
				return err
			}
			person := ""
			err = s.edit(kase, func(u *change.Unit, e *change.Edit) (err error) {
				if person, err = u.AddPerson(record.Person{Name: name, Phone: "020 7946 0123", SafeContact: record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText, record.ByVisit}}}); err != nil {
					return err
				}
				if err := e.AddParty("victim", person, ""); err != nil {
					return err
				}
				return e.Promise(record.ContactPromise{Person: person, Way: record.ByText, Weekday: time.Tuesday})
			})
			if err == nil && person != "" {
				then(kase, person)
			}
			return err
		})
		return nil
	})
}

// rang is a contact that was promised, by the way that is safe.
func (s *story) rang(kase, person, said string) error {
	return s.edit(kase, func(_ *change.Unit, e *change.Edit) error {
		return e.Contact(record.Contact{Person: person, Way: record.ByText, How: "By text message", Said: said})
	})
}

// diary writes down what happened in the nights of some weeks, mostly late on Thursdays to Saturdays.
func (s *story) diary(kase, person string) error {
	often := map[time.Weekday]int{time.Thursday: 1, time.Friday: 2, time.Saturday: 2, time.Sunday: 1}
	return s.edit(kase, func(_ *change.Unit, e *change.Edit) error {
		for n, day := 0, s.now.Date().AddDays(-1); n < nightsMost; day = day.AddDays(-1) {
			for range often[day.Weekday()] {
				if n == nightsMost {
					break
				}
				i := record.Incident{Began: day.At(time.Duration(20*60+s.random.IntN(230)) * time.Minute), Timed: true, Person: person, What: nights[n%len(nights)], Severity: record.Severities[n%3].ID}
				if _, err := e.AddIncident(i); err != nil {
					return err
				}
				n++
			}
		}
		return nil
	})
}

// tone is a recording of some seconds: a low tone that swells and fades, of nobody.
func tone(seconds int) []byte {
	const rate = 8000
	var b bytes.Buffer
	samples := make([]byte, rate*seconds)
	for i := range samples {
		t := float64(i) / rate
		samples[i] = byte(128 + 60*math.Sin(2*math.Pi*180*t)*math.Abs(math.Sin(math.Pi*t/2)))
	}
	b.WriteString("RIFF")
	size := func(n int) { _ = binary.Write(&b, binary.LittleEndian, uint32(n)) } //nolint:gosec // some seconds of sound
	size(36 + len(samples))
	b.WriteString("WAVEfmt ")
	size(16)
	_ = binary.Write(&b, binary.LittleEndian, []uint16{1, 1}) // PCM, one channel
	size(rate)
	size(rate)
	_ = binary.Write(&b, binary.LittleEndian, []uint16{1, 8})
	b.WriteString("data")
	size(len(samples))
	b.Write(samples)
	return b.Bytes()
}
