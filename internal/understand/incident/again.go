package incident

import "github.com/wardmote/wardmote/internal/core/segment"

// alreadyImported recognises a file that was imported before by its bytes, and reports every row of it as a repeat without
// reading it again. Files of a size never met are not hashed for this.
func (im *importer) alreadyImported(file File) (bool, error) {
	f, size, done, err := file.open()
	if err != nil {
		return false, err
	}
	defer done() //nolint:errcheck // opened for reading
	var same []segment.Manifest
	for _, m := range im.candidates() {
		if m.Source.Bytes == size {
			same = append(same, m)
		}
	}
	if len(same) == 0 {
		return false, nil
	}
	sum, err := digestOf(f)
	if err != nil {
		return false, err
	}
	met := map[string]bool{} // members reported; the first import of each holds the full counts
	for _, m := range same {
		if m.Source.Digest == sum && !met[m.Source.Member] {
			met[m.Source.Member] = true
			im.sum.add(repeated(file, m))
		}
	}
	return len(met) > 0, nil
}

func (im *importer) candidates() []segment.Manifest {
	all := append([]segment.Manifest(nil), im.past...)
	for _, s := range im.staged {
		all = append(all, s.manifest)
	}
	return all
}

func repeated(file File, m segment.Manifest) FileSummary {
	f := FileSummary{
		Name: file.Name, Member: m.Source.Member, Schema: m.Schema, Kind: Kind(m.Kind), Known: true,
		Duplicate: m.Accepted + m.Duplicate, Rejected: m.Rejected, From: m.From, To: m.To,
	}
	if f.Duplicate > 0 {
		f.Reasons = []Reason{{Why: whySameFile, Rows: f.Duplicate, Duplicate: true}}
	}
	return f
}
