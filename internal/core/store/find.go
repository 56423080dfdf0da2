package store

import (
	"strings"

	"github.com/pressly/goose/v3"
)

// findStep is the number of findMigration.
const findStep = 76

// findMigration puts the database's own index of words (package find) in the place of a table of words. A part of the index is all of a
// record, or of a person, that is read together; its id is its place in the order of lists. The step makes the tables, and takes away what can
// be made again from the records: the gate fills the index from them in the background, a hundred at a time, and goes on where it was cut off
// (gate.Reproject).
//
// head and words are the words of a part, each after a space, for the parts of few records, which are sooner read than found.
func findMigration(engine Engine) *goose.Migration {
	return statementsMigration(findStep, "keep words in the database's own index", findSQL(engine))
}

func findSQL(engine Engine) []string {
	dialect := strings.NewReplacer("$id", "INTEGER PRIMARY KEY", "$lexemes", "")
	if engine == Postgres {
		dialect = strings.NewReplacer("$id", "BIGINT PRIMARY KEY", "$lexemes", ",\n    lexemes TSVECTOR NOT NULL")
	}
	all := []string{
		dialect.Replace(`CREATE TABLE find_part (
    id      $id,
    record  TEXT NOT NULL,
    person  TEXT NOT NULL,
    seal    TEXT NOT NULL,
    about   TEXT NOT NULL,
    head    TEXT NOT NULL,
    words   TEXT NOT NULL$lexemes
)`),
		"CREATE INDEX find_part_record ON find_part (record) WHERE record <> ''",
		"CREATE INDEX find_part_person ON find_part (person) WHERE person <> ''",
		"DROP TABLE record_word", "DROP TABLE record_text", "DROP TABLE record_class",
	}
	if engine == Postgres {
		return append(all, "CREATE INDEX find_part_lexemes ON find_part USING GIN (lexemes)")
	}
	return append(all, wordTable("find_word"))
}
