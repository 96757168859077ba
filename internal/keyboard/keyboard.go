// Package keyboard hands over keys as they are pressed, which differs between
// systems.
package keyboard
