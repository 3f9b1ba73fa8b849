package markdown

import (
	"path"
	"strings"
)

// meantAddress returns a hint for a destination that markdown takes for the name of a file, but that is an address to anyone who reads
// it: www.example.org, office@example.org, 0355-3333333, https：//example.org. It is empty for the name of a file.
func meantAddress(name string) string {
	narrow := narrowMarks.Replace(name)
	scheme, rest, _ := strings.Cut(narrow, ":")
	switch scheme {
	case "http", "https":
		return "write it with half-width marks: " + scheme + "://" + strings.TrimLeft(rest, "/")
	case "mailto", "tel":
		return "write it with half-width marks: " + narrow
	}
	user, host, mail := strings.Cut(narrow, "@")
	switch {
	case strings.HasPrefix(name, `\\`):
		return "a file on your own computer is not part of the archive: copy it next to the bulletin"
	case len(narrow) > 4 && strings.EqualFold(narrow[:4], "www."):
		return "write the whole address: https://" + narrow
	case mail && user != "" && strings.Contains(host, ".") && !strings.Contains(narrow, "/") && path.Ext(host) != ".pdf":
		return "write the address of e-mail as mailto:" + narrow
	case isPhone(narrow):
		return "write a telephone number as tel:" + narrow
	}
	return ""
}

var narrowMarks = strings.NewReplacer("：", ":", "／", "/", "．", ".", "＠", "@", "＜", "", "＞", "")

// isPhone reports whether a name has at least five digits, and besides only what parts them.
func isPhone(name string) bool {
	digits := 0
	for _, c := range name {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case !strings.ContainsRune("+-()", c):
			return false
		}
	}
	return digits >= 5
}
