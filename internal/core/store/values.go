package store

import "github.com/pressly/goose/v3"

// The numbers of the steps below.
const (
	valuesStep    = 43
	keysFirstStep = 63
)

// valuesMigration makes the table of filter fields on SQLite one that is its key alone (WITHOUT ROWID), so that each of the
// ten values of a report is written to two trees instead of three, of which one grows at its end. They are written by the gate with
// their record, in one transaction; that the record is there is not looked up again for each. PostgreSQL keeps every table
// as a heap, and has nothing to gain.
func valuesMigration(engine Engine) *goose.Migration {
	var texts []string
	if engine == SQLite {
		texts = []string{
			"ALTER TABLE record_value RENAME TO record_value_before",
			`CREATE TABLE record_value (
    record TEXT NOT NULL,
    kind   TEXT NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (record, field, value)
) WITHOUT ROWID`,
			"INSERT INTO record_value (record, kind, field, value) SELECT record, kind, field, value FROM record_value_before ORDER BY record, field, value",
			"DROP TABLE record_value_before",
			"CREATE INDEX record_value_find ON record_value (kind, field, value, record)",
		}
	}
	return statementsMigration(valuesStep, "keep the values of filter fields by their key", texts)
}

// keysFirstMigration makes the same table once more with the columns of its key first: SQLite 3.40, which comes with Debian 12, takes
// a table that is its key alone and has them in another order for a damaged one (integrity_check: "row missing from index").
func keysFirstMigration(engine Engine) *goose.Migration {
	var texts []string
	if engine == SQLite {
		texts = []string{
			"DROP INDEX record_value_find",
			"ALTER TABLE record_value RENAME TO record_value_before",
			`CREATE TABLE record_value (
    record TEXT NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT NOT NULL,
    kind   TEXT NOT NULL,
    PRIMARY KEY (record, field, value)
) WITHOUT ROWID`,
			"INSERT INTO record_value (record, field, value, kind) SELECT record, field, value, kind FROM record_value_before ORDER BY record, field, value",
			"DROP TABLE record_value_before",
			"CREATE INDEX record_value_find ON record_value (kind, field, value, record)",
		}
	}
	return statementsMigration(keysFirstStep, "keep the columns of the key of filter fields first", texts)
}
