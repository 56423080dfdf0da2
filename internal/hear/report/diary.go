package report

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// DiaryMost is how many rows a diary sheet has.
const DiaryMost = 5

// DiaryRow is one time that it happened, as a resident writes it on their sheet.
type DiaryRow struct {
	Day         when.Date
	From, Until string // HH:MM; empty where they do not know
	What        string
}

// Blank says that nothing is written on the row.
func (r DiaryRow) Blank() bool {
	return r.Day.IsZero() && r.From == "" && r.Until == "" && strings.TrimSpace(r.What) == ""
}

func askDiary(*act.Scene) (out []act.Question) {
	for n := 1; n <= DiaryMost; n++ {
		number := strconv.Itoa(n)
		out = append(out, act.Question{Field: pack.Field{ID: "day" + number, Name: "Day", Type: pack.Date}}, act.Text("from"+number, "From", "", 20), act.Text("until"+number, "Until", "", 20),
			act.Text("what"+number, "What happened", "", 4000))
	}
	return append(out, act.Question{Field: pack.Field{ID: "file", Name: "A recording or photo", Type: pack.Document}})
}

// keepDiary keeps each row that was filled in as an incident of the report, which comes to the cases of it, and what was sent with them. A
// report that was closed opens again: harm that goes on is not finished with.
func keepDiary(d *act.Doing) error {
	last := ""
	for n := 1; n <= DiaryMost; n++ {
		number := strconv.Itoa(n)
		if d.Answers.Text("what"+number) == "" && d.Answers.Day("day"+number).IsZero() {
			continue
		}
		i, err := act.Happening(d.Answers, number)
		if err != nil {
			return err
		}
		i.ByReporter, i.Seal = true, record.ForReporter
		if last, err = d.Edit.AddIncident(i); err != nil {
			return err
		}
	}
	if last == "" {
		return fault.Invalid{"day1": "Enter the day it happened"}
	}
	if f, ok := d.Answers["file"].(act.File); ok {
		if _, err := d.Edit.Evidence(last, f.Name, f.Media, f.Content, record.ForReporter); err != nil {
			return err
		}
	}
	if err := d.Edit.HeardFrom(); err != nil {
		return err
	}
	if to := afresh(d.Pack.ReportKind(), d.Edit.Record().State); !d.Edit.Record().Open && to != "" {
		return d.Edit.Move(to, "it happened again", "")
	}
	return nil
}

// KeepDiary adds what a resident wrote on their sheet, and a file that belongs to the last of it.
func (d *Desk) KeepDiary(ctx context.Context, who access.Principal, rows []DiaryRow, file *act.File, key string) error {
	bad, answers := fault.Wrong{}, act.Answers{}
	for i, row := range rows {
		number := strconv.Itoa(i + 1)
		if row.Blank() {
			continue
		}
		if row.Day.IsZero() || row.Day.After(d.Gate.Now().Date()) {
			bad.Add("day"+number+"-day", "track.wrong.day")
		}
		if strings.TrimSpace(row.What) == "" {
			bad.Add("what"+number, "report.wrong.what")
		}
		if row.From == "" && row.Until != "" {
			bad.Add("from"+number, "track.diary.wrong.from")
		}
		answers["day"+number], answers["from"+number], answers["until"+number], answers["what"+number] = row.Day.String(), row.From, row.Until, row.What
	}
	if len(answers) == 0 {
		bad.Add("day1-day", "track.wrong.day")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	for i := range rows { // an hour of today that has not come yet
		i, err := act.Happening(answers, strconv.Itoa(i+1))
		if err == nil && i.Began.After(d.Gate.Now()) {
			return fault.Wrong{"day1-day": fault.Say("track.wrong.day")}
		}
	}
	if file != nil {
		answers["file"] = *file
	}
	_, err := d.does(ctx, who, Diary, answers, key)
	return err
}

// HourOfDiary is a time of day as a row keeps it.
func HourOfDiary(of time.Duration, given bool) string {
	if !given {
		return ""
	}
	return time.Time{}.Add(of).Format("15:04")
}
