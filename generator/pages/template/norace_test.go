//go:build !race

package template

const allocationsAllowed = 0
