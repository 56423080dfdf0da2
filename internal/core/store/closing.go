package store

import (
	"fmt"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

// closingStep is the number of closingMigration.
const closingStep = 81

// closingMigration keeps that somebody asked to close a record and waits for who agrees, and ends that a field of a kind says otherwise than
// the column of every record that it is.
func closingMigration(engine Engine) *goose.Migration {
	return statementsMigration(closingStep, "keep what waits to be closed, and what a record says once", append([]string{`CREATE TABLE closing (
    record  TEXT PRIMARY KEY,
    state   TEXT NOT NULL,
    act     TEXT NOT NULL,
    part    TEXT NOT NULL,
    answers JSONB NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    account TEXT NOT NULL,
    name    TEXT NOT NULL
)`}, saidOnce(engine)...))
}

// fieldColumns are the columns of a record that a kind may ask as a field of its own (pack.Field.Column).
var fieldColumns = []string{"title", "category", "channel", "team", "repeat_victim"}

// saidOnce are the statements that take out of the documents what differs from its column. The column stays as it is, for every list and
// every rule of access went by it; the other is in an event, so that nothing is lost. A step knows no pack: that a field of another
// kind has the name alone is seen by its values, none of which is in the column of any record.
func saidOnce(engine Engine) []string {
	all := []string{"CREATE TABLE differed (record TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL)"}
	for _, column := range fieldColumns {
		is, said, without := fieldSQL(engine, column)
		before, after, where := said, column, is+" AND "+said+" <> "+column
		switch column {
		case "repeat_victim":
			before, after = "CASE WHEN repeat_victim THEN 'No' ELSE 'Yes' END", "CASE WHEN repeat_victim THEN 'Yes' ELSE 'No' END"
		case "title":
		default:
			where += fmt.Sprintf(" AND %s IN (SELECT DISTINCT %s FROM record)", said, column)
		}
		all = append(all, fmt.Sprintf("INSERT INTO differed (record, field, before, after) SELECT id, '%s', %s, %s FROM record WHERE %s", column, before, after, where),
			fmt.Sprintf("UPDATE record SET fields = %s WHERE id IN (SELECT record FROM differed WHERE field = '%s')", without, column))
	}
	return append(all, fmt.Sprintf(`INSERT INTO event (id, at, actor, actor_name, post, record, verb, field, before, after, reason, audience)
 SELECT record || '.' || field, '%s', 'system', 'what is said once', '', record, 'differed', field, before, after,
 'The two differed, and what lists and access went by stays', 'staff' FROM differed`, time.Now().UTC().Format("2006-01-02T15:04:05.000000Z")),
		"DELETE FROM projection WHERE kind IN (SELECT r.kind FROM record r JOIN differed d ON d.record = r.id)",
		"DROP TABLE differed")
}

// fieldSQL is, for a field of the documents, whether it is there in its type, what it holds, and the document without it.
func fieldSQL(engine Engine, field string) (is, said, without string) {
	is, said, without = "json_type($doc, '$.$f') IN ('text')", "json_extract($doc, '$.$f')", "json_remove($doc, '$.$f')"
	if engine == Postgres {
		is, said, without = "jsonb_typeof(fields->'$f') = 'string'", "(fields->>'$f')", "fields - '$f'"
	}
	if field == "repeat_victim" {
		is, said = strings.NewReplacer("'text'", "'true', 'false'", "'string'", "'boolean'").Replace(is), strings.Replace(said, "(fields->>'$f')", "(CASE WHEN jsonb_typeof(fields->'$f') = 'boolean' THEN (fields->>'$f')::boolean END)", 1)
	}
	fill := strings.NewReplacer("$doc", "CAST(fields AS TEXT)", "$f", field) // SQLite may hold a document as bytes
	return fill.Replace(is), fill.Replace(said), fill.Replace(without)
}
