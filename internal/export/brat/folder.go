package brat

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Article is one text and one annotator's file on it.
type Article struct {
	Name        string // name of the annotation file, without ending
	Text        string // path of the text
	Annotations string // path of the annotations
}

// Folder lists the articles of a folder in PolNeAR's layout: the texts are
// DIR/text/NAME.txt and the annotations DIR/attributions/NAME_ANNOTATOR.ann. A
// text that several annotated comes several times. The order is that of the
// names.
func Folder(dir string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "attributions", "*.ann"))
	if err != nil {
		return nil, fmt.Errorf("brat: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("brat: no .ann files in %s", filepath.Join(dir, "attributions"))
	}
	articles := make([]Article, len(files))
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".ann")
		text := name
		if cut := strings.LastIndexByte(name, '_'); cut >= 0 {
			text = name[:cut]
		}
		articles[i] = Article{Name: name, Text: filepath.Join(dir, "text", text+".txt"), Annotations: file}
	}
	return articles, nil
}

// Read returns the text of the article and its annotations.
func (a Article) Read() (string, *Annotations, error) {
	text, err := os.ReadFile(a.Text)
	if err != nil {
		return "", nil, fmt.Errorf("brat: %w", err)
	}
	file, err := os.Open(a.Annotations)
	if err != nil {
		return "", nil, fmt.Errorf("brat: %w", err)
	}
	defer file.Close()
	annotations, err := Read(file)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", a.Annotations, err)
	}
	return string(text), annotations, nil
}
