package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/spelling"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/program"
	"github.com/wardmote/wardmote/law"
)

type lawCommand struct {
	Show  lawShowCommand  `cmd:"" help:"Say what the law is about a key on a day, with where it stands and how sure that is."`
	Count lawCountCommand `cmd:"" help:"Print the last day of a period of law; of a period in hours the moment."`
	List  lawListCommand  `cmd:"" help:"List every rule of the table."`
	Sign  lawSignCommand  `cmd:"" help:"Confirm, as an approver of the partnership, a rule that is shipped unconfirmed. It counts when two have."`
}

// lawTable is where the rules come from: the program alone, or a store with its signatures.
type lawTable struct {
	Data     string `help:"Folder of a store, whose approvers' signatures count." type:"existingdir"`
	Database string `help:"PostgreSQL address (postgres://…) of the store."`
	Pack     string `help:"Folder of a pack, or towerhamlets, whose own timings stand beside the law."`
}

func (t lawTable) config() program.Config {
	return program.Config{Data: t.Data, Database: t.Database, Pack: t.Pack}
}

func (t lawTable) read(ctx context.Context) (*law.Table, []law.Signature, error) {
	table, signed := law.EnglandAndWales, []law.Signature(nil)
	if t.Data != "" || t.Database != "" {
		var err error
		if table, signed, err = program.Law(ctx, t.config()); err != nil {
			return nil, nil, err
		}
	}
	if t.Pack == "" {
		return table, signed, nil
	}
	p, err := program.LoadPack(t.Pack)
	if err != nil {
		return nil, nil, err
	}
	return table.Beside(p.Timings()), signed, nil
}

type lawShowCommand struct {
	lawTable
	Key  string `arg:"" help:"Key of the rule, such as cpn.appeal_days."`
	On   string `help:"The day of the event that it is about, such as 2026-11-30; today where none is given."`
	JSON bool   `name:"json" help:"Print one JSON object."`
}

// shownRule is a rule as scripts read it. A day that is not set is null.
type shownRule struct {
	Key       string  `json:"key"`
	Value     int     `json:"value"`
	Unit      string  `json:"unit"`
	From      *string `json:"from"`
	To        *string `json:"to"`
	Status    string  `json:"status"`
	Citation  string  `json:"citation"`
	CheckedOn *string `json:"checked_on"`
}

func shown(r law.Rule) shownRule {
	day := func(d when.Date) *string {
		if d.IsZero() {
			return nil
		}
		return new(d.String())
	}
	return shownRule{r.Key, r.Value, string(r.Unit), day(r.From), day(r.To), string(r.Status), r.Citation, day(r.CheckedOn)}
}

// Run prints the row of the day.
func (c *lawShowCommand) Run(ctx context.Context) error {
	on, err := dayOrToday(c.On, "--on")
	if err != nil {
		return err
	}
	table, signed, err := c.read(ctx)
	if err != nil {
		return err
	}
	r, err := find(table, c.Key, on)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(shown(r))
	}
	fmt.Print(described(table, r, signed, on))
	return nil
}

// find is the row of a key on a day; where none has days that hold it, one whose day of commencement is not known.
func find(table *law.Table, key string, on when.Date) (law.Rule, error) {
	rules := table.Of(key)
	if len(rules) == 0 {
		return law.Rule{}, fmt.Errorf("there is no rule %q; the nearest keys are %s", key, strings.Join(nearestKeys(table, key), ", "))
	}
	if r, ok := table.On(key, on); ok {
		return r, nil
	}
	if i := slices.IndexFunc(rules, func(r law.Rule) bool { return r.From.IsZero() }); i >= 0 {
		return rules[i], nil
	}
	return law.Rule{}, fmt.Errorf("%s has no rule on %s: the first is from %s", key, on, rules[0].From)
}

