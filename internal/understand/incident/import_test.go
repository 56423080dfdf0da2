package incident

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/segment"
)

func run(t testing.TB, d segment.Depot, files ...File) Summary {
	t.Helper()
	sum, err := Import(ctx, d, files, Options{Now: someday, By: "tests", Geography: towerHamlets(t)})
	must(t, err)
	return sum
}

func towerHamlets(t testing.TB) Geography {
	return Geography{Wards: areas(t, "testdata/tower_hamlets_wards_2014.geojson.gz")}
}

func testdata(name string) File { return Files("testdata/" + name)[0] }

func text(name, content string) File { return File{Name: name, Data: []byte(content)} }

const compact = "Month,Longitude,Latitude,Crime type,LSOA code\n"

func TestEveryPublishedShapeIsRecognisedAndEveryRowAccountedFor(t *testing.T) {
	for _, c := range []struct {
		file, schema string
		kind         Kind
		rows         int
		duplicate    int
	}{
		{"2019-01-city-of-london-street.csv.gz", "police.uk street", Crime, 617, 4},
		{"2019-01-avon-and-somerset-street-every-30th.csv", "police.uk street", Crime, 452, 0},
		{"tower-hamlets-burglary-every-100th.csv", "police.uk street", Crime, 373, 0},
		{"tower-hamlets-all-types_2018-06.csv.gz", "police.uk street (API)", Crime, 4078, -1},
		{"tower-hamlets-12types_2018-06_2018-07.csv.gz", "police.uk street (compact)", Crime, 4271, 0},
		{"london-25boroughs-compact-every-9000th.csv", "police.uk street (compact)", Crime, 203, 0},
		{"2023-07-metropolitan-stop-and-search-300-rows.csv", "police.uk stop and search", Stop, 300, 0},
		{"tower-hamlets-stop-and-search-every-200th.csv", "police.uk stop and search", Stop, 203, 0},
		{"mps-ward-monthly-every-60th-2010-04_2012-04.csv", "counts by ward and month", Count, -1, 0},
		{"mps-borough-monthly-40-lines.csv", "counts by borough and month", Count, 39 * 24, 0},
		{"mps-lsoa-annual-20-lines.csv", "counts by LSOA and year", Count, 20 * 11, 0},
		{"mps-vawg-every-500th.csv", "offences against women and girls by ward and month", Count, 22, 0},
		{"policeuk-lsoa-panel-30-lines.csv", "counts by LSOA, month and type (panel)", Count, 30 * 8, 0},
		{"mps-dashboard-30-lines.csv", "counts by area and month", Count, 29, 0},
	} {
		sum := run(t, depot(t), testdata(c.file))
		f := sum.Files[0]
		all := sum.Accepted + sum.Duplicate + sum.Rejected
		if f.Schema != c.schema || f.Kind != c.kind || sum.Rejected != 0 || sum.Segments != 1 {
			t.Errorf("%s: %+v", c.file, f)
		}
		if c.rows >= 0 && all != c.rows || c.duplicate >= 0 && sum.Duplicate != c.duplicate {
			t.Errorf("%s: %d rows, %d duplicate: %+v", c.file, all, sum.Duplicate, f.Reasons)
		}
	}
}

func TestTheSameFileAgainAddsNothing(t *testing.T) {
	d := depot(t)
	file := testdata("2019-01-city-of-london-street.csv.gz")
	first := run(t, d, file)
	before, err := d.Version(ctx)
	must(t, err)
	again := run(t, d, file)
	if again.Accepted != 0 || again.Segments != 0 || again.Duplicate != first.Accepted+first.Duplicate || !again.Files[0].Known {
		t.Fatalf("%+v", again)
	}
	if after, _ := d.Version(ctx); after != before {
		t.Fatal("a second import changed the depot")
	}
}

func TestTheSameRowsInAnotherFileAreDuplicates(t *testing.T) {
	d := depot(t)
	packed := testdata("2019-01-city-of-london-street.csv.gz")
	first := run(t, d, packed)
	plain := File{Name: "plain.csv", Data: readMaybeGzip(t, packed.Path)}
	again := run(t, d, plain)
	if again.Accepted != 0 || again.Duplicate != first.Accepted+first.Duplicate {
		t.Fatalf("%+v", again)
	}
	list, err := d.List(ctx)
	must(t, err)
	if len(list) != 2 || list[1].Accepted != 0 || list[1].Duplicate != again.Duplicate {
		t.Fatalf("the import that brought nothing was not recorded: %+v", list)
	}
}

