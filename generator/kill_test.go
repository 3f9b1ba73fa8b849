package generator

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongbao/generator/address"
	"gongbao/generator/internal/folder"
	"gongbao/generator/ledger"
	"gongbao/generator/publish"
)

var ledgerKills = flag.Int("ledger.kills", 6, "builds that are killed while a reader follows the ledger")

const ledgerChild = "GONGBAO_TEST_BUILD_AND_BE_KILLED" // holds the folder of the test

// TestMain lets the test binary be the build that is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv(ledgerChild)
	if dir == "" {
		os.Exit(m.Run())
	}
	for v := 0; ; v++ {
		o := Options{Content: filepath.Join(dir, "content"+os.Args[1][v%2:v%2+1]), Output: os.Args[2], Cache: filepath.Join(dir, "cache"), Now: testNow}
		o.Begin = func(stage Stage, _ int) {
			if stage == Publishing {
				fmt.Println("publishing")
			}
		}
		if r, err := Build(context.Background(), o); err != nil || len(r.Problems) > 0 {
			fmt.Println("failed:", err, r.Problems)
			os.Exit(1)
		}
	}
}

// A reader who takes any address of the ledger, whenever it was read, finds what it says: while builds that move, withdraw and delete
// bulletins, their attachments and an agency are killed at random moments. Every eighth build starts with no site at all.
func TestLedgerIsTrueWheneverABuildIsKilled(t *testing.T) {
	const bulletins = 2000
	dir := t.TempDir()
	for version := range 2 {
		content := filepath.Join(dir, fmt.Sprintf("content%d", version))
		folder.Write(t, content, movingArchive(version, bulletins))
		folder.Age(t, content)
	}
	var asked atomic.Int64
	random := rand.New(rand.NewPCG(20261127, 0))
	output, moving := "", 0
	for kill := 0; kill < *ledgerKills && !t.Failed(); kill++ {
		if kill%8 == 0 {
			output = filepath.Join(dir, fmt.Sprintf("public%d", kill))
		}
		stopped, reader := make(chan bool), make(chan bool)
		go func() {
			defer close(reader)
			for {
				select {
				case <-stopped:
					return
				default:
					asked.Add(followLedger(t, output, fmt.Sprintf("before kill %d", kill)))
					time.Sleep(2 * time.Millisecond)
				}
			}
		}()
		killBuild(t, dir, output, []string{"01", "10"}[kill%2], time.Duration(random.IntN(600))*time.Millisecond)
		close(stopped)
		<-reader
		asked.Add(followLedger(t, output, fmt.Sprintf("after kill %d", kill)))
		if _, err := os.Stat(filepath.Join(output, ".gongbao/next")); err == nil {
			moving++
		}
	}
	t.Logf("%d kills, %d of them while files were moved; %d addresses asked for", *ledgerKills, moving, asked.Load())
	o := Options{Content: filepath.Join(dir, "content0"), Output: output, Cache: filepath.Join(dir, "cache"), Now: testNow}
	if r := mustBuild(t, o); len(r.Problems) > 0 {
		t.Errorf("something vanished: %v", r.Problems)
	}
	if _, err := os.Stat(publish.Unexplained(output)); err == nil {
		t.Error("something is unexplained")
	}
	if n := followLedger(t, output, "at the end"); n < bulletins {
		t.Errorf("only %d addresses at the end", n)
	}
}

// movingArchive is one of two versions of an archive. Each explains what the other one has and it has not.
func movingArchive(version, bulletins int) map[string]string {
	files := map[string]string{"site.yaml": "title: 公报\nbase_url: https://example.org/\nsearch: false\nrelated: false\n"}
	ids := [2]string{"water", "water-bureau"}
	files["agencies.yaml"] = fmt.Sprintf("- {id: %s, name: 甲, former_ids: [%s]}\n- {id: other, name: 乙}\n", ids[version], ids[1-version])
	var gone strings.Builder
	for i := range bulletins {
		day := func(version int) string {
			return time.Date(2010+i%8, time.Month(1+(i+version*5)%12), 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		}
		at := func(version int) string {
			return fmt.Sprintf("/%s/b%d.html", strings.ReplaceAll(day(version), "-", "/"), i)
		}
		name := fmt.Sprintf("bulletins/%d/b%d.md", i%40, i)
		switch {
		case i%10 == 1: // its date changes, and it has an attachment
			name = fmt.Sprintf("bulletins/%d/b%d/index.md", i%40, i)
			files[fmt.Sprintf("bulletins/%d/b%d/表.csv", i%40, i)] = "a,b\n1,2\n"
			files[name] = folder.Bulletin(fmt.Sprint(i), day(version), "aliases: ["+at(1-version)+"]")
		case i%10 == 2: // it is withdrawn, and then it is not
			more := []string{}
			if version == 1 {
				more = []string{"status: withdrawn", "reason: 误发"}
			}
			files[name] = folder.Bulletin(fmt.Sprint(i), day(0), more...)
		case i%10 == 3 && version == 1: // it is gone
			fmt.Fprintf(&gone, "- {address: %s, date: 2026-01-01, reason: 误发}\n", at(0))
		case i%10 == 4: // an old address with a query comes and goes
			files[name] = folder.Bulletin(fmt.Sprint(i), day(0), fmt.Sprintf("aliases: ['/show.asp?id=%d']", i))
		default:
			files[name] = folder.Bulletin(fmt.Sprintf("%d 第%d版", i, version), day(0))
		}
	}
	files["gone.yaml"] = gone.String()
	files["site.yaml"] += "host_redirects: true\n"
	return files
}

// followLedger asks for every address of a site's ledger, as it is read at this moment, and returns their number.
func followLedger(t *testing.T, dir, when string) int64 {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(ledger.Path)))
	if err != nil {
		return 0 // no site yet
	}
	exists := func(at string) bool {
		path, err := url.PathUnescape(strings.TrimPrefix(at, "/"))
		info, statErr := os.Stat(filepath.Join(dir, filepath.FromSlash(address.Index(path))))
		return err == nil && statErr == nil && info.Mode().IsRegular()
	}
	asked := int64(0)
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		at := columns[1]
		asked++
		if strings.Contains(at, "?") {
			at = columns[2] // where a web server leads
		}
		if !exists(at) {
			t.Errorf("%s: %s is %s, but there is nothing", when, at, columns[0])
		}
		if columns[0] == "moved" && !exists(columns[2]) {
			t.Errorf("%s: %s leads to %s, where nothing is", when, at, columns[2])
		}
		if t.Failed() {
			break
		}
	}
	return asked
}

// killBuild starts a process that builds two versions in turn, and kills it some time after it has begun to publish.
func killBuild(t *testing.T, dir, output, versions string, after time.Duration) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, versions, output)
	child.Env = append(os.Environ(), ledgerChild+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	said.Scan()
	time.Sleep(after)
	child.Process.Kill()
	for more := true; more; more = said.Scan() {
		if said.Text() != "publishing" {
			t.Errorf("the build says: %s", said.Text())
		}
	}
	child.Wait()
}
