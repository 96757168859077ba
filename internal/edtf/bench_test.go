package edtf

import (
	"slices"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{"2024-06-20", "2005~", "2024-06-20T14:00-04:00", "2024-06-20/2024-09-29", "[1667,1668,1670..1672]", "XXXX-02-29"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	for _, s := range []string{"2024-06-20", "2005~", "2024-06-20T14:00-04:00", "2024-06-20/2024-09-29", "[1667,1668,1670..1672]"} {
		d := must(s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				English.Format(d)
			}
		})
	}
}

// BenchmarkSort sorts the dates of a large site.
func BenchmarkSort(b *testing.B) {
	dates := make([]Date, 10_000)
	for i := range dates {
		dates[i] = fromPointForTest(int64(1000+i*7919%1000), int8(1+i%12), int8(1+i%28))
	}
	b.ReportAllocs()
	for b.Loop() {
		slices.SortFunc(slices.Clone(dates), Date.Compare)
	}
}

// BenchmarkExplain measures what a wrong date costs, hint and all.
func BenchmarkExplain(b *testing.B) {
	for _, s := range []string{"1943-02-30", "circa 1850", "Saturday, July 20, 2024", "no date at all, just text"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(s); err == nil {
					b.Fatal("no error")
				}
			}
		})
	}
}

// must parses what is known to be right.
func must(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func fromPointForTest(y int64, m, d int8) Date {
	p := point{year: y, month: twoDigits(m), day: twoDigits(d)}
	if f := p.resolve(); f != nil {
		panic(f.msg)
	}
	return fromPoint("", &p)
}
