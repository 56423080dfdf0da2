package account_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

func TestAListThatSomebodyKeepsIsTheirsAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		r := account.New(db, gatetest.Pack(t), gatetest.NewClock().Now)
		person := func(name string) access.Principal {
			return gatetest.As(gatetest.Hired(t, r, name), "officer", "council", "north")
		}
		ours, theirs := person("ann"), person("bob")
		for _, name := range []string{"Chicksand estate", "chicksand ESTATE", "Balloons"} {
			if err := r.SaveList(ctx, ours, name, "list=mine&ward=W1"); err != nil {
				t.Fatal(err)
			}
		}
		all, err := r.SavedLists(ctx, ours)
		if err != nil || len(all) != 2 || all[0].Name != "Balloons" || all[1].Name != "chicksand ESTATE" || all[1].Query != "list=mine&ward=W1" {
			t.Fatalf("they keep %+v: %v", all, err)
		}
		if err := r.ForgetList(ctx, theirs, all[0].ID); err != nil {
			t.Fatal(err)
		}
		if other, err := r.SavedLists(ctx, theirs); err != nil || len(other) != 0 {
			t.Errorf("another has %+v: %v", other, err)
		}
		if left, _ := r.SavedLists(ctx, ours); len(left) != 2 {
			t.Error("another took a list away")
		}
		if err := r.ForgetList(ctx, ours, all[0].ID); err != nil {
			t.Fatal(err)
		}
		if left, _ := r.SavedLists(ctx, ours); len(left) != 1 {
			t.Error("a list that its owner forgot is still there")
		}
		for _, name := range []string{"", "  ", strings.Repeat("x", 61)} {
			var bad fault.Invalid
			if err := r.SaveList(ctx, ours, name, ""); !errors.As(err, &bad) || bad["name"] == "" {
				t.Errorf("the name %.10q: %v", name, err)
			}
		}
		var full error
		for i := 0; full == nil && i < 40; i++ {
			full = r.SaveList(ctx, ours, fmt.Sprint("list ", i), "")
		}
		if !errors.As(full, new(fault.Invalid)) {
			t.Errorf("without end: %v", full)
		}
	})
}
