package gate

import "fmt"

// formatReference is the reference as people say it: kind, year, number.
func formatReference(prefix string, year int, n int64) string {
	return fmt.Sprintf("%s-%02d-%05d", prefix, year%100, n)
}
