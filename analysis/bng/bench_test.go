package bng

import "testing"

func BenchmarkFromWGS84(b *testing.B) {
	for i := range b.N {
		FromWGS84(-0.1+float64(i%1000)*1e-4, 51.5)
	}
}

func BenchmarkToWGS84(b *testing.B) {
	for i := range b.N {
		ToWGS84(530000+float64(i%1000), 180000)
	}
}
