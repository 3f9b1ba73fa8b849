package check

import "net/netip"

// A table: the rows of IANA's special-purpose address registries, with their column "Globally Reachable".
//
//	https://www.iana.org/assignments/iana-ipv4-special-registry/  25 rows, the newest allocated in 2017-02
//	https://www.iana.org/assignments/iana-ipv6-special-registry/  25 rows, the newest allocated in 2025-04
//
// Both last updated on 2025-10-09. A row counts as not reachable if the column says False, "N/A" (Teredo, 6to4) or nothing, as
// for a terminated row. The rows at the end of each list are not in these registries: multicast (RFC 5771, RFC 4291), and what lies
// outside the global unicast addresses of IPv6 (2000::/3 in the registry ipv6-address-space).

// specialRow is a row of a registry.
type specialRow struct {
	block  string
	name   string
	global bool
}

var specialRows = []specialRow{
	{"0.0.0.0/8", "This network", false},
	{"0.0.0.0/32", "This host on this network", false},
	{"10.0.0.0/8", "Private-Use", false},
	{"100.64.0.0/10", "Shared Address Space", false},
	{"127.0.0.0/8", "Loopback", false},
	{"169.254.0.0/16", "Link Local", false},
	{"172.16.0.0/12", "Private-Use", false},
	{"192.0.0.0/24", "IETF Protocol Assignments", false},
	{"192.0.0.0/29", "IPv4 Service Continuity Prefix", false},
	{"192.0.0.8/32", "IPv4 dummy address", false},
	{"192.0.0.9/32", "Port Control Protocol Anycast", true},
	{"192.0.0.10/32", "Traversal Using Relays around NAT Anycast", true},
	{"192.0.0.170/32", "NAT64/DNS64 Discovery", false},
	{"192.0.0.171/32", "NAT64/DNS64 Discovery", false},
	{"192.0.2.0/24", "Documentation (TEST-NET-1)", false},
	{"192.31.196.0/24", "AS112-v4", true},
	{"192.52.193.0/24", "AMT", true},
	{"192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", false},
	{"192.88.99.2/32", "6a44-relay anycast address", false},
	{"192.168.0.0/16", "Private-Use", false},
	{"192.175.48.0/24", "Direct Delegation AS112 Service", true},
	{"198.18.0.0/15", "Benchmarking", false},
	{"198.51.100.0/24", "Documentation (TEST-NET-2)", false},
	{"203.0.113.0/24", "Documentation (TEST-NET-3)", false},
	{"240.0.0.0/4", "Reserved", false},
	{"255.255.255.255/32", "Limited Broadcast", false},
	{"224.0.0.0/4", "Multicast", false},

	{"::1/128", "Loopback Address", false},
	{"::/128", "Unspecified Address", false},
	{"::ffff:0:0/96", "IPv4-mapped Address", false},
	{"64:ff9b::/96", "IPv4-IPv6 Translation", true}, // if the address inside is
	{"64:ff9b:1::/48", "IPv4-IPv6 Translation", false},
	{"100::/64", "Discard-Only Address Block", false},
	{"100:0:0:1::/64", "Dummy IPv6 Prefix", false},
	{"2001::/23", "IETF Protocol Assignments", false},
	{"2001::/32", "Teredo", false},
	{"2001:1::1/128", "Port Control Protocol Anycast", true},
	{"2001:1::2/128", "Traversal Using Relays around NAT Anycast", true},
	{"2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", true},
	{"2001:2::/48", "Benchmarking", false},
	{"2001:3::/32", "AMT", true},
	{"2001:4:112::/48", "AS112-v6", true},
	{"2001:10::/28", "Deprecated (previously ORCHID)", false},
	{"2001:20::/28", "ORCHIDv2", true},
	{"2001:30::/28", "Drone Remote ID Protocol Entity Tags", true},
	{"2001:db8::/32", "Documentation", false},
	{"2002::/16", "6to4", false},
	{"2620:4f:8000::/48", "Direct Delegation AS112 Service", true},
	{"3fff::/20", "Documentation", false},
	{"5f00::/16", "Segment Routing (SRv6) SIDs", false},
	{"fc00::/7", "Unique-Local", false},
	{"fe80::/10", "Link-Local Unicast", false},
	{"::/3", "not global unicast", false},
	{"2000::/3", "Global Unicast", true},
	{"4000::/2", "not global unicast", false},
	{"8000::/1", "not global unicast", false},
}

type specialBlock struct {
	prefix netip.Prefix
	global bool
}

var specialBlocks = func() []specialBlock {
	blocks := make([]specialBlock, len(specialRows))
	for i, row := range specialRows {
		blocks[i] = specialBlock{netip.MustParsePrefix(row.block), row.global}
	}
	return blocks
}()

// translated is the prefix of addresses that a translator leads to the IPv4 address in their last four bytes (RFC 6052).
var translated = netip.MustParsePrefix("64:ff9b::/96")

// isGlobal reports whether the registries have an address for one of the public network. The most specific row decides.
func isGlobal(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if translated.Contains(a) {
		b := a.As16()
		return isGlobal(netip.AddrFrom4([4]byte(b[12:])))
	}
	global, bits := a.Is4(), -1
	for _, block := range specialBlocks {
		if block.prefix.Bits() > bits && block.prefix.Contains(a) {
			global, bits = block.global, block.prefix.Bits()
		}
	}
	return global
}
