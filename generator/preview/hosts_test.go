package preview

import (
	"strings"
	"testing"
)

func TestHostIsAHostAndNothingElse(t *testing.T) {
	for name, want := range map[string]string{"preview.example.org": "preview.example.org", "Preview.Example.ORG.": "preview.example.org", "editor-1": "editor-1", "xn--fiq228c.example": "xn--fiq228c.example",
		"192.168.1.5": "192.168.1.5", "::1": "::1", "[2001:db8::1]": "2001:db8::1", "a_b.lan": "a_b.lan"} {
		if got, err := CheckHost(name); got != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, hint := range map[string]string{"http://preview.example.org/": "preview.example.org", "preview.example.org:8080": "preview.example.org", "preview.example.org/": "preview.example.org",
		"https://Preview.example.org:8443/x?y": "preview.example.org", "user@host": "host", "": "", "*": "", "*.example.org": "", "a b": "", "-a": "", "a..b": "", "例.org": "", "1.2.3": "", "999.1.1.1": "",
		"a\nb": "", "fe80::1%eth0": "", strings.Repeat("a", 64): "", strings.Repeat("a.", 130) + "a": "", "[::1]:8080": "::1", "a.b\x00": ""} {
		got, err := CheckHost(name)
		if err == nil || !strings.Contains(err.Error(), "invalid --host") {
			t.Errorf("%q: %q, %v", name, got, err)
		} else if strings.Contains(err.Error(), "did you mean") != (hint != "") || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: %v; expected the hint %q", name, err, hint)
		}
	}
}

func TestAddressToListenOnIsHostAndPort(t *testing.T) {
	for _, addr := range []string{"localhost:8080", "localhost:0", ":8080", "0.0.0.0:80", "[::1]:8080", "[fe80::1%eth0]:80", "host.example:65535"} {
		if err := CheckAddr(addr); err != nil {
			t.Error(err)
		}
	}
	for addr, hint := range map[string]string{"8080": "localhost:8080", "localhost": "localhost:8080", "http://localhost:9000/": "localhost:9000", "http://localhost": "localhost:8080",
		"localhost:99999": "", "localhost:-1": "", "localhost:http": "", "::1:8080": "", "a b:80": "", "": "", "localhost:8080/x": ""} {
		err := CheckAddr(addr)
		if err == nil || !strings.Contains(err.Error(), "want HOST:PORT") || strings.Contains(err.Error(), "did you mean") != (hint != "") || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: %v; expected the hint %q", addr, err, hint)
		}
	}
}
