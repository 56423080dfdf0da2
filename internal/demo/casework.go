package demo

import (
	"container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

// seed makes the invented year the same on every machine that starts it on the same day.
const seed = 20210104

// days is the length of the year that is told; reportsADay gives about 2,000 reports in it.
const (
	days        = 365
	reportsADay = 5.6
)

// story tells the year. Its gate has a clock of its own, which stands at the act that is being told.
type story struct {
	ctx     context.Context
	pack    *pack.Pack
	gate    *gate.Gate
	desk    *report.Desk
	acts    *act.Acts
	tasking *tasking.Tasking
	random  *rand.Rand
	now     when.Instant
	end     when.Instant
	spots   []spot
	hands   map[string]access.Principal // by team
	posts   map[string]access.Principal // by role: the first demonstration user who holds it
	related access.Principal            // who knows the family of a case, which is kept from her
	future  turns
	origin  map[string]string // case → the report that it was opened from
	order   int
	set     int            // how many actions boards have set
	events  int            // how many awareness events there were
	hate    int            // how many cases of hate were begun
	follow  report.Receipt // of the report that a visitor may follow
}

// turn is something that happens at a moment.
type turn struct {
	at    when.Instant
	order int
	do    func() error
}

// turns is a queue by time.
type turns []turn

func (a turns) Len() int { return len(a) }
func (a turns) Less(i, j int) bool {
	if a[i].at != a[j].at {
		return a[i].at.Before(a[j].at)
	}
	return a[i].order < a[j].order
}
func (a turns) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *turns) Push(x any)   { *a = append(*a, x.(turn)) }
func (a *turns) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// year tells the year up to this morning.
func year(ctx context.Context, p *program.Program) error {
	s := &story{ctx: ctx, origin: map[string]string{}, pack: p.Pack, random: rand.New(rand.NewPCG(seed, seed)), end: p.Config.Now()}
	s.gate = gate.New(gate.Config{DB: p.Store, Pack: p.Pack, Now: func() when.Instant { return s.now }, Demo: true})
	change.Of(s.gate).TellBy(p.Post)
	s.acts, s.tasking = program.NewActs(s.gate, s), &tasking.Tasking{Gate: s.gate}
	s.tasking.Acts = s.acts
	s.desk = p.Reports.On(s.gate, s.acts)
	var err error
	if s.spots, err = spots(ctx, p); err != nil {
		return err
	}
	if s.hands, err = hands(ctx, p); err != nil {
		return err
	}
	if s.posts, err = posts(ctx, p); err != nil {
		return err
	}
	if s.related, err = user(ctx, p, "tansy"); err != nil {
		return err
	}
	first := s.end.Date().AddDays(-days)
	s.now = first.Start()
	if err := s.registers(first); err != nil {
		return err
	}
	for d := range days {
		s.plan(first.AddDays(d))
	}
	s.morning()
	s.followed()
	s.asked()
	s.reviews()
	if err := s.tell(); err != nil {
		return err
	}
	if err := s.putNamesakes(); err != nil {
		return err
	}
	return p.Store.KeepSetting(ctx, followedSetting, s.follow.Reference+" "+s.follow.PIN)
}

