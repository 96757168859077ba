package site

import "dateline/internal/event"

// Lacks returns the keys that the settings require and the event does not
// have, in the order of the settings.
func (s *Settings) Lacks(e *event.Event) []string {
	var keys []string
	for _, key := range s.Require {
		if !hasKey(e, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
