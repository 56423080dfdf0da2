package association

import (
	"context"
	"runtime"
	"sync"
)

// parallel calls work on disjoint ranges that cover 0 to n. What a range computes must not depend on how it was cut. It
// stops early, with the context's error, when the context is done.
func parallel(ctx context.Context, n int, work func(from, to int)) error {
	const chunk = 8192
	size := min(chunk, max(1, (n+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0)))
	starts := make(chan int)
	var done sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+size-1)/size) {
		done.Go(func() {
			for from := range starts {
				work(from, min(from+size, n))
			}
		})
	}
	for from := 0; from < n && ctx.Err() == nil; from += size {
		starts <- from
	}
	close(starts)
	done.Wait()
	return ctx.Err()
}
