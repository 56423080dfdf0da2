package page

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Proxies are the machines in front of the program: what they say of where a request came from is believed, and what anybody
// else says is not, because whoever sends a request can write any header.
type Proxies []netip.Prefix

// ParseProxies reads addresses (127.0.0.1) and networks (10.0.0.0/8).
func ParseProxies(texts []string) (Proxies, error) {
	var out Proxies
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			address, err := netip.ParseAddr(text)
			if err != nil {
				return nil, fmt.Errorf("%q is no address or network of a proxy; write 127.0.0.1 or 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen())
		}
		if prefix.Bits() == 0 {
			return nil, fmt.Errorf("the network %s is everybody: whoever asks could then say where from; name the proxies alone", text)
		}
		out = append(out, prefix.Masked())
	}
	return out, nil
}

func (p Proxies) trust(a netip.Addr) bool {
	return a.IsValid() && slices.ContainsFunc(p, func(prefix netip.Prefix) bool { return prefix.Contains(a) })
}

// origin is where a request came from and whether it came through TLS.
type origin struct {
	address string
	secure  bool
}

// of finds the nearest machine that is no proxy of ours: each proxy appends to X-Forwarded-For whom it answers, so the list is
// read from its end. X-Forwarded-Proto is read at the same step where it is a list too.
func (p Proxies) of(r *http.Request) origin {
	from := origin{address: r.RemoteAddr, secure: r.TLS != nil}
	peer := hop(r.RemoteAddr)
	if peer.IsValid() {
		from.address = peer.String()
	}
	if !p.trust(peer) {
		return from
	}
	passed, steps := listed(r.Header, "X-Forwarded-For"), 0
	for i := len(passed) - 1; i >= 0; i-- {
		next := hop(passed[i])
		if !next.IsValid() {
			break // what a proxy could not name: the proxy that says so is the nearest that we know
		}
		if from.address = next.String(); !p.trust(next) {
			break
		}
		steps++
	}
	if protos := listed(r.Header, "X-Forwarded-Proto"); len(protos) > 0 {
		from.secure = strings.EqualFold(protos[max(0, len(protos)-1-steps)], "https")
	}
	return from
}

// listed are the values of a header that is a list, over all its lines.
func listed(h http.Header, name string) []string {
	var out []string
	for _, v := range strings.Split(strings.Join(h.Values(name), ","), ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// hop reads an address with or without its port; invalid where it is none.
func hop(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// Address is the address that a request came from, which is the reader's and not the proxy's where Site.Proxies names the proxy.
func Address(r *http.Request) string {
	if e, ok := r.Context().Value(requestKey{}).(*exchange); ok {
		return e.from.address
	}
	return r.RemoteAddr
}
