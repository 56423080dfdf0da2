package govuk

import (
	"cmp"
	"html/template"
	"strconv"
)

// AccordionItem is one section of an accordion.
type AccordionItem struct {
	Heading  Content `json:"heading"`
	Summary  Content `json:"summary"`
	Content  Content `json:"content"`
	Expanded bool    `json:"expanded"`
}

// Given says that the item is there at all.
func (a AccordionItem) Given() bool { return a.Heading.Given() || a.Content.Given() }

// Accordion shows and hides sections of a long page. ID is needed, for the state of each section is kept by it.
type Accordion struct {
	ID                       string          `json:"id"`
	HeadingLevel             int             `json:"headingLevel"`
	Classes                  string          `json:"classes"`
	Attributes               Attributes      `json:"attributes"`
	RememberExpanded         Flag            `json:"rememberExpanded"`
	HideAllSectionsText      string          `json:"hideAllSectionsText"`
	HideSectionText          string          `json:"hideSectionText"`
	HideSectionAriaLabelText string          `json:"hideSectionAriaLabelText"`
	ShowAllSectionsText      string          `json:"showAllSectionsText"`
	ShowSectionText          string          `json:"showSectionText"`
	ShowSectionAriaLabelText string          `json:"showSectionAriaLabelText"`
	Items                    []AccordionItem `json:"items"`
}

func (Accordion) partial() string { return "accordion.html" }

// SummaryAction is a link that changes what a row or a card says. VisuallyHiddenText says which, to a screen reader.
type SummaryAction struct {
	Href               string        `json:"href"`
	Text               string        `json:"text"`
	HTML               template.HTML `json:"html"`
	VisuallyHiddenText string        `json:"visuallyHiddenText"`
	Classes            string        `json:"classes"`
	Attributes         Attributes    `json:"attributes"`
	Card               SummaryText   `json:"-"`
}

// InCard is the action with the title of the card that it stands in.
func (a SummaryAction) InCard(title SummaryText) SummaryAction {
	a.Card = title
	return a
}

// SummaryActions are the links of a row or of a card.
type SummaryActions struct {
	Items   []SummaryAction `json:"items"`
	Classes string          `json:"classes"`
}

// SummaryText is a key, a value or a title.
type SummaryText struct {
	Text         string        `json:"text"`
	HTML         template.HTML `json:"html"`
	Classes      string        `json:"classes"`
	HeadingLevel int           `json:"headingLevel"`
}

// Given says that there is something to draw.
func (s SummaryText) Given() bool { return s.Text != "" || s.HTML != "" }

// SummaryRow is a question and its answer.
type SummaryRow struct {
	Key     SummaryText    `json:"key"`
	Value   SummaryText    `json:"value"`
	Actions SummaryActions `json:"actions"`
	Classes string         `json:"classes"`
}

// Given says that the row is there at all.
func (r SummaryRow) Given() bool { return r.Key.Given() || r.Value.Given() }

// SummaryCard puts a list in a box with a title.
type SummaryCard struct {
	Title      SummaryText    `json:"title"`
	Actions    SummaryActions `json:"actions"`
	Classes    string         `json:"classes"`
	Attributes Attributes     `json:"attributes"`
}

// SummaryList shows what is known, or what was answered.
type SummaryList struct {
	Rows       []SummaryRow `json:"rows"`
	Card       *SummaryCard `json:"card"`
	Classes    string       `json:"classes"`
	Attributes Attributes   `json:"attributes"`
}

func (SummaryList) partial() string { return "summary-list.html" }

// AnyActions says that the list has a third column.
func (p SummaryList) AnyActions() bool {
	for _, row := range p.Rows {
		if len(row.Actions.Items) > 0 {
			return true
		}
	}
	return false
}

// CardTitle is the title that actions of the rows repeat.
func (p SummaryList) CardTitle() SummaryText {
	if p.Card == nil {
		return SummaryText{}
	}
	return p.Card.Title
}

// TabPanel is what a tab shows.
type TabPanel struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Attributes Attributes    `json:"attributes"`
}

// Tab is one tab.
type Tab struct {
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Attributes Attributes `json:"attributes"`
	Panel      TabPanel   `json:"panel"`
}

// Given says that the tab is there at all.
func (t Tab) Given() bool { return t.Label != "" || t.ID != "" }

// Tabs show one of several panels; without JavaScript, all of them under one another.
type Tabs struct {
	ID         string     `json:"id"`
	IDPrefix   string     `json:"idPrefix"`
	Title      string     `json:"title"`
	Items      []Tab      `json:"items"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

func (Tabs) partial() string { return "tabs.html" }

// PanelID is the id of the nth panel, counted from 0.
func (p Tabs) PanelID(t Tab, index int) string {
	return cmp.Or(t.ID, p.IDPrefix+"-"+strconv.Itoa(index+1))
}

// TaskStatus says how far a task is.
type TaskStatus struct {
	Tag     *Tag          `json:"tag"`
	Text    string        `json:"text"`
	HTML    template.HTML `json:"html"`
	Classes string        `json:"classes"`
}

// Task is one task of a list.
type Task struct {
	Title   SummaryText `json:"title"`
	Hint    Content     `json:"hint"`
	Status  TaskStatus  `json:"status"`
	Href    string      `json:"href"`
	Classes string      `json:"classes"`
}

// Given says that the task is there at all.
func (t Task) Given() bool { return t.Title.Given() }

// TaskList shows what is to be done and what is done.
type TaskList struct {
	IDPrefix   string     `json:"idPrefix"`
	Items      []Task     `json:"items"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

func (TaskList) partial() string { return "task-list.html" }
