package density

import (
	"context"
	"sync"
	"sync/atomic"
)

// parallel runs do(0) … do(tasks-1) on a number of workers, each taking the next task that is left. It stops taking
// tasks when the context is done, and then returns the context's error.
func parallel(ctx context.Context, tasks, workers int, do func(task int)) error {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(workers, tasks) {
		all.Go(func() {
			for ctx.Err() == nil {
				task := int(next.Add(1)) - 1
				if task >= tasks {
					return
				}
				do(task)
			}
		})
	}
	all.Wait()
	return ctx.Err()
}
