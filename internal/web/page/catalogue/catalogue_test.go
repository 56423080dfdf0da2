package catalogue

import "testing"

func TestATranslationFallsBackToEnglishAndInventsNoMessage(t *testing.T) {
	bengali, err := Parse("bn", []byte("layout.menu: মেনু\n"), English())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := bengali.Text("layout.menu"); err != nil || got != "মেনু" {
		t.Errorf("the translated message is %q, %v", got, err)
	}
	if got, err := bengali.Text("layout.signedInAs", "name", "A. Officer"); err != nil || got != "Signed in as A. Officer" {
		t.Errorf("the missing message is %q, %v", got, err)
	}
	if _, err := Parse("bn", []byte("layout.meny: x\n"), English()); err == nil {
		t.Error("a misspelt key was taken")
	}
	if _, err := bengali.Text("no.such"); err == nil {
		t.Error("an unknown key gave a text")
	}
}

func TestMessagesThatCountHaveTwoForms(t *testing.T) {
	c, err := Parse("en", []byte("rows.one: \"{count} row\"\nrows.other: \"{count} rows\"\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{0: "0 rows", 1: "1 row", 2: "2 rows"} {
		if got, err := c.Count("rows", n); err != nil || got != want {
			t.Errorf("%d is %q, %v", n, got, err)
		}
	}
}
