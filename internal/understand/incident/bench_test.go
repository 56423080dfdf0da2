package incident

import (
	"testing"
)

// BenchmarkImport reads the 1.82 million London rows with geography into a new depot; tools/bench compares it with COPY.
func BenchmarkImport(b *testing.B) {
	path := shared(b, "police/london-12types_2018-02_2021-01.csv.gz")
	if path == "" {
		b.Fatal("the London data does not lie in ../shared")
	}
	opt := Options{Now: someday, Geography: Geography{
		Wards: areas(b, shared(b, "boundaries/london_wards_2014.geojson.gz")),
		LSOAs: areas(b, shared(b, "boundaries/london_lsoa_2011.geojson.gz")),
	}}
	b.ReportAllocs()
	for b.Loop() {
		sum, err := Import(ctx, depot(b), Files(path), opt)
		must(b, err)
		if sum.Accepted != 1_820_433 {
			b.Fatalf("%+v", sum)
		}
	}
}
