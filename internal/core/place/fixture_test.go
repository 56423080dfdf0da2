package place

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/when"
)

var today = when.Day(2026, 11, 22)

func unzip(path string) []byte {
	file, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	zr, err := gzip.NewReader(file)
	if err != nil {
		panic(err)
	}
	content, err := io.ReadAll(zr)
	if err != nil {
		panic(err)
	}
	return content
}

func policeStreets() []Entry {
	rows, err := csv.NewReader(strings.NewReader(string(unzip("testdata/streets.csv.gz")))).ReadAll()
	if err != nil {
		panic(err)
	}
	var named []Named
	for _, row := range rows[1:] {
		if name, ok := StreetName(row[0]); ok {
			lon, _ := strconv.ParseFloat(row[2], 64)
			lat, _ := strconv.ParseFloat(row[3], 64)
			named = append(named, Named{name, row[1], Point{lon, lat}})
		}
	}
	return Streets(named)
}

func wardLayer() Layer {
	return Layer{Set: "wards", Singular: "ward", GeoJSON: unzip("testdata/wards.geojson.gz"), Code: "GSS_CODE", Label: "NAME",
		From: when.Day(2014, 5, 22), Aliases: map[string]string{"Banglatown": "E05009333", "Spitalfields": "E05009333"}}
}

// borough is Tower Hamlets: its real wards and streets, a few places, and the districts of the Royal Mail.
var borough = sync.OnceValue(func() *Atlas {
	entries := append(policeStreets(),
		Entry{ID: "PL11", Name: "Ropemakers Fields", Kind: "park", Areas: []string{"E05009326"}, Points: []Point{{-0.0327, 51.5094}}},
		Entry{ID: "PL14", Name: "Columbia Road Market", Kind: "market", Areas: []string{"E05009335"}},
		Entry{ID: "PL18", Name: "Royal London Hospital", Kind: "hospital", Aliases: []string{"RLH"}, Areas: []string{"E05009336"}, Points: []Point{{-0.0593, 51.5180}}},
		Entry{ID: "X1", Name: "Ocean Estate", Kind: "estate", Areas: []string{"E05009329"}},
		Entry{ID: "PL09", Name: "Isle of Dogs", Kind: "area", Areas: []string{"E05009323", "E05009318", "E05009324"}},
	)
	atlas, err := New(Sources{Layers: []Layer{wardLayer()}, Wards: "wards", Entries: entries, Districts: []District{
		{"E1", []string{"E05009333", "E05009336", "E05009334", "E05009332", "E05009329", "E05009317", "E05009331", "E05009335", "E05009330"}},
		{"E1W", []string{"E05009330"}},
		{"E2", []string{"E05009335", "E05009331", "E05009317"}},
		{"E3", []string{"E05009319", "E05009320", "E05009321", "E05009322", "E05009327"}},
		{"E14", []string{"E05009326", "E05009328", "E05009325", "E05009323", "E05009318", "E05009324", "E05009327", "E05009322", "E05009329"}},
	}})
	if err != nil {
		panic(err)
	}
	return atlas
})
