package place

import "testing"

func BenchmarkFind(b *testing.B) {
	atlas := borough()
	points := []Point{{-0.0717, 51.5196}, {-0.0593, 51.5180}, {-0.0195, 51.5049}, {-0.0760, 51.5081}, {-0.0400, 51.5200}}
	for i := 0; b.Loop(); i++ {
		atlas.Find("wards", points[i%len(points)], today)
	}
}

func BenchmarkSearch(b *testing.B) {
	atlas := borough()
	for b.Loop() {
		atlas.Search("dealing outside 42 brik lane near the mosque", today, 5)
	}
}
