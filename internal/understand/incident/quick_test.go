package incident

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Words that a field of each column may hold: right ones, nearly right ones, and none.
var (
	someMonths  = []string{"2018-06", "2018-07", "2018-13", "", "2018-6"}
	someDegrees = []string{"-0.056825", "51.532467", "0.000001", "-9.500001", "51.5", "51.53246749", "", "-", "1e3", "+51.532467", "361.000000", "-00.05682", ".123456", "51,532467"}
	someTypes   = []string{"Drugs", "drugs", "bicycle-theft", " Burglary", "Treason", ""}
	someCodes   = []string{"E01004197", "E05009317", "E0100419", "e01004197", " E01004197", "E01004198 ", ""}
	someTexts   = []string{"On or near Roman Road", "On or near\rRoman Road", "", "x", strings.Repeat("long ", 101)}
	someIDs     = []string{strings.Repeat("0a", 32), strings.Repeat("0B", 32), strings.Repeat("0g", 32), "A1", ""}
	someMoments = []string{"2016-06-01T12:10:00+00:00", "2016-06-01T12:10:00Z", "2016-06-01", "1999-06-01T12:10:00Z", ""}
)

var tables = map[string][][]string{
	"Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context": {
		someIDs, someMonths, someTexts, someTexts, someDegrees, someDegrees, someTexts, someCodes, someTexts, someTypes, someTexts, someTexts},
	"Month,Longitude,Latitude,Crime type,LSOA code": {someMonths, someDegrees, someDegrees, someTypes, someCodes},
	"Crime ID,Month,Longitude,Latitude,Location,Ward code,Crime type,API id": {
		someIDs, someMonths, someDegrees, someDegrees, someTexts, someCodes, someTypes, someTexts},
	"Type,Date,Latitude,Longitude,Gender,Object of search,Outcome,Ward code (derived)": {
		someTexts, someMoments, someDegrees, someDegrees, someTexts, someTexts, someTexts, someCodes},
}

// rowByRow reads a block, with the quick way or without it.
func rowByRow(t *rapid.T, header, text string, quickly bool) (*part, *rows) {
	s, err := detect(strings.Split(header, ","))
	if err != nil {
		t.Fatal(err)
	}
	g := newGazetteer(len(s.texts))
	p := newParser(s, g, lastMonth)
	if !quickly {
		p.lanes = nil
	}
	out := &part{limit: 1000}
	p.block([]byte(text), out)
	p.to.settle(g)
	return out, p.to
}

func TestARowIsReadTheSameInOnePassAsFieldByField(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		headers := make([]string, 0, len(tables))
		for h := range tables {
			headers = append(headers, h)
		}
		header := headers[rapid.IntRange(0, len(headers)-1).Draw(t, "table")]
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		var text strings.Builder
		for range rapid.IntRange(1, 20).Draw(t, "rows") {
			var record []string
			for _, words := range tables[header] {
				n := min(rapid.IntRange(0, 3*len(words)).Draw(t, "word")%(2*len(words)), len(words)) // right words are likelier
				record = append(record, words[n%len(words)])
			}
			text.WriteString(strings.Join(record, ",") + end)
		}
		whole := text.String()
		whole = whole[:len(whole)-rapid.IntRange(0, 3).Draw(t, "cut off")]
		odd := []byte(whole)
		if at := rapid.IntRange(-len(odd), len(odd)-1).Draw(t, "at"); at >= 0 {
			odd[at] = rapid.SampledFrom([]byte{',', '\n', '\r', '.', '-', ' ', '0', 'E', 0x80, '\t'}).Draw(t, "byte")
		}
		quickPart, quickRows := rowByRow(t, header, string(odd), true)
		slowPart, slowRows := rowByRow(t, header, string(odd), false)
		if !reflect.DeepEqual(quickRows, slowRows) {
			t.Fatalf("%q: rows %+v, not %+v", odd, quickRows, slowRows)
		}
		if !reflect.DeepEqual(quickPart, slowPart) {
			t.Fatalf("%q: %+v, not %+v", odd, quickPart, slowPart)
		}
	})
}

func TestARowWithoutAMonthOrATypeIsRejectedAlsoWhenItIsTheFirst(t *testing.T) {
	sum := run(t, depot(t), text("bad.csv", "Month,Longitude,Latitude,Crime type\n,-0.05,51.5,Drugs\n2018-06,-0.05,51.5,\n2018-06,-0.05,51.5,Drugs\n"))
	if sum.Accepted != 1 || sum.Rejected != 2 {
		t.Fatalf("%+v", sum)
	}
}
