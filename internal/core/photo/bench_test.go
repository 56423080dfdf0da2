package photo

import (
	"bytes"
	"context"
	"image"
	"testing"
)

func BenchmarkCleanTwelveMegapixels(b *testing.B) {
	m := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7 >> 3)
	}
	content := withExif(jpegOf(b, m), 6)
	c := NewCleaner(Limits{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Clean(context.Background(), bytes.NewReader(content)); err != nil {
			b.Fatal(err)
		}
	}
}
