package tree

import "fmt"

// LockError says that another build is writing the same folder. What to do:
// wait for it, or end it.
type LockError struct {
	PID int // of the other build; 0 if it has not said yet
}

func (e *LockError) Error() string {
	if e.PID == 0 {
		return "another build holds the lock"
	}
	return fmt.Sprintf("another build holds the lock (pid %d)", e.PID)
}
