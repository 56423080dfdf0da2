package demo

import "slices"

// wordsOf are what invented residents say, by category.
var wordsOf = map[string][]string{
	"nitrous-oxide":     {"Young men in cars with balloons, music on, canisters all over the kerb in the morning.", "Silver canisters dumped by the bins again."},
	"drug-dealing":      {"Cars stop for a minute, somebody comes out of the block, then they go.", "Same two men by the stairwell every evening, people queue."},
	"drug-use":          {"People smoke crack in our stairwell and sleep there.", "Strong smell of cannabis in the corridor every night."},
	"noise":             {"Shouting and loud music from a group outside until three in the morning.", "Party with speakers on the balcony."},
	"groups":            {"About fifteen youths hang about the entrance and shout at people who pass.", "A group blocks the door and will not move."},
	"rowdy":             {"Drunk people fighting after the bars close.", "Men shouting and throwing bottles."},
	"speeding-cars":     {"Cars race up and down after midnight, engines roaring.", "Mopeds without plates on the pavement."},
	"litter":            {"Bags of rubbish left by the tree pit all week.", "Overflowing bin, rats."},
	"fly-tipping":       {"A mattress and a fridge were dumped overnight.", "Builder's rubble on the corner."},
	"graffiti":          {"Fresh tags on the whole wall of the underpass.", "Shutter sprayed again."},
	"neighbours":        {"My neighbour bangs on the wall and shouts through the letter box.", "Dog barks for hours and they laugh when I ask."},
	"hate":              {"Somebody shouted at me about my headscarf and spat.", "A slur was painted on my door."},
	"begging":           {"A man asks for money at the cash machine and follows people.", "Begging at the station steps all day."},
	"street-drinking":   {"A group drinks on the benches from noon and shouts at families.", "Broken bottles in the playground."},
	"child-worry":       {"A boy of about thirteen delivers packets for older men after school.", "Small children are out alone late most evenings."},
	"adult-worry":       {"My neighbour has stopped opening the door and her post piles up.", "An old man two floors down is visited by people who take his money."},
	"domestic-abuse":    {"I hear a man threaten a woman through the wall most weekends."},
	"rough-sleeping":    {"Somebody sleeps in the doorway of the closed shop and looks ill."},
	"housing-repair":    {"The street door of the block does not lock, and people come in to smoke.", "The light on the third landing has been out for a month."},
	"fire-setting":      {"Bins by the garages were set alight again.", "Youths light fires on the waste ground behind the flats."},
	"stop-search":       {"My son was stopped on his way home from college and nobody told him why.", "The same boys are searched outside the station every week."},
	"drug-litter":       {"Needles in the sandpit of the playground.", "Foil and needles on the second landing."},
	"underage-sales":    {"The shop on the corner sells vapes to children in school uniform."},
	"unlicensed-music":  {"A sound system in the yard behind the arches, until four in the morning."},
	"street-party":      {"Hundreds of people in the street after the match, and nobody can get to the doors."},
	"threats":           {"He said that he knows where I live and would come back.", "They threatened me for asking them to turn it down."},
	"trespass":          {"People climb on the roof of the garages and throw things."},
	"sex-work":          {"Cars stop for women on the corner every night, under our windows."},
	"fireworks":         {"Fireworks were thrown at a bus and at people at the stop."},
	"dogs":              {"A large dog runs loose in the park and has bitten another."},
	"abandoned-vehicle": {"A car without plates has stood there for a month, with its windows broken."},
	"dog-fouling":       {"The path to the school is full of it every morning."},
	"vandalism":         {"All the windows of the bus shelter were broken.", "Somebody kicked in the street door."},
	"knife-crime":       {"Two boys showed a knife to another at the gate.", "I found a knife in the flower bed."},
	"burglary":          {"Somebody came in by the balcony while we slept and took the laptop."},
	"robbery":           {"My phone was taken out of my hand by a man on a moped.", "Two boys took my son’s phone on his way from school."},
	"vehicle-crime":     {"The catalytic converter was cut off my car in the night.", "My bicycle was taken from the rack though it was locked."},
	"stolen-goods":      {"Phones are sold out of a bag by the station steps."},
	"cuckooing":         {"Young men have moved in with the man at number 4. He sleeps on the stairs."},
	"substance-worry":   {"My brother uses every day now and will not see the doctor."},
	"extremism-worry":   {"A pupil talks of nothing but videos of fighters and has left his friends."},
	"benefit-fraud":     {"She says at the counter that she lives alone, and three people work from the flat."},
	"other":             {"The lamp over the steps has been out for weeks and people are afraid to use them."},
}

// narrative is what somebody says who reports of a category.
func (s *story) narrative(category string) string {
	if words := wordsOf[category]; len(words) > 0 {
		return pick(s, words)
	}
	return "It keeps happening and nobody comes."
}

// outcome is how a report ends: what the reporter is told of it, and why it is closed.
type outcome struct{ id, reason, message string }

var (
	cleared  = outcome{"cleared", "Cleared on the next round.", "We sent a crew and it has been cleared. If it comes back, tell us here and we will look at who leaves it."}
	repaired = outcome{"cleared", "The repair was made.", "The repair was made. If it breaks again, tell us here."}
	patrols  = outcome{"patrol", "Patrols sent at the times named.", "Officers have been there at the times you told us. They spoke with the people there and will go back this month."}
	advised  = outcome{"advice", "Advice given by telephone.", "We have told you what can be done and whom to ring. You can come back to us at any time."}
	warned   = outcome{"warning", "A person was warned.", "We found who was responsible and warned them. If it happens again, tell us the day and the time."}
	stopped  = outcome{"solved", "It has stopped.", "You told us that it has stopped, so we are closing your report. Thank you for telling us."}
	unseen   = outcome{"nothing-found", "Two visits, nothing seen.", "We went twice at the times you named and saw nothing. If it happens again, tell us and we will go again."}
)

// outcomes are how a report of a category may end: what was dumped is cleared, and nobody sends a patrol for a worry.
func (s *story) outcomes(category string) []outcome {
	switch {
	case s.protects(category) || category == "benefit-fraud":
		return []outcome{advised}
	case slices.Contains([]string{"litter", "graffiti", "fly-tipping", "dog-fouling", "drug-litter", "abandoned-vehicle"}, category):
		return []outcome{cleared, cleared, cleared, unseen}
	case category == "housing-repair":
		return []outcome{repaired, repaired, advised}
	case category == "neighbours":
		return []outcome{advised, warned, stopped}
	}
	return []outcome{patrols, patrols, advised, warned, stopped, unseen}
}
