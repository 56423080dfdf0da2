// Package packs holds the partnerships that are shipped in the binary. A pack is data alone (YAML, GeoJSON, CSV): another
// borough is another folder, given to the program by its path, and needs nothing here.
package packs

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
)

//go:embed towerhamlets
var shipped embed.FS

// TowerHamlets is the reference partnership.
func TowerHamlets() fs.FS {
	files, err := fs.Sub(shipped, "towerhamlets")
	if err != nil {
		panic(err) // the folder is embedded; failing is a broken build
	}
	return files
}

// Open finds a pack: the name of a shipped one, or else the path of a folder.
func Open(nameOrDir string) (fs.FS, error) {
	if nameOrDir == "towerhamlets" {
		return TowerHamlets(), nil
	}
	info, err := os.Stat(nameOrDir)
	if err != nil {
		return nil, fmt.Errorf("no pack %q is shipped, and no folder of that name was found", nameOrDir)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; a pack is a folder", nameOrDir)
	}
	return os.DirFS(nameOrDir), nil
}
