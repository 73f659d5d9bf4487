package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/correction"
	"verbale.dev/verbale/internal/derive/identity"
	"verbale.dev/verbale/internal/record/sqlite"
)

// actorChanges are what verbale actors can change, by the word after it.
var actorChanges = map[string]struct {
	least int    // arguments after the word
	usage string // what stands after it
}{
	"merge":  {2, "A B…: all are one actor, the first"},
	"split":  {2, "A NAME…: those of these names are another actor"},
	"rename": {2, "A NAME"},
	"side":   {1, "A SIDE…: for whom it speaks; none for nobody"},
	"type":   {2, "A TYPE"},
	"import": {1, "FILE: a table with name, type, names, sides and office"},
}

// changes reports whether the words after "actors" ask for a change.
func changesActors(words []string) bool {
	_, ok := actorChanges[first1(words)]
	return ok
}

func first1(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// changeActors carries out merge, split, rename, side, type or import.
func changeActors(a *app, words []string, who correction.Who) error {
	verb, rest := words[0], words[1:]
	if len(rest) < actorChanges[verb].least {
		return fmt.Errorf("verbale actors %s %s: %w", verb, actorChanges[verb].usage, errUsage)
	}
	return a.change(func(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk) error {
		made, err := actorCorrections(ctx, dossier, desk, verb, rest, who)
		if err != nil {
			return err
		}
		ids, err := desk.All(ctx, made)
		if err == nil {
			a.noted(ids)
		}
		return err
	})
}

// bearsAll returns an error where an actor does not bear one of the names, since a
// split by it would part nobody.
func bearsAll(ctx context.Context, dossier *sqlite.Dossier, words string, names []string) error {
	id, err := dossier.ActorID(ctx, words)
	if err != nil {
		return err
	}
	profile, err := dossier.ActorProfile(ctx, id)
	if err != nil {
		return err
	}
	for _, name := range names {
		if identity.Fold(name) == identity.Fold(profile.Actor.Name) || profile.Names > len(profile.Actor.Names) {
			continue // of a very long list only the beginning is here
		}
		if !slices.ContainsFunc(profile.Actor.Names, func(n verbale.NameCount) bool { return identity.Fold(n.Text) == identity.Fold(name) }) {
			return fmt.Errorf("no report calls %s %q; verbale actors %q lists the names: %w", profile.Actor.Name, name, words, errUsage)
		}
	}
	return nil
}

func actorCorrections(ctx context.Context, dossier *sqlite.Dossier, desk *correction.Desk, verb string, rest []string, who correction.Who) ([]verbale.Correction, error) {
	one := func(field string, actors []string, value any) ([]verbale.Correction, error) {
		c, err := desk.Declare(ctx, field, actors, value, who)
		return []verbale.Correction{c}, err
	}
	switch verb {
	case "merge":
		return one(identity.Merge, rest, nil)
	case "split":
		if err := bearsAll(ctx, dossier, rest[0], rest[1:]); err != nil {
			return nil, err
		}
		return one(identity.Split, rest[:1], rest[1:])
	case "rename":
		return one(identity.Rename, rest[:1], strings.Join(rest[1:], " "))
	case "type":
		if err := oneOf("type", []verbale.ActorType{verbale.ActorType(rest[1])}, verbale.ActorTypes); err != nil {
			return nil, err
		}
		return one(identity.Kind, rest[:1], rest[1])
	case "side":
		sides := []string{}
		for _, words := range rest[1:] {
			id, err := dossier.ActorID(ctx, words)
			if err != nil {
				return nil, err
			}
			sides = append(sides, id)
		}
		return one(identity.Side, rest[:1], sides)
	}
	file, err := os.Open(rest[0])
	if err != nil {
		return nil, err
	}
	defer file.Close()
	entries, err := correction.ReadActors(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", rest[0], err)
	}
	var all []verbale.Correction
	for _, entry := range entries {
		made, err := one(identity.Import, nil, entry)
		if err != nil {
			return nil, err
		}
		all = append(all, made...)
	}
	return all, nil
}
