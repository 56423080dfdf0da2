package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date. Each step runs in one transaction, so a process that dies half way leaves the
// schema as it was; on PostgreSQL one process of several holds the lock while it migrates.
func (db *DB) migrate(ctx context.Context) error {
	return db.migrateWith(ctx, func(p *goose.Provider) error {
		if err := known(ctx, p); err != nil {
			return err
		}
		return db.steps(ctx, p)
	})
}

// steps takes those that the store has not taken, and tells of each; a store that is new takes all of them in no time.
func (db *DB) steps(ctx context.Context, p *goose.Provider) error {
	has, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if has == 0 || db.step == nil {
		_, err := p.Up(ctx)
		return err
	}
	all, err := p.Status(ctx)
	if err != nil {
		return err
	}
	waiting := slices.DeleteFunc(all, func(s *goose.MigrationStatus) bool { return s.State != goose.StatePending })
	for nth := range waiting {
		db.step(nth+1, len(waiting))
		if _, err := p.UpByOne(ctx); err != nil {
			return err
		}
	}
	return nil
}

// known refuses a schema that a newer program has changed: to write into tables that one does not know may lose what the newer
// one keeps there.
func known(ctx context.Context, p *goose.Provider) error {
	has, knows, err := p.GetVersions(ctx)
	if err == nil && has > knows {
		err = fmt.Errorf("it was changed by a newer wardmote (step %d, and this program knows %d); run that version, or put the backup from before it back", has, knows)
	}
	return err
}

// inGo are the steps whose statements differ from one database to the other, or are put together.
func inGo(engine Engine) []*goose.Migration {
	return []*goose.Migration{wordsMigration(engine), valuesMigration(engine), keysFirstMigration(engine), findMigration(engine), circlesMigration(engine), closingMigration(engine), cardsMigration(engine)}
}

func (db *DB) migrateWith(ctx context.Context, run func(*goose.Provider) error) error {
	return db.migrateOn(ctx, db.write, run)
}

func (db *DB) migrateOn(ctx context.Context, pool *sql.DB, run func(*goose.Provider) error) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	// Steps of two branches may come to a store in either order; none rests on one of another branch.
	options, err := db.waiting(ctx)
	if err != nil {
		return err
	}
	options = append(options, goose.WithAllowOutofOrder(true), goose.WithGoMigrations(inGo(db.engine)...))
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, pool, files, options...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if err := run(provider); err != nil {
		return fmt.Errorf("bring the database up to date: %w", err)
	}
	return nil
}

// statementsMigration is a step whose statements depend on the engine, in one transaction; what says what it is for.
func statementsMigration(version int64, what string, texts []string) *goose.Migration {
	return goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		if err := inTurn(ctx, tx, texts...); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		return nil
	}}, nil)
}

// inTurn runs statements one after the other, up to the first that fails.
func inTurn(ctx context.Context, on interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}, texts ...string) error {
	for _, text := range texts {
		if _, err := on.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}