// 1,961 of the 2,070 rows that one compiler gives for June 2018 are the very rows that the API gives with identities; the rest
// moved when the publisher revised the month.
func TestTwoPublicationsOfOneMonthAreCountedOnceWhicheverComesFirst(t *testing.T) {
	anonymous, named := testdata("tower-hamlets-12types_2018-06_2018-07.csv.gz"), testdata("tower-hamlets-all-types_2018-06.csv.gz")
	d := depot(t)
	one := run(t, d, anonymous)
	two := run(t, d, named)
	alone := run(t, depot(t), named)
	if repeats := alone.Accepted - two.Accepted; repeats < 1800 || repeats > 1961 {
		t.Fatalf("%d of the named rows were recognised", repeats)
	}
	d = depot(t)
	run(t, d, named)
	three := run(t, d, anonymous)
	if repeats := one.Accepted - three.Accepted; repeats < 1800 || repeats > 1961 {
		t.Fatalf("%d of the anonymous rows were recognised", repeats)
	}
	if again := run(t, d, named); again.Accepted != 0 {
		t.Fatalf("%+v", again)
	}
}

func TestAnonymousRowsThatRepeatWithinAFileAreAllAccepted(t *testing.T) {
	row := "2018-06,-0.046326,51.522770,Anti-social behaviour,E01004197\n"
	d := depot(t)
	if sum := run(t, d, text("two.csv", compact+row+row)); sum.Accepted != 2 {
		t.Fatalf("%+v", sum)
	}
	sum := run(t, d, text("five.csv", compact+strings.Repeat(row, 5)))
	if sum.Accepted != 3 || sum.Duplicate != 2 || sum.Files[0].Lines[0].Line != 2 {
		t.Fatalf("%+v", sum)
	}
}

func TestAByteOrderMarkCRLFQuotesAndColumnOrderAreRead(t *testing.T) {
	file := "\xef\xbb\xbf\"Crime type\",Latitude,Longitude,Location,Month\r\n" +
		"Burglary,51.522770,-0.046326,\"On or near Bow, \"\"The\"\" Green\",2018-06\r\n" +
		"\r\n" +
		"drugs,,,\"No\nLocation\",2018-07\r\n" +
		"burglary,51.52277,-0.046326,On or near \"Stray\" Street,2018-06"
	d := depot(t)
	sum := run(t, d, text("odd.csv", file))
	if sum.Accepted != 3 || sum.Rejected != 0 {
		t.Fatalf("%+v", sum)
	}
	facts := loadFacts(t, d)
	if got := facts.Streets[facts.Places.Street[facts.Crimes.Place[0]]]; got != `On or near Bow, "The" Green` {
		t.Fatalf("street %q", got)
	}
}

func TestEachKindOfBadRowIsRejectedWithItsReasonAndLine(t *testing.T) {
	good := "2018-06,-0.046326,51.522770,Drugs,E01004197\n"
	bad := []struct{ row, why string }{
		{"2018-13,-0.046326,51.522770,Drugs,E01004197", whyMonth},
		{"2018-06,-0.046326,,Drugs,E01004197", whyPoint},
		{"2018-06,-0.04x326,51.522770,Drugs,E01004197", whyPoint},
		{"2018-06,51.522770,-0.046326,Drugs,E01004197", whyAbroad},
		{"2018-06,NaN,51.5,Drugs,E01004197", whyPoint},
		{"2018-06,-0.046326,51.522770,Drgs,E01004197", whyType},
		{"2018-06,-0.046326,51.522770,Drugs,E0100419", whyLSOA},
		{"2018-06,-0.046326,51.522770,Drugs", whyFields},
		{"2018-06,-0.046326,51.522770,Drugs,E01004197,", whyFields},
		{"2018-06,-0.046326,51.522770,Drugs,E01004197\xff", whyEncoding},
	}
	file := compact + good
	for _, b := range bad {
		file += b.row + "\n"
	}
	sum := run(t, depot(t), text("bad.csv", file+good))
	if sum.Accepted != 2 || sum.Rejected != len(bad) {
		t.Fatalf("%+v", sum)
	}
	for i, b := range bad {
		if got := sum.Files[0].Lines[i]; got.Line != i+3 || got.Why != b.why {
			t.Errorf("row %q: line %d: %s", b.row, got.Line, got.Why)
		}
	}
}

