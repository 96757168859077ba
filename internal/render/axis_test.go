package render

import (
	"testing"

	"dateline/internal/edtf"
)

// TestAxisSeconds is how dates become places on the axis: beginnings in seconds
// since 1970, and lengths.
func TestAxisSeconds(t *testing.T) {
	const day = 86400
	for _, test := range []struct {
		date         string
		east         int
		from, length float64
		open         int
	}{
		{"1970-01-01", 0, 0, day, 0},
		{"1969-12-31", 0, -day, day, 0},
		{"2024", 0, 19723 * day, 366 * day, 0},
		{"2024-06", 0, 19875 * day, 30 * day, 0},
		{"2024-06-20T14:00Z", 0, 1718892000, 60, 0},
		{"2024-06-20T14:00-04:00", 0, 1718906400, 60, 0},
		{"2024-06-20T14:00-04:00", -4 * 3600, 1718892000, 60, 0},
		{"2024-06-20", -4 * 3600, 1718841600, day, 0}, // a day without a zone is one of the place
		{"2024-06-20/2024-06-21", 0, 1718841600, 2 * day, 0},
		{"2024-06-20/..", 0, 1718841600, 0, signOpenEnd},
		{"../2024-06-20", 0, 1718841600 + day, 0, signOpenStart},
		{"0000", 0, -719528 * day, 366 * day, 0},
		{"-0043-03-15", 0, -735160 * day, day, 0},
		// The eras of 400 years are 146097 days long.
		{"Y-4000000000", 0, -10_000_000*146097*day - 719528*day, 366 * day, 0},
	} {
		d, err := edtf.Parse(test.date)
		if err != nil {
			t.Fatal(err)
		}
		from, length := clock{east: test.east}.seconds(d)
		if from != test.from || length != test.length {
			t.Errorf("%s, %d s ahead: from %.0f for %.0f s, want %.0f for %.0f", test.date, test.east, from, length, test.from, test.length)
		}
		if open := openSides(d); open != test.open {
			t.Errorf("%s: open sides %d, want %d", test.date, open, test.open)
		}
	}
}
