package publish

import (
	"os"
	"path/filepath"
	"runtime"

	"gongbao/generator/problem"
)

// Closed returns a warning if only its owner can read the published site. A web server usually runs as another user, and a copy
// that keeps the modes is as closed as the original.
func Closed(dir string) []problem.Problem {
	if runtime.GOOS == "windows" {
		return nil
	}
	for _, name := range []string{"index.html", "404.html", "robots.txt"} {
		file := filepath.Join(dir, name)
		info, err := os.Lstat(file)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if info.Mode().Perm()&0o044 != 0 {
			return nil
		}
		p := problem.New(problem.SiteClosed, filepath.ToSlash(file), problem.Pos{}, "only its owner can read the site (%v); a web server that runs as another user cannot", info.Mode())
		return []problem.Problem{p.WithHint("build with umask 022, and open the files once: chmod -R go+rX %s", dir)}
	}
	return nil
}