func zipped(b *bytes.Buffer) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b.Bytes())
	_ = z.Close()
	return out.Bytes()
}

func TestABrokenFileIsRefusedByNameAndLineAndNothingIsStored(t *testing.T) {
	whole := readMaybeGzip(t, "testdata/2019-01-city-of-london-street.csv.gz")
	packed, err := os.ReadFile("testdata/2019-01-city-of-london-street.csv.gz")
	must(t, err)
	row := "2018-06,-0.046326,51.522770,Drugs,E01004197\n"
	swollen := []byte(compact + strings.Repeat(row, 1<<20))
	bomb := zipped(bytes.NewBuffer(swollen))
	member := "2018-06/2018-06-city-of-london-street.csv"
	archive := archived(t, member, swollen)
	flipped := bytes.Clone(packed)
	flipped[len(flipped)/2] ^= 0x55
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut.csv.gz", packed[:len(packed)/2], "ends too early"},
		{"flipped.csv.gz", flipped, "flipped.csv.gz"},
		{"bomb.csv.gz", bomb, "decompression bomb"},
		{"bomb.zip", archive, "bomb.zip!" + member},
		{"heavy.zip", lying(archive, 20, 1<<30), "decompression bomb"},
		{"light.zip", lying(archive, 24, 1<<10), "light.zip!" + member},
		{"utf16.csv", []byte("\xff\xfeM\x00o\x00n\x00"), "UTF-16"},
		{"nul.csv", []byte(compact + row + "2018-06\x00,,,Drugs,\n"), "nul.csv:3: holds a NUL byte"},
		{"long.csv", []byte(compact + row + strings.Repeat("x", 2<<20)), "long.csv:3: is longer than 64 KiB"},
		{"quote.csv", []byte(compact + row + "2018-06,\"-0.04,51,Drugs,\n" + row), "quote.csv:3: opens a quotation mark"},
		{"empty.csv", nil, "empty.csv:1: is empty"},
		{"wide.csv", []byte(strings.Repeat("a,", 600)), "more than 512 fields"},
		{"head.csv", []byte("Month,Longitude,Latitude,LSOA code\n"), `no column "crime type"`},
		{"outcomes.csv", []byte("Crime ID,Month,Longitude,Latitude,Outcome type\n"), "outcomes file"},
		{"other.csv", []byte("name,age\nx,1\n"), "other.csv:1: the header is not one of"},
		{"none.csv", []byte(compact + "a,b,c,d,e\n"), "none.csv:2: no row could be read"},
		{"fake.zip", []byte("PK\x03\x04 nothing"), "archive cannot be read"},
	} {
		d := depot(t)
		good := File{Name: "good.csv", Data: whole}
		_, err := Import(ctx, d, []File{good, {Name: c.name, Data: c.data}}, Options{Now: someday})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if list, _ := d.List(ctx); len(list) != 0 {
			t.Errorf("%s: something was stored: %+v", c.name, list)
		}
	}
}

// archived is a zip archive of one member.
func archived(t *testing.T, member string, data []byte) []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	m, err := w.Create(member)
	must(t, err)
	_, err = m.Write(data)
	must(t, err)
	must(t, w.Close())
	return buf.Bytes()
}

