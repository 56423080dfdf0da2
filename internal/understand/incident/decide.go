package incident

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/segment"
)

// longestReason bounds why an import was taken back, in characters.
const longestReason = 1000

// Find gives an import by its number, or an error that says so where there is none.
func Find(ctx context.Context, depot segment.Depot, id int) (segment.Import, error) {
	all, err := depot.Imports(ctx)
	if err != nil {
		return segment.Import{}, err
	}
	for _, in := range all {
		if in.ID == id {
			return in, nil
		}
	}
	return segment.Import{}, fmt.Errorf("there is no import %d: %w", id, fault.ErrNotFound)
}

// Accept brings an import that waits into force. What of it others hold already is told anew: they may have come, or been taken
// back, since it was staged. By and At of the options say who accepts, and Claim what it is said to cover.
func Accept(ctx context.Context, depot segment.Depot, id int, opt Options) (sum Summary, err error) {
	err = decide(ctx, depot, id, segment.Waiting, func(batch segment.Batch, in segment.Import) error {
		list, err := depot.List(ctx)
		if err != nil {
			return err
		}
		im := &importer{depot: depot, batch: batch, opt: opt, sum: &sum, past: list}
		e := opt.entry(segment.Accept, id)
		if e.Files, err = im.recount(ctx, in.Files); err != nil {
			return err
		}
		if e.Told = len(opt.Home.Wards) > 0; e.Told {
			e.Covers, sum.Doubts = opt.Claim.Of(e.Files, list, opt.Home)
		}
		sum.Covers, sum.Import = e.Covers, id
		_, err = batch.Enter(ctx, e)
		return err
	})
	return sum, err
}

// Recount is what an import would bring if it were accepted now, with what it is said to cover. It changes nothing.
func Recount(ctx context.Context, depot segment.Depot, in segment.Import, opt Options) (sum Summary, err error) {
	list, err := depot.List(ctx)
	if err != nil {
		return sum, err
	}
	im := &importer{depot: depot, opt: opt, sum: &sum, past: list}
	files, err := im.recount(ctx, in.Files)
	if err == nil {
		sum.Covers, sum.Doubts = opt.Claim.Of(files, list, opt.Home)
	}
	return sum, err
}

// Drop lets go of an import that waits.
func Drop(ctx context.Context, depot segment.Depot, id int, opt Options) error {
	return decide(ctx, depot, id, segment.Waiting, func(batch segment.Batch, _ segment.Import) error {
		_, err := batch.Enter(ctx, opt.entry(segment.Drop, id))
		return err
	})
}

// TakeBack takes an import out of force, for a reason. Its rows no longer count, and those of others that repeated them do. The
// ledger goes on naming it.
func TakeBack(ctx context.Context, depot segment.Depot, id int, reason string, opt Options) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return fault.Invalid{"reason": "Say why the import is taken back"}
	}
	if len([]rune(reason)) > longestReason {
		return fault.Invalid{"reason": fmt.Sprintf("The reason must be %d characters or fewer", longestReason)}
	}
	return decide(ctx, depot, id, segment.Held, func(batch segment.Batch, _ segment.Import) error {
		e := opt.entry(segment.TakeBack, id)
		e.Reason = reason
		_, err := batch.Enter(ctx, e)
		return err
	})
}

// words of the states, after "import 3 ".
var stateWords = map[segment.State]string{segment.Waiting: "waits to be accepted", segment.Held: "is in force", segment.TakenBack: "was taken back",
	segment.Dropped: "was dropped"}

// decide hands an import in the right state to fn, while nobody else changes the ledger; again where somebody did.
func decide(ctx context.Context, depot segment.Depot, id int, state segment.State, fn func(segment.Batch, segment.Import) error) error {
	for try := 1; ; try++ {
		err := decideOnce(ctx, depot, id, state, fn)
		if try == 5 || !errors.Is(err, segment.ErrOvertaken) {
			return err
		}
	}
}

func decideOnce(ctx context.Context, depot segment.Depot, id int, state segment.State, fn func(segment.Batch, segment.Import) error) (err error) {
	batch, err := depot.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, batch.Abort()) }() // after Enter this does nothing
	in, err := Find(ctx, depot, id)
	if err != nil {
		return err
	}
	if in.State != state {
		return fault.Invalid{"": fmt.Sprintf("Import %d %s, so this cannot be done", id, stateWords[in.State])}
	}
	return fn(batch, in)
}

// recount tells anew which rows of stored files others hold already.
func (im *importer) recount(ctx context.Context, files []segment.Manifest) ([]segment.Manifest, error) {
	*im.sum = Summary{}
	var out []segment.Manifest
	for _, m := range files {
		m.Import = 0
		if m.Hash != "" && m.Whole {
			if err := im.again(ctx, &m); err != nil {
				return nil, err
			}
		}
		out = append(out, m)
		im.sum.add(summaryOf(m))
	}
	return out, nil
}

func (im *importer) again(ctx context.Context, m *segment.Manifest) error {
	r, err := load(ctx, im.depot, *m)
	if err != nil {
		return err
	}
	k, err := im.holding(ctx, r)
	if err != nil {
		return err
	}
	not := notTaken{duplicate: map[string]int{}}
	keep, all := k.sift(r, &not)
	if !all {
		r.repeat = make([]bool, len(keep))
		for i, kept := range keep {
			r.repeat[i] = !kept
		}
	}
	if own := m.Accepted + m.Duplicate - r.len(); own > 0 { // rows that repeated others of their own file were not stored
		not.duplicate[whySameID] += own
	}
	rejected := m.Reasons[:0:0]
	for _, reason := range m.Reasons {
		if !reason.Duplicate {
			rejected = append(rejected, reason)
		}
	}
	m.Accepted, m.Duplicate = r.len()-r.repeats(), total(not.duplicate)
	m.Reasons, m.Unplaced = append(rejected, reasons(not.duplicate, true)...), r.unplaced()
	im.staged = append(im.staged, stagedTable{*m, r})
	return nil
}

// summaryOf is what a manifest says of its file.
func summaryOf(m segment.Manifest) FileSummary {
	return FileSummary{Name: m.Source.Name, Member: m.Source.Member, Schema: m.Schema, Kind: Kind(m.Kind), Accepted: m.Accepted, Duplicate: m.Duplicate,
		Rejected: m.Rejected, Segment: m.Hash, From: m.From, To: m.To, Unplaced: m.Unplaced, Outside: m.Outside, Elsewhere: m.Elsewhere, Reasons: m.Reasons}
}

// SummaryOf is what an import brought, as it was counted.
func SummaryOf(in segment.Import) (sum Summary) {
	for _, m := range in.Files {
		sum.add(summaryOf(m))
	}
	sum.Covers, sum.Import = in.Covers, in.ID
	return sum
}
