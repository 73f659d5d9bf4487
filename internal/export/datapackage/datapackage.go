// Package datapackage answers: how are the tables of a folder described, so that others
// read them without asking?
//
// It is the Data Package of Frictionless Data: for each file its name, format, hash,
// size and number of rows, and the names and types of its columns.
//
// https://specs.frictionlessdata.io/
package datapackage

// Package describes a folder.
type Package struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"` // of small letters, digits, dashes
	Title     string     `json:"title"`
	About     any        `json:"verbale"`
	Resources []Resource `json:"resources"`
}

// Resource describes a file.
type Resource struct {
	Name      string `json:"name"`
	Path      string `json:"path"`
	Profile   string `json:"profile,omitempty"`
	Format    string `json:"format"`
	MediaType string `json:"mediatype"`
	Encoding  string `json:"encoding,omitempty"`
	Hash      string `json:"hash"` // "sha256:…"
	Bytes     int64  `json:"bytes"`
	Rows      int    `json:"rows"`
	Title     string `json:"title"`
	Schema    Schema `json:"schema"`
}

// Schema are the columns of a file.
type Schema struct {
	Fields        []Field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
}

// Field is a column.
type Field struct {
	Name string `json:"name"`
	Type string `json:"type"` // "string", "integer", "date"
}
