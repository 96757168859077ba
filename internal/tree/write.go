package tree

import "errors"

// Output is one file to write: exactly one of Data and Copy is set (an empty
// file has empty Data, or neither).
type Output struct {
	Path string // slash-separated, relative to the site
	Data []byte // may be reused by the caller after emit returns
	Copy *File
}

// WriteOptions say what Write may replace.
type WriteOptions struct {
	Force   bool     // replace a folder that is not empty and that dateline did not make
	Protect []string // folders that out must not be, contain or lie in
}

// Report counts what Write did.
type Report struct {
	Files     int
	Written   int
	Unchanged int
	Removed   int
	Bytes     int64
}

// OutError says why a folder cannot be written to.
type OutError struct{ Out, Msg, Hint string }

func (e *OutError) Error() string { return e.Out + ": " + e.Msg }

// LockError says that another build is writing the same folder.
type LockError struct{ PID int }

func (e *LockError) Error() string { return "another build holds the lock" }

// Write is not there yet.
func Write(out string, opt WriteOptions, produce func(emit func(Output) error) error) (Report, error) {
	return Report{}, errors.ErrUnsupported
}
