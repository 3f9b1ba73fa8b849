//go:build race

package template

// The race detector makes sync.Pool forget things at random, so that now and then a page needs a new machine.
const allocationsAllowed = 2
