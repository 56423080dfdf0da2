package main

import "testing"

func TestWordsOfAResidentAreFoundInAPack(t *testing.T) {
	const pack = "../../packs/towerhamlets"
	for _, x := range []struct {
		args []string
		want string
	}{{[]string{"my husband hits me"}, "domestic-abuse\n"}, {[]string{"parking"}, "other\n"}, {[]string{"xyzzy"}, "other\n"}, {[]string{"--services", "xyzzy"}, "other\n"},
		{[]string{"--services", "racist abuse"}, "hate-council\n"}} {
		out, bad, code := wardmote(t, append([]string{"pack", "find", pack}, x.args...)...)
		if code != 0 || bad != "" || len(out) < len(x.want) || out[:len(x.want)] != x.want {
			t.Errorf("%q: %d %q %q, want first %q", x.args, code, out, bad, x.want)
		}
	}
}
