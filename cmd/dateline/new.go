package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/internal/diag"
	"dateline/internal/doc"
	"dateline/internal/edtf"
	"dateline/internal/event"
	"dateline/internal/site"
)

// entry is what `new` knows of the event to write.
type entry struct {
	title, date, kind, summary, place string
	tags, actors                      []string
	sourceTitle, sourceURL            string
	draft                             bool
}

func newNew(t terminal, f *flags) *cobra.Command {
	var e entry
	cmd := &cobra.Command{
		Use:   "new [title]",
		Short: "Write a new event file",
		Long: `Write a new event file below content/events/. On a terminal, new asks for what
the flags leave open. A file that lacks something that the site requires is
written as a draft, and new says what it lacks.`,
		Example: `  dateline new "Sales prohibited" --date 2024-07-20 --kind deadline
  dateline new "Wind-down" --date 2024-07-20/.. --actor Kaspersky --tag "sales ban"
  dateline new "Statement" --date 2024-06~ --source-title "Report" --source-url https://example.org/report`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.title = strings.Join(args, " ")
			return f.newEvent(t, e)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&e.date, "date", "", "date in EDTF: 2024-07-20, 2024-07, 2005~, 2024-06-20/2024-09-29, 2024-07-20/..")
	fs.StringVar(&e.kind, "kind", "", "kind of event: announcement, deadline, action, statement, analysis, or one of the site's own")
	fs.StringVar(&e.summary, "summary", "", "one sentence, for lists")
	fs.StringVar(&e.place, "place", "", "where it happened")
	fs.StringArrayVar(&e.tags, "tag", nil, "topic; may be repeated")
	fs.StringArrayVar(&e.actors, "actor", nil, "who did or said it; may be repeated")
	fs.StringVar(&e.sourceTitle, "source-title", "", "title of the document that supports the event")
	fs.StringVar(&e.sourceURL, "source-url", "", "address of that document")
	fs.BoolVar(&e.draft, "draft", false, "mark it as a draft")
	_ = cmd.RegisterFlagCompletionFunc("kind", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return kindIDs(f.settings()), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func (f *flags) newEvent(t terminal, e entry) error {
	if _, err := os.Stat(f.project.Content); err != nil {
		return fault{fmt.Errorf("%w\n  hint: run dateline in a site's folder, or start one: dateline init my-timeline", err)}
	}
	settings := f.settings()
	if isTerminal(t.in) {
		if err := e.ask(t, settings); err != nil {
			return fault{err}
		}
	}
	ev, err := e.event(settings)
	if err != nil {
		return err
	}
	lacking := settings.Lacks(ev)
	if len(lacking) > 0 {
		ev.Draft = true
	}
	name := fileName(ev)
	path := filepath.Join(f.project.Content, "events", name)
	if err := wouldFail(name, document(ev)); err != nil {
		return err
	}
	if err := create(f.project.Content, filepath.Join("events", name), document(ev)); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fault{fmt.Errorf("%s is there already; give the event another title or date", filepath.ToSlash(path))}
		}
		return fault{err}
	}
	fmt.Fprintln(t.out, filepath.ToSlash(path))
	if len(lacking) > 0 {
		fmt.Fprintf(t.err, "dateline: it is a draft, since this site requires %s: add what is missing and remove the line \"draft: true\"\n", strings.Join(lacking, " and "))
	}
	return nil
}

// settings reads content/index.md. Without one, or with a bad one, the
// defaults apply: check says what is wrong with it.
func (f *flags) settings() site.Settings {
	index := site.DefaultIndex()
	data, err := os.ReadFile(filepath.Join(f.project.Content, "index.md"))
	if err == nil {
		if parsed, _ := site.ParseSettings(doc.Source{Path: "index.md", Name: "index.md", Data: data}); parsed != nil {
			index = parsed
		}
	}
	return index.Settings
}

func kindIDs(s site.Settings) []string {
	ids := make([]string, len(s.Kinds))
	for i, k := range s.Kinds {
		ids[i] = k.ID
	}
	return ids
}

// ask completes e by questions. A question is asked again until its answer
// will do; an empty answer skips what need not be known.
func (e *entry) ask(t terminal, s site.Settings) error {
	in := bufio.NewReader(t.in)
	kinds := kindIDs(s)
	questions := []struct {
		name   string
		answer *string
		needed bool
		check  func(string) error
	}{
		{"Title", &e.title, true, nil},
		{"Date (2024-07-20, 2024-07, 2005~, 2024-06-20/2024-09-29)", &e.date, true, checkDate},
		{"Kind (" + strings.Join(kinds, ", ") + ")", &e.kind, false, func(a string) error { return checkKind(a, kinds) }},
		{"Summary, in one sentence", &e.summary, false, nil},
		{"Source: title of the document", &e.sourceTitle, false, nil},
		{"Source: its address", &e.sourceURL, false, checkAddress},
	}
	for _, q := range questions {
		if *q.answer != "" {
			continue
		}
		if q.answer == &e.sourceURL && e.sourceTitle == "" {
			continue
		}
		answer, err := askOne(t, in, q.name, q.needed, q.check)
		if err != nil {
			return err
		}
		*q.answer = answer
	}
	return nil
}