// described says a rule in words, with what else there is to know before anybody goes by it.
func described(table *law.Table, r law.Rule, signed []law.Signature, on when.Date) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-12s%s\n", name, text)
		}
	}
	line("key", r.Key)
	line("value", r.Words())
	line("leaving out", strings.ReplaceAll(strings.Join(r.Excluding, ", "), "_", " "))
	line("from", first(r))
	line("to", r.To.String())
	line("status", string(r.Status))
	line("citation", r.Citation)
	line("checked on", r.CheckedOn.String())
	line("note", r.Note)
	for _, s := range r.Signatures(signed) {
		line("signed by", fmt.Sprintf("%s on %s, from %s: %s", s.Name, s.At.Date(), s.From, s.Words))
	}
	if applies, ok := table.Applies(r.Key, on); !r.Binds() && ok {
		line("counted by", applies.Words()+", "+applies.Citation+", until two approvers have signed this")
	} else if !r.Binds() {
		line("counted by", "nothing, until two approvers have signed this")
	}
	for _, waits := range table.Open(r.Key) {
		if waits.ID() != r.ID() {
			line("waits", waits.Words()+" ("+string(waits.Status)+"): "+waits.Note)
		}
	}
	return b.String()
}

// first is the first day of a rule.
func first(r law.Rule) string {
	if r.From.IsZero() && r.Status == law.LocalPolicy {
		return "as long as the pack has it"
	}
	return cmp.Or(r.From.String(), "not known")
}

// nearestKeys are the keys that were probably meant.
func nearestKeys(table *law.Table, key string) []string {
	far := func(of string) int {
		slips := spelling.Slips([]rune(key), []rune(of), 40)
		for _, part := range strings.FieldsFunc(key, func(c rune) bool { return c == '.' || c == '_' }) {
			if strings.Contains(of, part) {
				slips -= len(part) // a word of it is right
			}
		}
		return slips
	}
	keys := table.Keys()
	slices.SortStableFunc(keys, func(a, b string) int { return far(a) - far(b) })
	return keys[:min(3, len(keys))]
}

func dayOrToday(text, flag string) (when.Date, error) {
	if text == "" {
		return when.At(time.Now()).Date(), nil
	}
	day, err := when.ParseDate(text)
	if err != nil {
		err = fmt.Errorf("%s: %w", flag, err)
	}
	return day, err
}

type lawCountCommand struct {
	lawTable
	Key  string `arg:"" help:"Key of the period, such as cpn.appeal_days."`
	From string `required:"" help:"The day of the event, such as 2026-11-02, or for hours its moment in London, such as 2026-12-24T10:00."`
}

// Run prints the last day of the period that the law of the event's day gives.
func (c *lawCountCommand) Run(ctx context.Context) error {
	table, _, err := c.read(ctx)
	if err != nil {
		return err
	}
	event, timed, err := moment(c.From)
	if err != nil {
		return err
	}
	if _, err := find(table, c.Key, event.Date()); err != nil {
		return err
	}
	r, ok := table.Applies(c.Key, event.Date())
	if !ok {
		return fmt.Errorf("%s is not confirmed for %s, and nothing is counted by it until two approvers have signed it: see law show %s", c.Key, event.Date(), c.Key)
	}
	p, err := clock.Of(r)
	if err != nil {
		return err
	}
	if p.Mode == clock.HoursAfter {
		return printEnd(p, event, timed)
	}
	last, err := p.LastDay(clock.EnglandAndWales, event.Date())
	if err != nil {
		return err
	}
	fmt.Println(last)
	if !clock.EnglandAndWales.IsWorkingDay(last) {
		fmt.Fprintf(os.Stderr, "%s is no working day. Where an office is shut on a last day case law may allow the next; the law itself is silent.\n", last.Words())
	}
	return nil
}

