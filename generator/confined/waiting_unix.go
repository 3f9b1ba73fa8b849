//go:build unix

package confined

import "syscall"

// withoutWaiting keeps the opening of a pipe from waiting for its other end, if one took the place of a file just now.
const withoutWaiting = syscall.O_NONBLOCK | syscall.O_NOCTTY
