package render

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
	"dateline/internal/tree"
)

// Every stretch of time has a tick, however short, long or far away it is, and
// no two labels run into each other.
func TestTicks(t *testing.T) {
	for _, spans := range [][]span{
		points(2024.4),
		points(2024.4, 2024.41),
		points(2024.4, 2024.40001, 2024.4001),
		points(-1e9, 2024),
		points(-13e9, -4.5e9, 2024),
		points(-44.2, -44.1),
		points(20_000.1, 20_000.11),
		points(1, 1.0001, 1.0002, 2024, 2024.0001),
		points(2005, 2024.47, 2024.471, 2024.48, 2024.54, 2024.541, 2024.55, 2024.75),
		{{1900, 2000}, {1950, 2024}},
	} {
		for _, finest := range []unit{second, day, year} {
			sc := newScale(spans)
			ticks := clock{locale: edtf.English, finest: finest}.ticks(sc)
			for _, seg := range sc.segments {
				if !slices.ContainsFunc(ticks, func(tick Tick) bool { return seg.x <= tick.at && tick.at <= seg.x+seg.width }) && seg.width > 8 {
					t.Errorf("%v: no tick from %v to %v", spans, seg.from, seg.to)
				}
			}
			for _, width := range []float64{wideStrip, narrowStrip} {
				shown := slices.DeleteFunc(slices.Clone(ticks), func(tick Tick) bool { return tick.Minor && width == narrowStrip })
				for i := 1; i < len(shown); i++ {
					if shown[i-1].extent(width).to > shown[i].extent(width).from {
						t.Errorf("%v at %v px: %q runs into %q", spans, width, shown[i-1].Label, shown[i].Label)
					}
				}
			}
		}
	}
}

// What the ticks of an axis say, on a wide strip.
func TestTickLabels(t *testing.T) {
	tests := []struct {
		name  string
		dates []string
		want  string
	}{
		{"years", []string{"2005", "2024"}, "2006 2008 2010 2012 2014 2016 2018 2020 2022 2024"},
		{"years before Christ are round by their names", []string{"-0599", "0101"}, "600 BC|500 BC|400 BC|300 BC|200 BC|100 BC|AD 1|100"},
		{"billions of years", []string{"Y-4540000000", "2024"}, "4 billion BC|3 billion BC|2 billion BC|1 billion BC|AD 1"},
		{"months", []string{"2023-11-05", "2024-05-28"}, "Dec 2023|2024|Feb|Mar|Apr|May"},
		{"weeks", []string{"2024-05-29", "2024-06-28"}, "Jun 3, 2024|Jun 10|Jun 17|Jun 24"},
		{"days", []string{"2024-05-29", "2024-06-03"}, "May 29, 2024|May 30|May 31|Jun 1|Jun 2|Jun 3"},
		{"hours of a day", []string{"2024-05-29T04:10", "2024-05-29T16:00"}, "05:00|06:00|07:00|08:00|09:00|10:00|11:00|12:00|13:00|14:00|15:00|16:00"},
		{"hours of two days", []string{"2024-12-31T16:10", "2025-01-01T10:00"}, "Dec 31, 2024, 18:00|21:00|Jan 1, 2025|03:00|06:00|09:00"},
		{"minutes", []string{"2024-05-29T04:10", "2024-05-29T04:31"}, "04:10|04:15|04:20|04:25|04:30"},
		{"days are no hours", []string{"2024-05-29", "2024-05-30"}, "May 29, 2024|May 30"},
		{"the hours of the place", []string{"2024-05-30T00:20-04:00", "2024-05-30T03:40-04:00"}, "00:30|01:00|01:30|02:00|02:30|03:00|03:30"},
		{"the hours of UTC where places differ", []string{"2024-05-29T23:40-04:00", "2024-05-30T06:20Z"}, "03:45|04:00|04:15|04:30|04:45|05:00|05:15|05:30|05:45|06:00|06:15"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := stripOf(t, "", tt.dates...)
			got := make([]string, len(s.Axes[0].Ticks))
			for i, tick := range s.Axes[0].Ticks {
				got[i] = tick.Label
			}
			if sep := map[bool]string{true: "|", false: " "}[strings.Contains(tt.want, "|")]; strings.Join(got, sep) != tt.want {
				t.Errorf("%q, want %s", got, tt.want)
			}
		})
	}
}

