package annotated

// About says where an export comes from. Every export carries it.
type About struct {
	Program  string   `json:"program"`
	Model    string   `json:"model"`
	Codebook string   `json:"codebook"` // by which statements and events are coded
	Dossier  string   `json:"dossier"`
	Hash     string   `json:"dossier_hash"` // over the current versions, their readings and the corrections
	Command  string   `json:"command"`
	Format   string   `json:"format"`
	Filter   string   `json:"filter"` // "all" where there is none
	Reports  int      `json:"reports"`
	Rows     int      `json:"rows"`
	LeftOut  []string `json:"left_out"`
}
