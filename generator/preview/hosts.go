package preview

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// CheckHost returns the name that browsers may use for the server, as their Host header has it: in lower case, without brackets. A
// name is a host and nothing else.
func CheckHost(name string) (string, error) {
	host := strings.ToLower(strings.TrimSuffix(name, "."))
	if a, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil && a.Zone() == "" {
		return a.String(), nil
	}
	if isHostName(host) {
		return host, nil
	}
	err := fmt.Errorf("invalid --host %q: want the name or the IP address of a host and nothing else, such as preview.example.org", name)
	if meant := hostIn(name); meant != "" {
		err = fmt.Errorf("%w; did you mean --host %s?", err, meant)
	}
	return "", err
}

// hostIn returns the host of an address with a scheme, a port or a path, or "".
func hostIn(text string) string {
	if !strings.Contains(text, "//") {
		text = "//" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err != nil && !isHostName(host) {
		return ""
	}
	return host
}

// isHostName reports whether a text is a host name (RFC 1123, section 2.1).
func isHostName(text string) bool {
	if text == "" || len(text) > 253 {
		return false
	}
	last := ""
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
		last = label
	}
	return strings.Trim(last, "0123456789") != "" // or it is a wrong IPv4 address
}

// CheckAddr returns an error for an address to listen on that is not HOST:PORT.
func CheckAddr(addr string) error {
	if host, port, err := net.SplitHostPort(addr); err == nil && isPort(port) && canListen(host) {
		return nil
	}
	wrong := fmt.Errorf("invalid --addr %q: want HOST:PORT, such as localhost:8080", addr)
	meant := ""
	if isPort(addr) {
		meant = "localhost:" + addr
	} else if u, e := url.Parse(addr); e == nil && u.Host != "" {
		if meant = u.Host; u.Port() == "" {
			meant = net.JoinHostPort(u.Hostname(), "8080")
		}
	} else if isHostName(strings.ToLower(addr)) {
		meant = addr + ":8080"
	}
	if meant != "" && CheckAddr(meant) == nil {
		wrong = fmt.Errorf("%w; did you mean --addr %s?", wrong, meant)
	}
	return wrong
}

func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// canListen reports whether a host can be listened on: any, a name, or an address, which may have a zone.
func canListen(host string) bool {
	if host == "" || host == "*" {
		return true
	}
	_, notName := CheckHost(host)
	_, notAddress := netip.ParseAddr(host)
	return notName == nil || notAddress == nil
}
