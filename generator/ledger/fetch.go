package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// patience is how long a web server may take to send a whole ledger.
const patience = time.Minute

// Published reads the ledger of a published site: the address of the site or of its ledger, a folder that holds a copy of the site, or
// a file. The error says what was expected.
func Published(ctx context.Context, from string) (*Promised, error) {
	read := readFile
	if strings.HasPrefix(from, "https://") || strings.HasPrefix(from, "http://") {
		read = fetch
	}
	text, err := read(ctx, from)
	if err != nil {
		return nil, fmt.Errorf("--published %s: %w", from, err)
	}
	if first, _, _ := strings.Cut(Head, "\n"); !strings.HasPrefix(string(text), first) {
		return nil, fmt.Errorf("--published %s: this is not a ledger; expected the file %s of a published site, which starts with %q", from, Path, first)
	}
	return Read(from, text), nil
}

func fetch(ctx context.Context, from string) ([]byte, error) {
	u, err := url.Parse(from)
	if err != nil || u.Host == "" {
		return nil, errors.New("not a web address; expected one such as https://bulletin.example.org/" + Path)
	}
	if !strings.HasSuffix(u.Path, ".txt") {
		u = u.JoinPath(Path)
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the ledger cannot be fetched: %w", reason(err))
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s; expected the ledger of the published site. Leave --published out for the first publication", u, answer.Status)
	}
	text, err := readAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("the ledger cannot be fetched: %w", reason(err))
	}
	return text, nil
}

// reason returns why a request failed, without the address, which the caller names.
func reason(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no whole answer within %s", patience)
	}
	var where *url.Error
	if errors.As(err, &where) {
		return where.Err
	}
	return err
}

func readFile(_ context.Context, name string) ([]byte, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, filepath.FromSlash(Path))
	}
	text, err := ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("no such file; expected a copy of " + Path + ", or the address of the published site")
	}
	return text, err
}

// ReadFile reads a regular file that may hold a ledger. The error wraps fs.ErrNotExist if there is none.
func ReadFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("not a file; expected a copy of " + Path)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f)
}

var errTooLarge = fmt.Errorf("larger than %d MiB; expected a ledger", MaxSize>>20)

func readAll(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err == nil && len(text) > MaxSize {
		err = errTooLarge
	}
	return text, err
}