// hands are the people who act for each team: a demonstration user where one works in it, else the team's invented officer.
func hands(ctx context.Context, p *program.Program) (map[string]access.Principal, error) {
	out := map[string]access.Principal{}
	for _, t := range p.Pack.Teams {
		username := "team." + t.ID
		for _, u := range p.Pack.Users {
			if u.Team == t.ID && u.Role != "panel-chair" && u.Role != "board-member" && u.Role != "analyst" {
				username = u.ID
				break
			}
		}
		a, err := p.Accounts.ByUsername(ctx, username)
		if err != nil {
			return nil, fmt.Errorf("nobody works in the team %s: %w", t.ID, err)
		}
		if out[t.ID], err = p.Accounts.Principal(ctx, a.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// posts are the demonstration users by role.
func posts(ctx context.Context, p *program.Program) (map[string]access.Principal, error) {
	out := map[string]access.Principal{}
	for _, u := range p.Pack.Users {
		if _, ok := out[u.Role]; ok {
			continue
		}
		who, err := user(ctx, p, u.ID)
		if err != nil {
			return nil, err
		}
		out[u.Role] = who
	}
	return out, nil
}

// user is a demonstration user by name.
func user(ctx context.Context, p *program.Program, name string) (access.Principal, error) {
	a, err := p.Accounts.ByUsername(ctx, name)
	if err != nil {
		return access.Principal{}, fmt.Errorf("the demonstration user %s: %w", name, err)
	}
	return p.Accounts.Principal(ctx, a.ID)
}

// Holders are who works in each team in the story: a case that another team opens is taken on by them.
func (s *story) Holders(context.Context) ([]account.Holder, error) {
	out := make([]account.Holder, 0, len(s.hands))
	for _, t := range s.pack.Teams {
		who := s.by(t.ID)
		for _, p := range who.Posts {
			if p.Team == t.ID {
				out = append(out, account.Holder{Post: p, Account: who.Account, Name: who.Name})
			}
		}
	}
	chair := s.posts["review-chair"] // who works in no team
	for _, p := range chair.Posts {
		out = append(out, account.Holder{Post: p, Account: chair.Account, Name: chair.Name})
	}
	return out, nil
}

// do does an act as somebody; what a rule refuses leaves the record as it is.
func (s *story) do(who access.Principal, ref, name string, answers act.Answers) (act.Outcome, error) {
	return s.acts.Run(s.ctx, who, act.Call{Record: ref, Act: name, Answers: answers})
}

// move moves a record to a state by its act.
func (s *story) move(who access.Principal, ref, to string, answers act.Answers) error {
	_, err := s.acts.Run(s.ctx, who, act.Call{Record: ref, Act: act.NewState, Part: to, Answers: answers})
	return err
}

// later puts an act into the future of the story; what lies beyond its end never happens.
func (s *story) later(at when.Instant, do func() error) {
	if at.After(s.end) {
		return
	}
	s.order++
	heap.Push(&s.future, turn{at, s.order, do})
}

// tell lets everything happen in its order.
func (s *story) tell() error {
	for s.future.Len() > 0 {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		next := heap.Pop(&s.future).(turn)
		s.now = next.at
		if err := next.do(); err != nil {
			return fmt.Errorf("on %s: %w", next.at.Date(), err)
		}
	}
	return nil
}

// plan puts what begins on a day into the future.
func (s *story) plan(day when.Date) {
	season := 1 + 0.35*seasonOf(day.Month())
	for range s.poisson(reportsADay * season) {
		s.later(s.moment(day), s.newReport)
	}
	for range s.poisson(1.6) {
		s.later(s.moment(day), s.patrol)
	}
	for range s.poisson(2.2) {
		s.later(s.moment(day), s.detection)
	}
	for range s.poisson(0.9 * season) {
		s.later(s.moment(day), s.sighting)
	}
	for range s.poisson(0.15) {
		s.later(s.moment(day), s.seizure)
	}
	for range s.poisson(0.2) {
		s.later(s.moment(day), s.feltUnsafe)
	}
	for range s.poisson(0.3 * season) {
		s.later(s.moment(day), s.orderContact)
	}
	if s.gate.Calendar().IsWorkingDay(day) {
		for range s.poisson(0.4) {
			s.later(day.Start().Add(time.Duration(11+s.random.IntN(6))*time.Hour), s.proposeTasking)
		}
	}
	switch {
	case day.Weekday() == time.Tuesday && day.DayOfMonth() <= 7 && day.Month()%2 == 0:
		s.later(day.Start().Add(17*time.Hour), s.awarenessEvent)
	case day.Weekday() == time.Thursday && day.DayOfMonth() <= 21:
		s.later(day.Start().Add(14*time.Hour), s.sweep)
	case day.Weekday() == time.Wednesday && day.DayOfMonth() <= 14:
		s.later(day.Start().Add(13*time.Hour), s.training)
	case day.Weekday() == time.Friday && day.DayOfMonth() <= 14:
		s.later(day.Start().Add(11*time.Hour), s.walkabout)
	}
}

// seasonOf is how much more happens in a month than in the mean one: summer evenings bring most of it.
func seasonOf(m time.Month) float64 {
	return []float64{-0.5, -0.4, -0.1, 0.1, 0.4, 0.7, 0.9, 0.8, 0.3, 0, -0.3, -0.6}[m-1]
}

// moment is a moment of a day when people are about.
func (s *story) moment(day when.Date) when.Instant {
	hour := []int{8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23}[s.random.IntN(19)]
	return day.Start().Add(time.Duration(hour)*time.Hour + time.Duration(s.random.IntN(3600))*time.Second)
}

// workday is a moment in office hours about n working days later.
func (s *story) workday(n int) when.Instant {
	day := s.gate.Calendar().AddWorkingDays(s.now.Date(), n)
	return day.Start().Add(9*time.Hour + time.Duration(s.random.IntN(8*3600))*time.Second)
}

// poisson draws how many (Knuth's product of uniforms; the means here are small).
func (s *story) poisson(mean float64) int {
	n, p := 0, s.random.Float64()
	limit := expMinus(mean)
	for p > limit {
		n++
		p *= s.random.Float64()
	}
	return n
}

func (s *story) chance(p float64) bool { return s.random.Float64() < p }

func pick[T any](s *story, list []T) T { return list[s.random.IntN(len(list))] }

// by is who acts for a team, and the intake's adviser where the team has nobody.
func (s *story) by(team string) access.Principal {
	if who, ok := s.hands[team]; ok {
		return who
	}
	return s.hands[s.pack.Partnership.Intake]
}
