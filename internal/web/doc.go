// Package web answers: how does a person read the record, and a program?
//
// In goes a [Store], out comes an [http.Handler] that serves pages rendered
// from templates and, under the same addresses with ".json" behind them, their
// data. Every assertion on a page links to the words that carry it:
// /d/<document>@<version>/120-188 is the address of a span for ever, and the
// server itself lights it up.
//
//	server, err := web.New(ctx, web.Options{Store: store, Hosts: []string{"127.0.0.1:8765"}})
//	http.ListenAndServe("127.0.0.1:8765", server)
//
// The law: nothing is shown without its evidence, and nothing of a report
// reaches the browser but as escaped text. No page needs scripts, the network
// or a style of its own; the content security policy forbids all three.
//
// Cost: lists, facets and time lines are answered from a catalogue in memory,
// some 60 bytes a statement, which is made anew when the dossier changes; the
// words themselves come from the store, page by page.
package web
