package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dateline/internal/diag"
	"dateline/internal/linkcheck"
	"dateline/internal/links"
	"dateline/internal/site"
)

// linkFlags are those of check that have to do with other sites.
type linkFlags struct {
	on      bool
	private bool
	maxAge  int // in days
}

// network is what links are checked with; nil is the real one. It is for tests.
var network http.RoundTripper

// usualAge is for how many days an answer is believed: as many as lie between
// two weekly runs.
const usualAge = 7

func (l *linkFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&l.on, "links", false, "also try the addresses on other sites")
	cmd.Flags().IntVar(&l.maxAge, "links-max-age", usualAge, "with --links: do not try again what answered in the last so many `days`")
	cmd.Flags().BoolVar(&l.private, "links-private", false, "with --links: also try addresses of this machine and of private networks, for an intranet")
}

// valid refuses flags that say nothing.
func (l *linkFlags) valid(cmd *cobra.Command) error {
	for _, name := range []string{"links-max-age", "links-private"} {
		if cmd.Flags().Changed(name) && !l.on {
			return fmt.Errorf("--%s says nothing without --links", name)
		}
	}
	if l.maxAge < 0 {
		return fmt.Errorf("--links-max-age %d: give a number of days, 0 to try everything", l.maxAge)
	}
	return nil
}

// linkReport is what came of trying the links of a site.
type linkReport struct {
	found   diag.List
	summary string
	err     error
}

// run tries the addresses of a site that are not known from before, and keeps
// what came of it in the file.
func (l *linkFlags) run(ctx context.Context, file string, s *site.Site, t terminal) linkReport {
	today := time.Now().UTC().Format(time.DateOnly)
	mentioned, stale := addresses(s, today, l.maxAge)
	bar := progress(t.err, "trying links", len(stale))
	outcomes, err := linkcheck.Check(ctx, stale, linkcheck.Options{
		Private: l.private, Transport: network, Done: bar.add, Control: control(s, mentioned, stale),
	})
	bar.done()
	if errors.Is(err, linkcheck.ErrOffline) {
		return linkReport{err: fmt.Errorf("%w; nothing was learned about links\n  hint: see whether this machine is online; proxies are not used", err)}
	}
	known := s.Links.After(outcomes, mentioned, today)
	r := linkReport{found: s.LinkFindings(known), summary: linkSummary(known, mentioned, len(outcomes))}
	if len(mentioned) > 0 || s.Links.Len() > 0 {
		r.err = replaceFile(file, known.Format())
	}
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("interrupted; what was learned by then is in %s", filepath.ToSlash(file))
	}
	return r
}

// addresses returns those on other sites that the content mentions, each once
// and in order, and which of them are to be tried.
func addresses(s *site.Site, today string, maxAge int) (mentioned, stale []string) {
	for _, ref := range s.External() {
		mentioned = append(mentioned, links.Key(ref.URL))
	}
	slices.Sort(mentioned)
	mentioned = slices.Compact(mentioned)
	for _, address := range mentioned {
		if r, _ := s.Links.Get(address); !r.Fresh(today, maxAge) {
			stale = append(stale, address)
		}
	}
	return mentioned, stale
}

// maxControl is how many addresses are asked to see whether there is a network.
const maxControl = 3

// control returns some addresses that are well and need not be tried, of as
// many hosts; none when nothing is to be tried.
func control(s *site.Site, mentioned, stale []string) []string {
	var out, hosts []string
	for _, address := range mentioned {
		if len(stale) == 0 || len(out) == maxControl {
			break
		}
		if _, tried := slices.BinarySearch(stale, address); tried {
			continue
		}
		r, _ := s.Links.Get(address)
		u, err := url.Parse(address)
		if err != nil || r.State != links.OK || slices.Contains(hosts, u.Host) {
			continue
		}
		out, hosts = append(out, address), append(hosts, u.Host)
	}
	return out
}

// linkSummary says how many addresses are what.
func linkSummary(known *links.Known, mentioned []string, tried int) string {
	var dead, silent, unclear, moved int
	for _, address := range mentioned {
		switch r, ok := known.Get(address); {
		case !ok:
		case r.State == links.Dead:
			dead++
		case r.State == links.Failing:
			silent++
		case r.State == links.Unclear:
			unclear++
		case r.Moved != "":
			moved++
		}
	}
	text := fmt.Sprintf("dateline: links: %s of %s tried", number(tried), addressCount(len(mentioned)))
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{dead, "dead"}, {silent, "without an answer"}, {unclear, "that cannot be told"}, {moved, "moved"}} {
		if part.n > 0 {
			parts = append(parts, number(part.n)+" "+part.what)
		}
	}
	if len(parts) > 0 {
		text += "; " + strings.Join(parts, ", ")
	}
	return text
}

func addressCount(n int) string {
	if n == 1 {
		return "1 address"
	}
	return number(n) + " addresses"
}

// replaceFile puts data in the place of a file, in one step, unless that is
// what it holds.
func replaceFile(name string, data []byte) error {
	if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
			return nil
		}
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".links-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Chmod(0o644); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
