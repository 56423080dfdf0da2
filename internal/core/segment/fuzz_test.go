package segment_test

import (
	"reflect"
	"testing"

	"github.com/wardmote/wardmote/internal/core/segment"
)

// FuzzDecode reads anything as a segment. It must neither panic nor ask for memory without end, and what it accepts must be
// a table: columns of one length that point into their dictionaries, which Encode takes and gives back the same.
func FuzzDecode(f *testing.F) {
	keys := [][16]byte{{1}, {}, {3}, {4}}
	whole, err := segment.Encode(&segment.Table{Rows: 4, Meta: map[string]string{"kind": "crime"}, Columns: []segment.Column{
		{Name: "type", Text: []string{"Drugs", "Robbery"}, Index: []uint32{0, 1, 1, segment.Null}},
		{Name: "longitude", Real: []float64{-0.05, 0.01}, Index: []uint32{0, 1}, Lengths: []uint32{3, 1}},
		{Name: "count", Int: []int32{4, 9}, Index: []uint32{1, 1, 0, 0}},
		{Name: "month", Day: []int32{17000}, Index: []uint32{0, 0, 0, 0}},
		{Name: "moment", Moment: []int64{1_500_000_000_000}, Index: []uint32{0, segment.Null, 0, 0}},
		{Name: "id", Key: keys},
	}})
	must(f, err)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("PAR1PAR1"))
	for at := 4; at < len(whole); at += 7 {
		bad := append([]byte(nil), whole...)
		bad[at] ^= 0x41
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		table, err := segment.Decode(content)
		if err != nil {
			return
		}
		again, err := segment.Encode(table)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		back, err := segment.Decode(again)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		for i := range back.Columns {
			c := &back.Columns[i]
			if was := table.Column(c.Name); was == nil || !reflect.DeepEqual(was.Index, c.Index) || !reflect.DeepEqual(was.Key, c.Key) {
				t.Fatalf("column %s came back otherwise", c.Name)
			}
		}
	})
}
