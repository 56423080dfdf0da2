package chance

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Workers is how many goroutines share n tasks: wanted, or as many as there are cores where wanted is below 1, and never
// more than the tasks.
func Workers(wanted, n int) int {
	if wanted < 1 {
		wanted = runtime.GOMAXPROCS(0)
	}
	return max(1, min(wanted, n))
}

// Each runs do(worker, task) once for every task from 0 to n-1 on the given number of goroutines (see [Workers]), and
// returns the context's error where it was cancelled before every task was begun. Tasks are handed out in order but may
// finish in any; worker, from 0, tells which goroutine runs, so that each can keep scratch memory of its own. A result
// is the same on any number of cores where do writes only to its task's place, or adds whole numbers.
func Each(ctx context.Context, workers, n int, do func(worker, task int)) error {
	workers = Workers(workers, n)
	var next atomic.Int64
	run := func(worker int) {
		for ctx.Err() == nil {
			task := int(next.Add(1)) - 1
			if task >= n {
				return
			}
			do(worker, task)
		}
	}
	if workers == 1 {
		run(0)
		return ctx.Err()
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() { run(w) })
	}
	wait.Wait()
	return ctx.Err()
}
