//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type verdict string

const (
	killed   verdict = "killed"
	survived verdict = "survived"
	invalid  verdict = "invalid" // does not compile
)

// A tester runs tests against mutants.
type tester struct {
	options
	ctx    context.Context
	work   string
	also   []goPackage
	limits map[string]time.Duration // for the tests of a package, by import path
}

// mostMemory is the limit of a test process's resident set, in bytes. An endless loop may fill the memory.
const mostMemory = 3 << 30

// baseline runs the tests of a package without any change. They must pass, and their time sets the limit for mutants.
func (t *tester) baseline(p goPackage) error {
	if t.limits[p.ImportPath] > 0 {
		return nil
	}
	folder := filepath.Join(t.work, "baseline")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	binary, err := t.compile(p, "", folder)
	if err != nil {
		return err
	}
	if binary == "" {
		return fmt.Errorf("%s: the tests do not compile", p.ImportPath)
	}
	start := time.Now()
	passed, err := t.passes(p, binary, 10*time.Minute)
	if err != nil {
		return err
	}
	if !passed {
		return fmt.Errorf("%s: the tests fail without any mutant", p.ImportPath)
	}
	t.limits[p.ImportPath] = 20*time.Second + 3*time.Since(start)
	return nil
}

// test compiles a mutant and runs the tests. Each worker has its own folder.
func (t *tester) test(m mutant, folder string) (verdict, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	changed, overlay := filepath.Join(folder, "mutant.go"), filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(changed, m.source(), 0o644); err != nil {
		return "", err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: changed}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, replace, 0o644); err != nil {
		return "", err
	}
	for i, p := range append([]goPackage{m.pkg}, t.also...) {
		if i > 0 && p.ImportPath == m.pkg.ImportPath {
			continue
		}
		binary, err := t.compile(p, overlay, folder)
		if err != nil || binary == "" {
			return invalid, err
		}
		if passed, err := t.passes(p, binary, t.limits[p.ImportPath]); err != nil || !passed {
			return killed, err
		}
	}
	return survived, nil
}

// compile compiles the tests of a package, or returns "" if they do not compile.
func (t *tester) compile(p goPackage, overlay, folder string) (binary string, err error) {
	binary = filepath.Join(folder, "tests")
	args := []string{"test", "-c", "-vet=off", "-o", binary}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	err = exec.CommandContext(t.ctx, "go", append(args, p.ImportPath)...).Run()
	if t.ctx.Err() != nil {
		return "", t.ctx.Err()
	}
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return "", nil
	}
	return binary, err
}

// passes runs compiled tests in the folder of their package, as go test does. They fail if they exceed the time limit
// or the memory limit. Processes that they started are killed at the end.
func (t *tester) passes(p goPackage, binary string, limit time.Duration) (bool, error) {
	ctx, cancel := context.WithTimeout(t.ctx, limit)
	defer cancel()
	args := []string{"-test.failfast"}
	if t.short {
		args = append(args, "-test.short")
	}
	if slices.ContainsFunc(t.also, func(a goPackage) bool { return a.ImportPath == p.ImportPath }) {
		args = append(args, t.alsoArgs...)
	}
	c := exec.CommandContext(ctx, binary, args...)
	c.Dir = p.Dir
	files := filepath.Join(filepath.Dir(binary), "files")
	c.Env = append(os.Environ(), "TMPDIR="+files)
	if err := os.MkdirAll(files, 0o755); err != nil {
		return false, err
	}
	defer os.RemoveAll(files) // killed tests leave files behind
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = 5 * time.Second
	if err := c.Start(); err != nil {
		return false, err
	}
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(100 * time.Millisecond):
				if memory(c.Process.Pid) > mostMemory {
					cancel()
				}
			}
		}
	}()
	err := c.Wait()
	close(done)
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // what the tests left running, usually nothing
	return err == nil, t.ctx.Err()
}

// memory returns the resident set of a process in bytes, or 0 if the system has no /proc.
func memory(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