// The period of a column follows from the time that the events take.
func TestColumnStep(t *testing.T) {
	tests := []struct {
		from, to float64
		want     step
	}{
		{2024.5, 2024.5 + 1./366, step{minute, 15}},
		{2024.5, 2024.5 + 3./366, step{hour, 1}},
		{2024.5, 2024.7, step{day, 1}},
		{2023, 2025, step{day, 7}},
		{2018, 2024, step{month, 1}},
		{1984, 2024, step{year, 1}},
		{1700, 2024, step{year, 10}},
		{1000, 2024, step{year, 10}},
		{-8000, 2024, step{year, 100}},
		{-4.54e9, 2024, step{year, 1e8}},
		{-edtf.MaxYear, edtf.MaxYear, step{year, 2e13}},
	}
	for _, tt := range tests {
		sc := newScale([]span{{tt.from, tt.to}})
		if got := columnStep(sc, minute); got != tt.want {
			t.Errorf("from %v to %v: %v, want %v", tt.from, tt.to, got, tt.want)
		}
	}
}

// An event counts once, however little is known of its date; it is listed in
// one column, and its place among the site's events is in that column's range.
func TestColumns(t *testing.T) {
	var dates []string
	for i := range 400 {
		dates = append(dates, fmt.Sprintf("2023-%02d-%02d", 1+i%12, 1+i%28))
	}
	dates = append(dates, "2023", "2024", "2023-05", "202X", "2023-06/2023-08", "../2023-02-01", "2023-01-01T23:00-05:00", "2023-07-08T01:00+12:00")
	r := rendererOf(t, "", dates...)
	d := &stripDrawer{renderer: r, clock: clock{locale: r.locale, finest: day}}
	sc := newScale(d.clock.spans(r.site.Events))
	for _, st := range []step{{day, 1}, week, {month, 1}, {year, 1}, {year, 10}} {
		sc := sc.extended(func(s span) span {
			moments := st.moments(s)
			return span{moments[0].at, moments[len(moments)-1].at}
		})
		weight, listed := 0.0, 0
		for _, b := range d.binsOf(sc, st, r.site.Events) {
			weight += b.weight
			for _, e := range b.events {
				if r.site.Index(e) != listed {
					t.Fatalf("a column of %v: %v is listed as number %d", st, e.Date, listed)
				}
				listed++
				if at := d.filed(e.Date, st); at < b.from || at >= b.to {
					t.Errorf("a column of %v: %v is listed from %v to %v", st, e.Date, b.from, b.to)
				}
			}
		}
		if math.Abs(weight-float64(len(dates))) > 1e-6 || listed != len(dates) {
			t.Errorf("a column of %v: %d events weigh %v, and %d are listed", st, len(dates), weight, listed)
		}
	}
}

// No mark lies on another: what finds no lane is in a cluster, once.
func TestLayout(t *testing.T) {
	for _, n := range []int{2, 20, 150} {
		places := make([]placed, n)
		for i := range places {
			x := 100 * math.Pow(float64(i)/float64(n), 3)
			places[i] = placed{x, span{x, x}}
			if i%5 == 0 {
				places[i].to = min(100, x+20)
			}
		}
		for _, width := range []float64{wideStrip, narrowStrip} {
			l := newLayout(places, width)
			reach := markReach / width * 100
			type spot struct {
				x    float64
				lane int
			}
			var spots []spot
			seen := 0
			for i, lane := range l.lanes {
				if lane > l.top {
					t.Errorf("lane %d is above %d", lane, l.top)
				}
				if lane != hiddenLane {
					seen++
					spots = append(spots, spot{places[i].x, lane})
				}
			}
			for _, c := range l.clusters {
				seen += len(c.members)
				spots = append(spots, spot{c.x, maxLanes - 1})
				for _, m := range c.members {
					if l.lanes[m] != hiddenLane {
						t.Errorf("%d is in a cluster and in lane %d", m, l.lanes[m])
					}
				}
			}
			if seen != n {
				t.Errorf("%d of %d marks are drawn", seen, n)
			}
			for i, a := range spots {
				for _, b := range spots[:i] {
					if a.lane == b.lane && math.Abs(a.x-b.x) < reach-1e-9 {
						t.Errorf("%d marks on %v px: two in lane %d at %v and %v", n, width, a.lane, a.x, b.x)
					}
				}
			}
		}
	}
}

func TestDrawnDates(t *testing.T) {
	tests := []struct{ date, wantRange, wantFade string }{
		{"2024-05-05", "", ""},
		{"2022", "within", ""},
		{"2024-05", "", ""},
		{"2020~", "within", "soft-both"},
		{"[2020,2022]", "within", ""},
		{"2020/2022", "took", ""},
		{"2020~/2022", "took", "soft-left"},
		{"2020/2022?", "took", "soft-right"},
		{"2020~/2022?", "took", "soft-both"},
		{"2020/..", "took", "open-right"},
		{"2020/", "took", "open-right"},
		{"../2022", "took", "open-left"},
	}
	for _, tt := range tests {
		s := stripOf(t, "", "2019-01-01", tt.date, "2024-12-31")
		i := slices.IndexFunc(s.Marks, func(m Mark) bool { return strings.HasSuffix(m.URL, "/e1/") })
		if m := s.Marks[i]; m.Range != tt.wantRange || m.Fade != tt.wantFade {
			t.Errorf("%s: %q and %q, want %q and %q", tt.date, m.Range, m.Fade, tt.wantRange, tt.wantFade)
		}
	}
}

