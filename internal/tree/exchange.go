package tree

import (
	"errors"
	"fmt"
	"io/fs"
)

// publish puts the staged site in the place of the old one, which then is in
// the staging folder.
func (s *stage) publish() error {
	if s.old.place == nil {
		return s.parent.rename(s.name, s.target.name)
	}
	err := exchange(s.parent, s.name, s.target.name)
	if errors.Is(err, errNoExchange) {
		return s.publishByRenames()
	}
	if err != nil {
		return s.mounted(err)
	}
	// Somebody may have put another folder there while the site was made. It
	// was not looked at, so it gets its place back.
	if _, id, err := s.parent.lstat(s.name); err != nil || id.ino != s.old.id.ino || id.dev != s.old.id.dev {
		if err := s.parent.exchange(s.name, s.target.name); err != nil {
			return err
		}
		return fmt.Errorf("%w while the site was made", errReplaced)
	}
	return nil
}

// exchange is for tests of systems that cannot.
var exchange = place.exchange

var errReplaced = errors.New("the folder was replaced by another program")

// publishByRenames is for systems that cannot exchange folders. Between the
// renames there is no site; the name of the old one then is the journal that
// tells the next build, should this one be killed.
func (s *stage) publishByRenames() error {
	aside := s.sibling("old")
	s.leave()
	if err := s.parent.rename(s.target.name, aside); err != nil {
		return s.mounted(err)
	}
	hook("between")
	if err := s.parent.rename(s.name, s.target.name); err != nil {
		return errors.Join(err, s.parent.rename(aside, s.target.name))
	}
	return s.parent.rename(aside, s.name)
}

// mounted explains why a folder cannot be renamed.
func (s *stage) mounted(err error) error {
	if isMounted(err) {
		return &OutError{
			s.out, "is where a file system is mounted, and cannot be replaced in one step",
			"give --out a folder in it",
		}
	}
	return err
}

// recoverSite ends what a killed build has left: it puts the old site back if
// there is none, and removes what is staged. The caller holds the lock, so that
// it is nobody else's.
func recoverSite(parent place, t target) error {
	aside := t.sibling("old")
	if _, _, err := parent.lstat(aside); err == nil {
		if _, _, err := parent.lstat(t.name); errors.Is(err, fs.ErrNotExist) {
			if err := parent.rename(aside, t.name); err != nil {
				return err
			}
		} else if err := parent.removeAll(aside); err != nil {
			return err
		}
	}
	var left []string
	err := parent.list(func(batch []entry) bool {
		for _, e := range batch {
			if t.isStaging(e.name) {
				left = append(left, e.name)
			}
		}
		return true
	})
	for _, name := range left {
		// One that cannot be removed is in nobody's way.
		_ = parent.removeAll(name)
	}
	return err
}
