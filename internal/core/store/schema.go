package store

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// VersionSetting is the name of the setting that says which program last held the store.
const VersionSetting = "version"

// Schema is the last step of the schema that this program knows.
func Schema() int64 {
	last := int64(0)
	for _, step := range inGo(SQLite) {
		last = max(last, step.Version)
	}
	names, _ := fs.Glob(migrations, "migrations/*.sql") // a fixed pattern
	for _, name := range names {
		digits, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
			last = max(last, n)
		}
	}
	return last
}

// Own refuses a store whose schema is not this program's: what one cannot migrate one must not write.
func (db *DB) Own(ctx context.Context) error {
	if err := db.held(ctx); err != nil {
		return err
	}
	return db.ownSchema(ctx)
}

func (db *DB) ownSchema(ctx context.Context) error {
	return db.marked(db.migrateOn(ctx, db.read, func(p *goose.Provider) error { // the writer's one connection is the committer's
		has, knows, err := p.GetVersions(ctx)
		if err != nil {
			return err
		}
		pending, err := p.HasPending(ctx)
		if err != nil || has == knows && !pending {
			return err
		}
		by, err := db.Setting(ctx, VersionSetting)
		if err != nil || by == "" {
			by = "another version of wardmote" // from before that was written down
		}
		return fmt.Errorf("it belongs to %s (step %d of the schema, and this program's is %d); use that version, or stop it and start this one with serve, "+
			"which brings the store up to date", by, has, knows)
	}))
}
