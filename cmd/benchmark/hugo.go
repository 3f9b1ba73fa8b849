package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed all:hugo
var hugoSite embed.FS

const hugoModule = "github.com/gohugoio/hugo"

// prepareHugo writes the peer site to the work folder and finds or builds Hugo.
func (b *bench) prepareHugo() error {
	site, err := fs.Sub(hugoSite, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(b.work, "hugo-source"), site); err != nil {
		return err
	}
	b.peer = b.hugoBinary
	if b.peer == "" {
		if err := b.installHugo(); err != nil {
			return err
		}
	} else if b.peer, err = filepath.Abs(b.peer); err != nil {
		return err
	}
	text, err := exec.CommandContext(b.ctx, b.peer, "version").Output()
	if err != nil {
		return fmt.Errorf("%s version: %w", b.peer, err)
	}
	b.report.hugo = strings.TrimSpace(string(text))
	return nil
}

// installHugo builds the release that --hugo-version names, or the newest one that this Go can build. Each release requires a
// version of Go.
func (b *bench) installHugo() error {
	versions := []string{b.hugoVersion}
	if b.hugoVersion == "" {
		c := exec.CommandContext(b.ctx, "go", "list", "-m", "-versions", hugoModule)
		c.Dir = b.work
		text, err := c.Output()
		if err != nil {
			return fmt.Errorf("releases of %s: %w; name a binary with --hugo-binary, or leave Hugo out with --hugo=false", hugoModule, err)
		}
		versions = slices.DeleteFunc(strings.Fields(string(text))[1:], func(v string) bool { return strings.Contains(v, "-") })
		slices.Reverse(versions)
	}
	b.peer = filepath.Join(b.work, program("hugo"))
	var tooOld error
	for _, v := range versions {
		b.logf("building Hugo %s", v)
		err := b.command(b.work, "go", "install", hugoModule+"@"+v)
		if err == nil {
			if v != versions[0] {
				b.report.newest = versions[0]
			}
			return nil
		}
		if !strings.Contains(err.Error(), "requires go >=") {
			return err
		}
		tooOld = errors.Join(tooOld, err)
	}
	return fmt.Errorf("this Go cannot build any release of Hugo: %w", tooOld)
}

// buildHugo measures a full build of the peer site, the only kind that Hugo has. There is no search index.
func (b *bench) buildHugo(bulletins int, output string) (row, error) {
	source, cache := filepath.Join(b.work, "hugo-source"), filepath.Join(b.work, "hugo-cache")
	writeBack()
	cost, err := b.process("", nil, b.peer, "--source", source, "--destination", output, "--cacheDir", cache, "--noBuildLock", "--quiet")
	if err != nil {
		return row{}, err
	}
	r := row{Bulletins: bulletins, Tool: "Hugo", Case: "full build", cost: cost}
	return r, errors.Join(r.count(output), os.RemoveAll(output), os.RemoveAll(cache))
}
