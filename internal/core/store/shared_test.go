package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// names are put into the store when their commit ends.
type names struct {
	all   []string
	panic bool
}

func (n *names) End(ctx context.Context, tx store.Tx) error {
	if n.panic {
		panic("a fault of the program")
	}
	for _, name := range n.all {
		if err := put(ctx, tx, name, "x"); err != nil {
			return err
		}
	}
	return nil
}

func begin() *names { return &names{} }

func TestWhatWritesShareIsKeptForThoseThatSucceedAlone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, refused := context.Background(), errors.New("refused")
		if err := db.Write(ctx, func(tx store.Tx) error { return put(ctx, tx, "n7", "taken") }); err != nil {
			t.Fatal(err)
		}
		fails := func(i int) bool { return i%5 == 0 || i == 7 || i == 13 } // refused; a name that is taken; a panic at the end
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				err := db.Write(ctx, func(tx store.Tx) error {
					shared := store.Share(tx, "names", begin)
					shared.all = append(shared.all, fmt.Sprint("n", i))
					shared.panic = shared.panic || i == 13 && db.Engine() == store.SQLite
					if i%5 == 0 || i == 13 && db.Engine() == store.Postgres {
						return refused
					}
					return nil
				})
				if fails(i) != (err != nil) {
					t.Errorf("write %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		for i := range 60 {
			if kept := setting(t, db, fmt.Sprint("n", i)) == "x"; kept == fails(i) {
				t.Errorf("write %d: kept is %v", i, kept)
			}
		}
	})
}
