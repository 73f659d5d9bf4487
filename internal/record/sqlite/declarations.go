package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/declaration"
	clauselayer "verbale.dev/verbale/internal/derive/clause"
	"verbale.dev/verbale/internal/derive/request"
)

// declaredKey is the key under which the dossier keeps what a person declared.
const declaredKey = "declarations"

// Declare keeps what a file declares: it replaces what was declared of the same kinds.
func (d *Dossier) Declare(ctx context.Context, next *declaration.Declarations) error {
	before, err := d.Declared(ctx)
	if err != nil {
		return err
	}
	return d.note(ctx, declaredKey, before.Over(next).String())
}

// Declared is what stands declared.
func (d *Dossier) Declared(ctx context.Context) (declaration.Declarations, error) {
	text, err := d.noted(ctx, declaredKey)
	if err != nil {
		return declaration.Declarations{}, err
	}
	return parseDeclared(text)
}

func parseDeclared(text string) (declaration.Declarations, error) {
	all, err := declaration.Parse("declarations", []byte(text))
	if err != nil {
		return declaration.Declarations{}, fmt.Errorf("record: %w", err)
	}
	return *all, nil
}

// declared is the same within a transaction.
func declared(ctx context.Context, tx *sql.Tx) (declaration.Declarations, error) {
	var text string
	err := tx.QueryRowContext(ctx, `SELECT value FROM dossier WHERE key = ?`, declaredKey).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return declaration.Declarations{}, err
	}
	return parseDeclared(text)
}

// declaredClauses are the clauses that were declared, as their layer takes them.
func declaredClauses(all *declaration.Declarations) []clauselayer.Declared {
	var list []clauselayer.Declared
	for _, c := range all.Clauses {
		list = append(list, clauselayer.NewDeclared(c.ID, c.Name, verbale.Modality(c.Modality), c.Ways))
	}
	return list
}

// groupsOf are the groups that were declared with the actors that are their members; who is
// not in the dossier is a member by name.
func groupsOf(ctx context.Context, tx *sql.Tx, all *declaration.Declarations) ([]request.Group, error) {
	var groups []request.Group
	for _, g := range all.Groups {
		group := request.Group{Name: g.Name}
		for _, m := range g.Members {
			ref := verbale.ActorRef{Name: m.Name, Type: verbale.UnknownType}
			err := tx.QueryRowContext(ctx, `
				SELECT a.id, a.name, a.type FROM actor a WHERE a.name = ? COLLATE NOCASE
				UNION SELECT a.id, a.name, a.type FROM actor_name n JOIN actor a ON a.id = n.actor WHERE n.name = ? COLLATE NOCASE LIMIT 1`,
				m.Name, m.Name).Scan(&ref.ID, &ref.Name, &ref.Type)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return nil, err
			}
			group.Members = append(group.Members, request.Member{Actor: ref, From: m.From, Until: m.Until})
		}
		groups = append(groups, group)
	}
	return groups, nil
}