func askOne(t terminal, in *bufio.Reader, name string, needed bool, check func(string) error) (string, error) {
	for {
		fmt.Fprintf(t.err, "%s: ", name)
		line, err := in.ReadString('\n')
		answer := strings.TrimSpace(line)
		switch {
		case err != nil && answer == "":
			return "", errors.New("nothing was written: the questions were not answered")
		case answer == "" && !needed:
			return "", nil
		case answer == "":
			continue
		}
		if check == nil {
			return answer, nil
		}
		fault := check(answer)
		if fault == nil {
			return answer, nil
		}
		if err != nil {
			return "", fault
		}
		fmt.Fprintln(t.err, " ", fault)
	}
}

func checkDate(s string) error {
	_, err := edtf.Parse(s)
	return explain(err)
}

// explain adds to a date's error what to write instead.
func explain(err error) error {
	var pe *edtf.ParseError
	if errors.As(err, &pe) && pe.Hint != "" {
		return fmt.Errorf("%s is not a date; %s\n  hint: %s", diag.Quote(pe.Text), pe.Msg, pe.Hint)
	}
	return err
}

func checkKind(s string, kinds []string) error {
	if slices.Contains(kinds, s) {
		return nil
	}
	return fmt.Errorf("there is no kind %s; %s", diag.Quote(s), diag.DidYouMean(s, kinds, "the kinds are "+strings.Join(kinds, ", ")))
}

func checkAddress(s string) error {
	_, problem, hint := doc.CheckURL(s)
	if problem != "" {
		return fmt.Errorf("%s: %s; %s", diag.Quote(s), problem, hint)
	}
	return nil
}

// event makes the event that e describes. Errors are those of the command
// line.
func (e entry) event(s site.Settings) (*event.Event, error) {
	if strings.TrimSpace(e.title) == "" {
		return nil, errors.New("give the event a title: dateline new \"Sales prohibited\" --date 2024-07-20")
	}
	if e.date == "" {
		return nil, errors.New("give the event a date: --date 2024-07-20")
	}
	date, err := edtf.Parse(e.date)
	if err != nil {
		return nil, fmt.Errorf("--date: %w", explain(err))
	}
	if e.kind != "" {
		if err := checkKind(e.kind, kindIDs(s)); err != nil {
			return nil, fmt.Errorf("--kind: %w", err)
		}
	}
	ev := &event.Event{
		Title: strings.TrimSpace(e.title), Date: date, Kind: e.kind, Summary: e.summary, Place: e.place,
		Tags: e.tags, Actors: e.actors, Draft: e.draft,
	}
	switch {
	case e.sourceTitle != "":
		ev.Sources = []event.Source{{ID: "source", Title: e.sourceTitle, URL: e.sourceURL}}
	case e.sourceURL != "":
		return nil, errors.New("--source-url needs the document's title: --source-title \"Final Determination\"")
	}
	return ev, nil
}

// wouldFail says what check would find wrong with a new file. Whatever it is
// came from the command line.
func wouldFail(name string, data []byte) error {
	_, found := event.Parse(doc.Source{Path: "events/" + name, Name: name, Data: data})
	for _, d := range found {
		if d.Severity == diag.Error {
			return fmt.Errorf("%s\n  hint: %s", d.Message, cmp.Or(d.Hint, "write it otherwise"))
		}
	}
	return nil
}

// markdownSpecial is what Markdown could take for more than text.
var markdownSpecial = regexp.MustCompile("[\\\\`*_\\[\\]<>&!~|^#$]")

// document is the file of a new event. A source stands in its text too, as
// every source should.
func document(e *event.Event) []byte {
	text := "\n" + markdownSpecial.ReplaceAllString(cmp.Or(e.Summary, e.Title), `\$0`)
	for _, s := range e.Sources {
		text += "[^" + s.ID + "]"
	}
	return append(event.Format(e), text+"\n"...)
}

// knownDate is the beginning of an EDTF date that a file name can start with.
var knownDate = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?`)

// fileName is the date, as far as it is known in digits, and the title.
func fileName(e *event.Event) string {
	slug := event.Slug(e.Title)
	if date := knownDate.FindString(e.Date.String()); date != "" {
		slug = date + "-" + slug
	}
	return slug + ".md"
}

// create writes a new file below root, and nothing outside it.
func create(root, name string, data []byte) error {
	r, err := os.OpenRoot(root)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := r.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
