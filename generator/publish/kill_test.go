package publish

import (
	"bufio"
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

const (
	killChild    = "GONGBAO_TEST_PUBLISH_AND_BE_KILLED" // holds the output folder
	killVersions = 7
	killPages    = 1000 // bulletins: with print views and lists, some 2 000 pages
)

// TestMain lets the test binary be the build that is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv(killChild)
	if dir == "" {
		os.Exit(m.Run())
	}
	first, _ := strconv.Atoi(os.Args[1])
	plans := [][]File{linked(first%killVersions, killPages).plan(), linked((first+1)%killVersions, killPages).plan()}
	fmt.Println("ready")
	for v := 0; ; v++ {
		if _, err := Publish(context.Background(), dir, plans[v%2], Options{}); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestBuildKilledAtRandomMomentsNeverShowsHalfASite kills builds that publish one version of a site after another, while a
// reader follows the links. Every sixteenth build starts with no site at all.
func TestBuildKilledAtRandomMomentsNeverShowsHalfASite(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 20
	}
	base := folder(t)
	var versions [killVersions]pages
	for v := range versions {
		versions[v] = linked(v, killPages)
	}
	var read atomic.Int64
	check := func(dir, when string) {
		dead := deadLinks(dir, func(path, text string) {
			read.Add(1)
			for _, site := range versions {
				if site[path] == text {
					return
				}
			}
			t.Errorf("%s: %s is not whole: %.80q", when, path, text)
		})
		if len(dead) > 0 {
			t.Errorf("%s: %d dead links, first %s", when, len(dead), dead[0])
		}
	}

	random := rand.New(rand.NewSource(20260715))
	staging, moving, dir := 0, 0, ""
	for kill := 0; kill < kills && !t.Failed(); kill++ {
		if kill%16 == 0 {
			dir = filepath.Join(base, fmt.Sprint(kill))
		}
		stopped := make(chan bool)
		reader := make(chan bool)
		go func() {
			defer close(reader)
			for {
				select {
				case <-stopped:
					return
				default:
					check(dir, fmt.Sprintf("before kill %d", kill))
					time.Sleep(3 * time.Millisecond)
				}
			}
		}()
		killAfter(t, dir, kill, time.Duration(random.Intn(40_000))*time.Microsecond)
		close(stopped)
		<-reader
		check(dir, fmt.Sprintf("after kill %d", kill))
		if _, err := os.Stat(filepath.Join(dir, hidden, nextName)); err == nil {
			moving++
		} else if _, err := os.Stat(filepath.Join(dir, hidden, newFolder)); err == nil {
			staging++
		}
	}
	t.Logf("%d kills, %d of them while files were written out of sight and %d while files were moved; %d pages read", kills, staging, moving, read.Load())
	publish(t, dir, versions[0])
	versions[0].expect(t, dir)
}

// killAfter starts a process that publishes, and kills it some time after its first publication has begun.
func killAfter(t *testing.T, dir string, version int, after time.Duration) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, strconv.Itoa(version))
	child.Env = append(os.Environ(), killChild+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	said.Scan() // it is ready
	time.Sleep(after)
	child.Process.Kill()
	for said.Scan() {
		t.Errorf("the build says: %s", said.Text())
	}
	child.Wait()
}

func TestCrawlerOfTheTestsFindsADeadLink(t *testing.T) {
	dir := folder(t)
	site := linked(1, 100)
	publish(t, dir, site)
	victim := ""
	for path := range site {
		if path != "index.html" {
			victim = max(victim, path)
		}
	}
	os.Remove(filepath.Join(dir, victim))
	if dead := deadLinks(dir, func(string, string) {}); len(dead) != 1 {
		t.Errorf("%s was removed, and the dead links are %q", victim, dead)
	}
}