// lying is the archive of one member with another size in its directory: 20 bytes into the entry stands what the member
// takes up there, 24 bytes in what it expands to.
func lying(archive []byte, at int, size uint32) []byte {
	out := bytes.Clone(archive)
	entry := bytes.LastIndex(out, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(out[entry+at:], size)
	return out
}

func TestThePublishersArchiveIsReadMemberByMember(t *testing.T) {
	street := readMaybeGzip(t, "testdata/2019-01-city-of-london-street.csv.gz")
	stops, err := os.ReadFile("testdata/2023-07-metropolitan-stop-and-search-300-rows.csv")
	must(t, err)
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for name, data := range map[string][]byte{
		"2019-01/2019-01-city-of-london-street.csv":        street,
		"2019-01/2019-01-city-of-london-outcomes.csv":      []byte("Crime ID,Month,Outcome type\n"),
		"2023-07/2023-07-metropolitan-stop-and-search.csv": stops,
		"../../etc/passwd": []byte("x"),
		"__MACOSX/2019-01/._2019-01-city-of-london-street.csv": []byte("x"),
	} {
		m, err := w.Create(name)
		must(t, err)
		_, err = m.Write(data)
		must(t, err)
	}
	must(t, w.Close())
	path := filepath.Join(t.TempDir(), "archive.zip")
	must(t, os.WriteFile(path, buf.Bytes(), 0o600))
	d := depot(t)
	sum := run(t, d, Files(path)...)
	if sum.Segments != 2 || sum.Accepted != 613+300 || sum.Duplicate != 4 {
		t.Fatalf("%+v", sum)
	}
	again := run(t, d, Files(path)...)
	if again.Accepted != 0 || again.Duplicate != 917 {
		t.Fatalf("%+v", again)
	}
}

func TestACancelledImportLeavesNothing(t *testing.T) {
	d := depot(t)
	stop, cancel := context.WithCancel(ctx)
	opt := Options{Now: someday, Progress: func(Progress) { cancel() }}
	_, err := Import(stop, d, []File{testdata("2019-01-city-of-london-street.csv.gz")}, opt)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if list, _ := d.List(ctx); len(list) != 0 {
		t.Fatalf("something was stored: %+v", list)
	}
}

func TestAPublishedLSOAStandsAndTheWardComesFromThePoint(t *testing.T) {
	d := depot(t)
	row := "2018-06,-0.046326,51.522770,Drugs,E01009999\n" // on Frimley Way, Bethnal Green, with a code that no polygon gives
	run(t, d, text("one.csv", compact+row+"2018-06,,,Drugs,\n"))
	f := loadFacts(t, d)
	p := f.Crimes.Place[0]
	if got := f.LSOAs[f.Places.LSOA[p]].String(); got != "E01009999" {
		t.Errorf("LSOA %s", got)
	}
	if got := f.Wards[f.Places.Ward[p]].String(); got != "E05009317" {
		t.Errorf("ward %s", got)
	}
	if e, n := f.Places.Easting[p], f.Places.Northing[p]; e < 535000 || e > 536500 || n < 181000 || n > 183500 {
		t.Errorf("easting %g, northing %g", e, n)
	}
}

func TestACountSaysWhatItsTableSays(t *testing.T) {
	d := depot(t)
	sum := run(t, d, text("panel.csv", "lsoa_code,month,crime_count,n_burglary\nE01000001,2023-06,18,2\n"),
		text("year.csv", "category,LSOA11CD,LSOA11NM,LAD11NM,2011,2012\nmajor-arson,E01000006,Barking 016A,Barking,4.0,\nmajor-arson,E01000007,Barking 015A,Barking,4.5,1\n"),
		text("vawg.csv", "ward_name_clean_2,recorded_date_months,date_committed_from_date_months,count,sheet,vawg_offence\nMile End,2026-02-01T00:00:00.000Z,2005-01-01T00:00:00.000Z,1,Offences,\n"))
	if sum.Accepted != 4 || sum.Rejected != 1 || sum.Files[1].Lines[0].Line != 3 {
		t.Fatalf("%+v", sum)
	}
	c := loadFacts(t, d).Counts
	var got []string
	for i, n := range c.N {
		got = append(got, strings.Join([]string{c.Area[i].String(), c.Name[i], c.Category[i], c.Subcategory[i], c.Measure[i], c.Month[i].String(), fmt.Sprint(n)}, "|"))
	}
	want := []string{"E01000001||All crime|||2023-06|18", "E01000001||Burglary|||2023-06|2",
		"E01000006|Barking 016A|major-arson||Offences in the calendar year|2011-01|4",
		"|Mile End|Violence against women and girls|2005-01-01T00:00:00.000Z|Offences|2026-02|1"}
	if !slices.Equal(got, want) {
		t.Fatalf("%q", got)
	}
}
