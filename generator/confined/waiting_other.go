//go:build !unix

package confined

const withoutWaiting = 0
