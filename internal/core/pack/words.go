package pack

// Saying is a row of the lexicon: how people say things, and what they may mean by it. A row with an id is a notion that other
// rows name in When; a row with Means or Services is a reading; a row may be both. A row with Category gives the services
// that serve whoever is about that category, and nothing else.
type Saying struct {
	ID       string   `yaml:"id"`
	Say      []string `yaml:"say"`      // words and phrases, each of which says it
	When     []string `yaml:"when"`     // ids of notions that must all be there, each said by words of its own
	Means    []string `yaml:"means"`    // ids of categories, best first
	Services []string `yaml:"services"` // ids of contacts, best first
	Weight   float64  `yaml:"weight"`   // how much the row says, 1 where it is left out
	Category string   `yaml:"category"` // id of the category that Services serve
}

// SayingWeightMost is the most that one row may weigh, so that no row drowns all others.
const SayingWeightMost = 20
