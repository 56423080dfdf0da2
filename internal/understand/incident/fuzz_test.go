package incident

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// FuzzImport feeds the importer with anything. It must neither panic nor hang, account for every row of what it accepts, and
// add nothing when the same bytes come again.
func FuzzImport(f *testing.F) {
	entries, err := os.ReadDir("testdata")
	must(f, err)
	for _, e := range entries {
		if strings.Contains(e.Name(), ".csv") {
			raw := readMaybeGzip(f, "testdata/"+e.Name())
			f.Add(raw[:min(len(raw), 1500)])
		}
	}
	f.Add([]byte("\xef\xbb\xbfMonth,Longitude,Latitude,Crime type\r\n2018-06,\"-0.1\",51.5,\"Dr\"\"ugs\"\r\n"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := newMemory()
		sum, err := Import(ctx, d, []File{{Name: "fuzz", Data: data}}, Options{Now: someday})
		if err != nil {
			if list, _ := d.List(ctx); len(list) != 0 {
				t.Fatal("a refused file left something")
			}
			return
		}
		facts := loadFacts(t, d)
		if n := len(facts.Crimes.Month) + len(facts.Stops.Month); sum.Files[0].Kind != Count && n != sum.Accepted {
			t.Fatalf("%d accepted, %d stored", sum.Accepted, n)
		}
		again, err := Import(ctx, d, []File{{Name: "fuzz", Data: data}}, Options{Now: someday})
		if err != nil || again.Accepted != 0 || again.Duplicate != sum.Accepted+sum.Duplicate {
			t.Fatalf("again: %+v %v", again, err)
		}
	})
}

func FuzzAreas(f *testing.F) {
	raw := readMaybeGzip(f, "testdata/tower_hamlets_wards_2014.geojson.gz")
	f.Add(raw[:3000])
	f.Add([]byte(`{"features":[{"properties":{"GSS_CODE":"E05009317"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if x, err := NewAreaIndex(data); err == nil {
			x.Find(0.5, 0.25)
		}
	})
}

// The scanner agrees with encoding/csv on every table that the latter reads and that has no bare quotation marks.
func TestFieldsAreThoseOfRFC4180(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c, \n]{0,4}|"([a-c,\n]|""){0,4}")(,([a-c ]{0,4}|"([a-c,\n]|""){0,4}"|)){0,4}\n`).Draw(t, "record")
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		var want [][]string
		for {
			record, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return // not a table to either
			}
			want = append(want, record)
		}
		var got [][]string
		for b := []byte(text); len(b) > 0; {
			n, _, _ := recordEnd(b)
			line := trimCR(bytes.TrimSuffix(bytes.Clone(b[:n]), []byte{'\n'}))
			b = b[n:]
			if len(line) == 0 {
				continue
			}
			f, err := fields(line, nil)
			if err != nil {
				t.Fatal(err)
			}
			record := make([]string, len(f))
			for i := range f {
				record[i] = string(f[i])
			}
			got = append(got, record)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
}

func TestRecordsEightBytesAtATimeAreThoseOfASplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[,-.\x00\x7f-\xff\r\n\v+a]{1,120}`).Draw(t, "text")
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		var f [][]byte
		for rest := []byte(text); len(rest) > 0; lines = lines[1:] {
			var length int
			f, length = plainRecord(rest, f)
			rest = rest[length:]
			want := strings.Split(strings.TrimSuffix(lines[0], "\r"), ",")
			for i := range max(len(want), len(f)) {
				if len(f) != len(want) || string(f[i]) != want[i] {
					t.Fatalf("%q gave %q", lines[0], f)
				}
			}
		}
		if len(lines) > 0 {
			t.Fatalf("%q: %d lines were not read", text, len(lines))
		}
	})
}

func TestBlocksOfAnySizeGiveTheSameRows(t *testing.T) {
	raw := readMaybeGzip(t, "testdata/2019-01-city-of-london-street.csv.gz")
	whole, err := readTable(ctx, &input{name: "x", stream: bytes.NewReader(raw), packed: &meter{}}, Options{})
	must(t, err)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 5000).Draw(t, "bytes a read")
		in := &input{name: "x", stream: dripping{bytes.NewReader(raw), size}, packed: &meter{}}
		got, err := readTable(ctx, in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.rows, whole.rows) {
			t.Fatal("the rows differ")
		}
	})
}

func TestSpotsOfOneAreaKeepTheirNumbersHoweverManyAndHoweverAsked(t *testing.T) {
	all := make([]spot, 100_000)
	for i := range all {
		all[i] = spot{lon: int32(i), lat: -int32(i) / 2, lsoa: 1<<27 | 7}
	}
	read := newGazetteer(0).reader()
	for i, n := range read.spots(all, nil) {
		if n != uint32(i) || read.spot(all[i]) != n {
			t.Fatalf("spot %d has the numbers %d and %d", i, n, read.spot(all[i]))
		}
	}
	if again := read.spots(all[500:700], []uint32{1}); again[0] != 1 || again[1] != 500 || again[200] != 699 {
		t.Fatalf("met once more they have the numbers %v", again[:5])
	}
}

type dripping struct {
	from io.Reader
	size int
}

func (d dripping) Read(b []byte) (int, error) { return d.from.Read(b[:min(len(b), d.size)]) }

func TestMicrodegreesAreThoseOfTheDecimalNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := int32(rapid.IntRange(-180_000_000, 180_000_000).Draw(t, "microdegrees"))
		text := decimal(n)
		if got, ok := microdegrees([]byte(text)); !ok || got != n {
			t.Fatalf("%s gave %d", text, got)
		}
		odd := []byte(text)
		odd[rapid.IntRange(0, len(odd)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		quick, ok := sixDecimals(odd)
		slow, ok2 := anyDecimals(odd)
		if ok && (!ok2 || quick != slow) {
			t.Fatalf("%q: %d %v together, %d %v one by one", odd, quick, ok, slow, ok2)
		}
	})
	for _, bad := range []string{"", "-", ".5", "1e3", "1.2.3", " 1", "999", "0x1", "NaN", "1,0"} {
		if _, ok := microdegrees([]byte(bad)); ok {
			t.Errorf("%q was read as a number", bad)
		}
	}
	if got, _ := microdegrees([]byte("-0.0568255999")); got != -56826 {
		t.Errorf("rounded to %d", got)
	}
}
