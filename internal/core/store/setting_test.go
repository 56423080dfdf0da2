package store_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

func TestWhoSettlesSomethingFirstDecidesForAll(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		if v, err := db.Setting(ctx, "colour"); err != nil || v != "" {
			t.Fatalf("before: %q, %v", v, err)
		}
		for _, mine := range []string{"red", "blue"} {
			if stands, err := db.Settle(ctx, "colour", mine); err != nil || stands != "red" {
				t.Errorf("settled as %s: %q, %v", mine, stands, err)
			}
		}
		if err := db.KeepSetting(ctx, "colour", "green"); err != nil {
			t.Fatal(err)
		}
		if v, err := db.Setting(ctx, "colour"); err != nil || v != "green" {
			t.Errorf("after: %q, %v", v, err)
		}
	})
}
