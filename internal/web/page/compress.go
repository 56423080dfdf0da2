package page

import (
	"mime"
	"net/http"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
)

// squeezable are the media types that we write as text. All else is left as it is: photographs and documents are compressed
// already, and a stream of events must not wait until a block is full.
var squeezable = map[string]bool{
	"text/html": true, "text/plain": true, "text/csv": true, "text/css": true, "text/javascript": true,
	"application/json": true, "application/geo+json": true, "image/svg+xml": true,
}

const (
	squeezeFrom = 1400    // bytes; what is smaller goes in one packet anyway
	jitter      = 64      // bytes at most that are added to the length of an answer
	jitterOf    = 1 << 18 // bytes of an answer that its jitter depends on: a whole page, with whatever is secret on it
)

// compress answers in gzip who asks for it. Over a weak signal a page is a tenth of itself; the level is the fastest, for a
// server has many readers and hardly any of the gain is in the slower ones.
//
// The length of a compressed answer tells a little of what is in it (BREACH, Gluck, Harris and Prado 2013). What a stranger
// may have a page repeat could so be matched with what stands on it; see docs/ARCHITECTURE.md for why little can come of it
// here, and the length is blurred besides, by a digest of the content, so that to ask the same again tells no more.
var compress = func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(squeezeFrom), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.EnableZstd(false),
		gzhttp.ContentTypeFilter(func(header string) bool {
			media, _, err := mime.ParseMediaType(header)
			return err == nil && squeezable[media]
		}),
		gzhttp.DropETag(), // it names the bytes that were not compressed
		gzhttp.RandomJitter(jitter, jitterOf, false))
	if err != nil {
		panic(err) // the options are those above
	}
	return wrap
}()
