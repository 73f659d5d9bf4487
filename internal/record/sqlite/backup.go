package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"verbale.dev/verbale/internal/record"
)

// Backup writes a copy of the dossier to a new file, whole and in itself
// consistent, also while another process reads reports into the dossier. The
// copy is verified before it gets its name. The error wraps fs.ErrExist where
// the file is there already: it is not touched.
func (d *Dossier) Backup(ctx context.Context, to string) error {
	if err := d.backup(ctx, to); err != nil {
		return fmt.Errorf("record: back up %s to %s: %w", d.path, to, err)
	}
	return nil
}

func (d *Dossier) backup(ctx context.Context, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := d.db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	if err := verify(ctx, part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	// A link is refused where the name has been taken meanwhile, which a renaming
	// would not be.
	if err := os.Link(part, to); err == nil {
		return os.Remove(part)
	} else if errors.Is(err, fs.ErrExist) {
		return errors.Join(err, removeIfThere(part))
	}
	return os.Rename(part, to)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// verify lets SQLite go over a whole file.
func verify(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dataSource(path)+"&mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", record.ErrDamaged, said)
	}
	return nil
}
