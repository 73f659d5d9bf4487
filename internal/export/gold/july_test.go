package gold_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"verbale.dev/verbale/internal/export/gold"
)

const july = "../../../examples/july-1914"

// The gold of the example dossier holds to its own rules.
func TestJulyHasNoFaults(t *testing.T) {
	t.Parallel()
	folder, faults, err := gold.Read(filepath.Join(july, "gold"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
	lawful(t, folder)
	statements := 0
	for _, r := range folder.Reports {
		statements += len(r.Statements)
	}
	if len(folder.Reports) != 17 || statements < 300 || len(folder.Relations) < 100 {
		t.Errorf("%d reports, %d statements, %d relations", len(folder.Reports), statements, len(folder.Relations))
	}
}

// The dispatches are frozen: the gold points into them. Who must change one
// changes its gold with it, and this list last.
func TestJulyIsFrozen(t *testing.T) {
	t.Parallel()
	frozen := map[string]string{
		"01-ringblatt-the-note.txt":                   "37f103fec5e7c8a92985f44bde0c0266bcdde866f143beba0055ace10d8b45a6",
		"02-sava-the-railways.txt":                    "25bad9dc9e21a7238d70d4b3bfeff24b8cd650424b9ea5ed2a9cb06b11ad0165",
		"03-courant-so-formidable-a-paper.txt":        "8fbdaeb2bd8599769378537ebe4af2e9bab75371ccef6a5d1c4b0f18fa4698eb",
		"04-neva-twelve-hours-gone.txt":               "6d3e772e89a9e1399f393ca8af3649a038d130be3e9b6f9f7190b37066d8df0d",
		"05-sava-the-reply.txt":                       "36e7804d24ee13ea403185bd679ecc8ef448ad0e2e3e18e3a3b02715f75e8268",
		"06-pont-neuf-four-chairs.txt":                "9cf918f4226a0c52d10670405bc2c4bc6fc2094507e325003c372a6ea634b577",
		"07-spree-no-court.txt":                       "d5bb0d0bc8bd8b79d9e4db30e6045a447513c7ff3c4cf42fed1bcd0f7bd332ec",
		"08-ringblatt-war.txt":                        "fe2f3b15618b489f69c959d82515cfeae035ad73a3fb9d45dbafa1652bc893b0",
		"09-neva-the-midnight-visit.txt":              "dc01bf38e8d1f629e1baedb57bfe8d1cb64d9cca78e179ac2583136db46e0bc9",
		"10-courant-one-question-twice.txt":           "8ecd8a91f811ab410cc023e7ffe9315925bdc5347429634e0114d195f82815ea",
		"11-pont-neuf-what-her-interests-require.txt": "4da0d0df23dc936ab2ae0c4c8364f224788d44fc6b51957340c8f5e82c5c3da2",
		"12-spree-two-answers-in-one-note.txt":        "2f339e45ea974e268ee81cbcbf47b1ed53f03c7db9ef7e38f9ff527ff5dab222",
		"13-hudson-by-way-of-neva.txt":                "3e4643b63a2a3970360736d6a37f15222ee5526d7f268a2fcc0f79bb695c48f1",
		"14-the-neighbours-roof.txt":                  "e1fd9abcace5da3ed2f2afc318d435430a3a4d53caa2a9524a39206b00d52857",
		"15-carillon-seven-in-the-morning.txt":        "e18a459f19f99c21d4ab7cecd693b928449b13e693f2a2363a1624565c8a5bc7",
		"16-courant-grey-in-the-house.txt":            "506e661b2ce425dbad5a38d9097d0dc3330e698e2c7a32801ea46ae551911889",
		"17-a-scrap-of-paper.txt":                     "3ea41d506bb7ca7d879436c9e4ef0609041d4b55357dd9779ed5953ab11838fa",
		"10-courant-one-question-twice.txt.v2":        "4ffe159fd4c855bb278dc866aaf50fbf1ba38bc8b79b588696350a5327b44dd4",
	}
	files, err := filepath.Glob(filepath.Join(july, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	later, err := filepath.Glob(filepath.Join(july, "versions", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, later...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, sum := filepath.Base(file), sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != frozen[name] {
			t.Errorf("%s was changed: its SHA-256 is %s", name, got)
		}
		delete(frozen, name)
	}
	for name := range frozen {
		t.Errorf("%s is gone", name)
	}
}
