package desk_test

import (
	"maps"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/wardmote/wardmote/internal/web/desk"
)

func TestASessionIsReadAsItWasKeptAlsoByAnEarlierVersion(t *testing.T) {
	until := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	for _, values := range []map[string]any{{}, {"account": "a"}, {"account": "a", "report": "r", "seen": int64(1_795_000_000)}, {"account": "a", "epoch": int64(3)}} {
		for name, write := range map[string]scs.Codec{"now": desk.Codec{}, "earlier": scs.GobCodec{}} {
			data, err := write.Encode(until, values)
			if err != nil {
				t.Fatal(err)
			}
			end, got, err := desk.Codec{}.Decode(data)
			if err != nil || !end.Equal(until) || !maps.Equal(got, values) {
				t.Errorf("%s: %v until %v, want %v: %v", name, got, end, values, err)
			}
		}
	}
	if _, err := (desk.Codec{}).Encode(until, map[string]any{"basket": 1}); err == nil {
		t.Error("a value that is not read again was kept")
	}
}
