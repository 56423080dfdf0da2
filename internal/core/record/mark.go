package record

import "github.com/wardmote/wardmote/internal/core/when"

// Mark is what whoever deals with somebody has to know of them, on the person's card: from the day on which it was written to its review day, after
// which it lapses by itself.
type Mark struct {
	ID     string
	Person string
	Sort   string
	Words  string
	Source string // how it is known
	At     when.Instant
	By     string
	Review when.Date
	Ended  when.Instant
	EndFor string
}

// The sorts of marks.
const (
	StaffSafety = "safety"
	Adjustment  = "adjustment"
	NeedOf      = "need"
)

// MarkSorts are the sorts with their words.
var MarkSorts = []struct{ ID, Words, Hint string }{
	{StaffSafety, "Staff safety", "A risk to whoever visits or meets them. It needs a review day within twelve months"},
	{Adjustment, "Reasonable adjustment", "What is done differently for them, such as large print or an interpreter"},
	{NeedOf, "Need", "Such as mental capacity or a disability, of somebody who is alleged to harm too"},
}

// Stands says that the mark is in force on a day.
func (m Mark) Stands(today when.Date) bool {
	return m.Ended.IsZero() && (m.Review.IsZero() || !today.After(m.Review))
}

// SortWords is what a sort of marks is called.
func (m Mark) SortWords() string {
	for _, s := range MarkSorts {
		if s.ID == m.Sort {
			return s.Words
		}
	}
	return m.Sort
}
