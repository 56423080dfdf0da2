package association

import (
	"context"

	"github.com/wardmote/wardmote/analysis/chance"
)

// parallel calls work on disjoint ranges that cover 0 to n. What a range computes must not depend on how it was cut. It
// stops early, with the context's error, when the context is done.
func parallel(ctx context.Context, n int, work func(from, to int)) error {
	size := max(1, min(8192, (n+chance.Workers(0, n)-1)/chance.Workers(0, n)))
	return chance.Each(ctx, 0, (n+size-1)/size, func(_, task int) {
		work(task*size, min((task+1)*size, n))
	})
}