// In a script from right to left, time runs that way too.
func TestStripFromRightToLeft(t *testing.T) {
	dates := []string{"2024-01-01", "2024-02/2024-05", "2024-06/..", "2024-12-31"}
	left, right := stripOf(t, "", dates...), stripOf(t, "language: ar\n", dates...)
	for i, l := range left.Marks {
		var lx, lfrom, lwidth, rx, rfrom, rwidth float64
		scan := func(m Mark, x, from, width *float64) {
			if _, err := fmt.Sscanf(m.X+" "+m.From+" "+m.Width, "%f%% %f%% %f%%", x, from, width); err != nil {
				t.Fatal(err)
			}
		}
		scan(l, &lx, &lfrom, &lwidth)
		scan(right.Marks[i], &rx, &rfrom, &rwidth)
		if math.Abs(lx+rx-100) > .02 || math.Abs(lfrom+lwidth+rfrom-100) > .03 {
			t.Errorf("%s: at %s from %s, and at %s from %s", l.Name, l.X, l.From, right.Marks[i].X, right.Marks[i].From)
		}
	}
	if left.Marks[2].Fade != "open-right" || right.Marks[2].Fade != "open-left" {
		t.Errorf("an open end fades to the %s, and to the %s", left.Marks[2].Fade, right.Marks[2].Fade)
	}
}

func TestNoStrip(t *testing.T) {
	for _, dates := range [][]string{{}, {"2024-05-05"}, {"2024-05-05", "2024-05-05"}} {
		if s := rendererOf(t, "", dates...); s.newStrip(s.site.Events) != nil {
			t.Errorf("%v has a strip", dates)
		}
	}
}

// FuzzStrip draws whatever dates there are.
func FuzzStrip(f *testing.F) {
	f.Add("2024", "Y-17E7", "2024-06-20T14:00-04:00", 3)
	f.Add("../1985", "198X", "[1667,1668]", 200)
	f.Add("Y999999999999999", "Y-999999999999999", "-0043-03-15", 160)
	f.Add("9999-12-31T23:59:59Z", "0000", "10000", 151)
	f.Fuzz(func(t *testing.T, a, b, c string, n int) {
		var dates []string
		for i := range min(max(n, 0), 400) {
			text := []string{a, b, c}[i%3]
			if _, err := edtf.Parse(text); err != nil {
				return
			}
			dates = append(dates, text)
		}
		r := rendererOf(t, "", dates...)
		s := r.newStrip(r.site.Events)
		if s == nil {
			return
		}
		for _, axis := range s.Axes {
			if len(axis.Ticks) == 0 || len(axis.Columns) > maxColumns+2*maxBreaks {
				t.Errorf("%d ticks, %d columns", len(axis.Ticks), len(axis.Columns))
			}
		}
	})
}

func stripOf(t testing.TB, settings string, dates ...string) *Strip {
	t.Helper()
	r := rendererOf(t, settings, dates...)
	s := r.newStrip(r.site.Events)
	if s == nil {
		t.Fatalf("%v: no strip", dates)
	}
	return s
}

// rendererOf returns a renderer of a site with an event e0, e1, … at each
// date, and these lines in its settings.
func rendererOf(t testing.TB, settings string, dates ...string) *Renderer {
	t.Helper()
	index, found := site.ParseSettings(doc.Source{Name: "index.md", Path: "index.md", Data: []byte("---\ntitle: T\n" + settings + "---\n")})
	in := site.Input{Index: index}
	for i, date := range dates {
		path := fmt.Sprintf("events/e%d.md", i)
		e, problems := event.Parse(doc.Source{Name: path, Path: path, Data: []byte("---\ntitle: T\ndate: \"" + date + "\"\n---\n")})
		found = append(found, problems...)
		if e != nil {
			in.Events = append(in.Events, e)
		}
	}
	if found.HasErrors() {
		t.Fatal(found)
	}
	s, _ := site.New(in)
	theme, _ := NewTheme(tree.Tree{}, tree.Tree{}, &s.Settings)
	return newRenderer(s, theme)
}

// The home page of a large site counts all its events.
func BenchmarkStrip(b *testing.B) {
	for _, n := range []int{maxMarks, 10_000} {
		dates := make([]string, n)
		for i := range dates {
			dates[i] = fmt.Sprintf("%d-%02d-%02d", 1984+i%40, 1+i%12, 1+i%28)
		}
		r := rendererOf(b, "", dates...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				r.newStrip(r.site.Events)
			}
		})
	}
}