// printEnd prints the moment at which a period of hours ends, or its day where only the day of the event was given.
func printEnd(p clock.Period, event when.Instant, timed bool) error {
	if !timed {
		event = event.Date().At(12 * time.Hour) // the day is the same from any hour, but for a change of the clocks
	}
	ends, err := p.Ends(clock.EnglandAndWales, event)
	switch {
	case err != nil:
		return err
	case timed:
		fmt.Println(ends.London().Format("2006-01-02T15:04"))
	default:
		fmt.Println(ends.Date())
		fmt.Fprintf(os.Stderr, "It is counted in hours and ends at a moment of that day: give the moment, such as --from %sT10:00\n", event.Date())
	}
	return nil
}

// moment reads a day, or a day with a time of London, and says whether there was a time.
func moment(text string) (when.Instant, bool, error) {
	for _, form := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if at, err := time.ParseInLocation(form, text, when.London); err == nil {
			return when.At(at), true, nil
		}
	}
	day, err := when.ParseDate(text)
	if err != nil {
		err = fmt.Errorf("--from: %w", err)
	}
	return day.Start(), false, err
}

type lawListCommand struct {
	lawTable
	JSON bool `name:"json" help:"Print one JSON object a rule."`
}

// Run prints every row, those that are not confirmed with what is missing.
func (c *lawListCommand) Run(ctx context.Context) error {
	table, _, err := c.read(ctx)
	if err != nil {
		return err
	}
	for _, r := range table.Rules() {
		if c.JSON {
			if err := json.NewEncoder(os.Stdout).Encode(shown(r)); err != nil {
				return err
			}
			continue
		}
		fmt.Printf("%-40s %-26s %-10s %-10s  %-12s %s\n", r.Key, r.Words(), first(r), r.To, r.Status, r.Citation)
	}
	return nil
}

type lawSignCommand struct {
	place
	Key      string `arg:"" help:"Key of the rule."`
	As       string `required:"" help:"User name of the approver, whose role the pack lets sign the law."`
	Value    int    `help:"The value, where more than one waits."`
	From     string `help:"The first day of the rule, where the table does not know it, such as 2026-09-01."`
	Words    string `required:"" help:"What you looked at, such as the instrument and its regulation; or why you take your signature back."`
	Withdraw bool   `help:"Take your signature back."`
}

// Run keeps the signature, and says whether the rule counts now.
func (c *lawSignCommand) Run(ctx context.Context) error {
	r, err := c.rule()
	if err != nil {
		return err
	}
	a := program.Approving{Rule: r, Username: c.As, From: r.From, Words: c.Words, Withdraw: c.Withdraw}
	if c.From != "" {
		if a.From, err = when.ParseDate(c.From); err != nil {
			return fmt.Errorf("--from: %w", err)
		}
	}
	if err := program.Approve(ctx, c.config(false), a); err != nil {
		return err
	}
	table, signed, err := program.Law(ctx, c.config(false))
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(table.Of(c.Key), func(x law.Rule) bool { return x.ID() == r.ID() && x.Binds() }); i >= 0 {
		fmt.Printf("%s, %s, counts from %s; a server that is running takes it up at its next start\n", c.Key, r.Words(), table.Of(c.Key)[i].From)
		return nil
	}
	fmt.Printf("%s, %s, has %d of the 2 signatures from one day that it needs\n", c.Key, r.Words(), len(r.Signatures(signed)))
	return nil
}

// rule is the row that is to be signed.
func (c *lawSignCommand) rule() (law.Rule, error) {
	if len(law.EnglandAndWales.Of(c.Key)) == 0 {
		_, err := find(law.EnglandAndWales, c.Key, when.Date{})
		return law.Rule{}, err
	}
	waits := slices.DeleteFunc(law.EnglandAndWales.Open(c.Key), func(r law.Rule) bool { return c.Value != 0 && r.Value != c.Value })
	switch len(waits) {
	case 0:
		return law.Rule{}, fmt.Errorf("nothing of %s waits to be signed", c.Key)
	case 1:
		return waits[0], nil
	}
	return law.Rule{}, fmt.Errorf("%d rules of %s wait: name one with --value", len(waits), c.Key)
}
