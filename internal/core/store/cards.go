package store

import "github.com/pressly/goose/v3"

// cardsStep is the number of cardsMigration.
const cardsStep = 84

// cardsMigration takes the cards of people out of the index of words of records into one of their own. A word of which thousands of records say
// it held up whoever looked for somebody of that name; a word that stood on every card to tell them apart goes. Records are found by their kind in
// the order of their ids, in which they are projected anew: without an index of it each hundred of them sorted all that are of the kind. SQLite
// reads what says who may see a part from an index that holds nothing else, and not from rows that hold all its words.
func cardsMigration(engine Engine) *goose.Migration {
	return statementsMigration(cardsStep, "index the words of people apart from those of records", cardsSQL(engine))
}

func cardsSQL(engine Engine) []string {
	shared := []string{
		"CREATE INDEX record_of_kind ON record (kind, id)",
		"UPDATE projection SET shape = '1' WHERE kind = 'people' AND shape = '1, with the word of a card'",
	}
	if engine == Postgres {
		return append(shared,
			"UPDATE find_part SET head = replace(head, ' !person', ''), lexemes = ts_delete(lexemes, '!person') WHERE person <> ''",
			"DROP INDEX find_part_lexemes",
			"CREATE INDEX find_part_lexemes ON find_part USING GIN (lexemes) WHERE record <> ''",
			"CREATE INDEX find_part_cards ON find_part USING GIN (lexemes) WHERE person <> ''")
	}
	return append(shared,
		"UPDATE find_part SET head = replace(head, ' !person', '') WHERE person <> ''",
		wordTable("find_card"),
		"DELETE FROM find_word WHERE rowid IN (SELECT id FROM find_part WHERE person <> '')",
		"INSERT INTO find_card (rowid, head, words) SELECT id, head, words FROM find_part WHERE person <> '' ORDER BY id",
		"CREATE INDEX find_part_seen ON find_part (id, record, seal, about)")
}

// wordTable makes an index of words on SQLite. The tokenizer splits at ASCII alone and changes nothing: what a word is was decided before.
func wordTable(name string) string {
	return "CREATE VIRTUAL TABLE " + name + ` USING fts5(head, words, content='', contentless_delete=1, detail=column, tokenize="ascii tokenchars '=@#~+!.'")`
}
