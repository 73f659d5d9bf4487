// Package encoder answers: which words say who said what? It reads a text with a
// small pre-trained transformer and gives attributions: a cue with its source and
// its content, outer ones and those within the content of others.
//
//	m, err := encoder.Load(file)
//	r := m.NewReader() // one a goroutine; the model is shared
//	for _, a := range r.Read(text, encoder.Paragraphs(text)) {
//		for _, s := range a.Content {
//			fmt.Println(text[s.Start:s.End])
//		}
//	}
//
// A text is read in windows of whole paragraphs of at most 170 pieces of words,
// since the encoder was trained on such and reads longer ones badly; a longer
// paragraph is cut between words. One head tags sources, cues and contents of outer
// attributions, one the cues of inner ones. For each cue of either sort another
// answers which words are its source, its content and further pieces of itself, so
// that what one cue holds may lie within what another holds. What has no cue, as a
// quotation that goes on over paragraphs, it does not give.
//
// # Integers
//
// No float decides. Weights and activations are signed bytes, each row of them with
// a scale of its own; their products are summed in 32 bits that cannot overflow.
// Normalisation takes an exact integer square root, the Gaussian error linear unit
// a table in the file, softmax a parabola and shifts. So the same bytes come out on
// every platform, with every set of kernels: VNNI, AVX2 and NEON in assembly, and
// plain Go. I-BERT (Kim et al., ICML 2021) showed the way.
//
// # Cost
//
// Time is linear in the length of the text, memory is bounded: some 4 MB a Reader,
// and the words of the paragraphs of one window. Any bytes give a result; what is
// not UTF-8 is read as unknown characters. Spans are ascending within a source, cue
// or content, never empty, and within one paragraph.
//
// # References
//
// Devlin et al., "BERT" (NAACL 2019); Wang et al., "MiniLM" (NeurIPS 2020); Pareti,
// "PARC 3.0" and Newell et al., "An Attribution Relations Corpus for Political News"
// (LREC 2018) for what sources, cues and contents are.
package encoder
