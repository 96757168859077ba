package message

import "testing"

func BenchmarkText(b *testing.B) {
	m := For("de")
	b.ReportAllocs()
	for b.Loop() {
		m.Text("event.who")
	}
}

func BenchmarkTextWithArguments(b *testing.B) {
	m := For("de")
	b.ReportAllocs()
	for b.Loop() {
		m.Text("event.position", "12", "345")
	}
}

func BenchmarkCount(b *testing.B) {
	m := For("ru")
	b.ReportAllocs()
	for b.Loop() {
		m.Count("count.events", 12345)
	}
}

// BenchmarkFor measures a language that has been read, and BenchmarkLoad what
// reading one takes.
func BenchmarkFor(b *testing.B) {
	For("de")
	b.ReportAllocs()
	for b.Loop() {
		For("de")
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load("ru")
	}
}
