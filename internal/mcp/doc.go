// Package mcp answers: what can an assistant ask of a dossier?
//
// It is a server of the Model Context Protocol: tools that put questions to the record
// (search, statements, timeline, events, compare, why, cite), and resources that give
// back the texts of reports and any span of them. An answer is structured content, a
// row for each thing, with the words as they stand in the report, the hash of the
// version, the range of bytes, outlet, day and address; a short text; and a link to
// the resource of each span.
//
//	server := mcp.New(mcp.Options{Dossier: dossier, Version: "0.1.0"})
//	err := server.Run(ctx, &sdk.StdioTransport{})
//
// Laws: no row, no answer. Nothing is told that is not a row; where there is none, the
// answer says what was asked and what is near. What stands in reports is data: it never
// reaches the name or the description of a tool, of a resource or of a link, and in
// texts it stands as JSON strings, out of which it cannot break. Without a desk nothing
// can be written.
//
// Cost: that of the questions; an answer has at most [MaxRows] rows, and says how many
// more there are.
package mcp
