package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"verbale.dev/verbale/internal/killpoint"
	"verbale.dev/verbale/internal/record"
)

// applicationID marks a SQLite file as a dossier: "Vrbl".
const applicationID = 0x5672626C

//go:embed schema/*.sql
var schema embed.FS

// Dossier is an open dossier. It may be used by several goroutines at once.
type Dossier struct {
	path   string
	source string // the URI by which it was opened
	db     *sql.DB
	lock   *flock.Flock // held by a process that reads reports into it; else nil
	made   bool         // by Create, where there was no file or an empty one
	gone   bool         // Close takes the file away
}

// Create opens the dossier at path and makes it where there is none. An older
// schema is brought up to date first. The errors are ErrNotDossier, ErrNewer
// and those of the file system; ErrReadOnly where file or folder cannot be written.
func Create(ctx context.Context, path string) (*Dossier, error) {
	return open(ctx, path, true)
}

// Open opens the dossier at path; where there is none, the error is ErrNotFound.
// One that cannot be written, nor its folder, is opened to be read.
func Open(ctx context.Context, path string) (*Dossier, error) {
	return open(ctx, path, false)
}

func open(ctx context.Context, path string, create bool) (*Dossier, error) {
	made := false
	switch err := looksLikeDossier(path); {
	case create && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, errEmpty)):
		made = true
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errEmpty):
		return nil, fmt.Errorf("record: open %s: %w", path, record.ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("record: open %s: %w", path, err)
	}
	d, err := connect(ctx, path, dataSource(path))
	if errors.Is(err, record.ErrReadOnly) && !create && !hasLog(path) {
		// A file in WAL mode wants a log beside it, for which there is no room here:
		// the folder, or what it lies on, cannot be written. As long as there is no
		// log the file is all there is, and can be read as it stands.
		d, err = connect(ctx, path, dataSource(path)+"&mode=ro&immutable=1")
	}
	if err != nil {
		return nil, fmt.Errorf("record: open %s: %w", path, err)
	}
	if d.made = made; made {
		if _, err := d.db.ExecContext(ctx, noteDerivedBy, derivedBy); err != nil {
			return nil, errors.Join(fmt.Errorf("record: open %s: %w", path, err), d.db.Close())
		}
	}
	return d, nil
}

// connect opens the database and brings its schema up to date.
func connect(ctx context.Context, path, source string) (*Dossier, error) {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, err
	}
	d := &Dossier{path: path, source: source, db: db}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(Classify(err), db.Close())
	}
	return d, nil
}

// hasLog reports whether something stands in the write-ahead log beside the file.
func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// errEmpty says that a file holds nothing: a dossier whose first transaction
// never came to an end.
var errEmpty = errors.New("an empty file")

// Classify gives an error that the database told its kind, where it is one that
// a user can do something about: ErrDamaged, ErrReadOnly, ErrLocked or ErrFull.
// Other errors, and nil, come back as they are.
func Classify(err error) error {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		if err != nil && !errors.Is(err, record.ErrDamaged) &&
			strings.Contains(err.Error(), "sql: Scan error on column") {
			return fmt.Errorf("%w: %w", record.ErrDamaged, err) // a value that is not of its column's type
		}
		return err
	}
	kind := error(nil)
	switch failed.Code() {
	case sqlitelib.SQLITE_IOERR_WRITE, sqlitelib.SQLITE_IOERR_SHMSIZE:
		kind = record.ErrFull // as some file systems tell it
	}
	switch failed.Code() & 0xff { // the primary code, https://www.sqlite.org/rescode.html
	case sqlitelib.SQLITE_CORRUPT, sqlitelib.SQLITE_NOTADB:
		kind = record.ErrDamaged
	case sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_CANTOPEN:
		kind = record.ErrReadOnly
	case sqlitelib.SQLITE_BUSY:
		kind = record.ErrLocked
	case sqlitelib.SQLITE_FULL:
		kind = record.ErrFull
	case sqlitelib.SQLITE_ERROR:
		// The schema is ours and of this version: what it lacks was taken from it.
		for _, told := range []string{"no such table", "no such column", "malformed JSON", "malformed database", "already exists", "invalid fts5"} {
			if strings.Contains(failed.Error(), told) {
				kind = record.ErrDamaged
			}
		}
	}
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

// looksLikeDossier refuses, without touching it, a file that SQLite did not
// write or that carries another application's mark.
func looksLikeDossier(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return err
	} else if !info.Mode().IsRegular() {
		return record.ErrNotDossier
	} else if info.Size() == 0 {
		return errEmpty
	}
	header := make([]byte, 100) // https://www.sqlite.org/fileformat.html#the_database_header
	if _, err := f.ReadAt(header, 0); err != nil || !strings.HasPrefix(string(header), "SQLite format 3\x00") {
		return record.ErrNotDossier
	}
	mark := uint32(header[68])<<24 | uint32(header[69])<<16 | uint32(header[70])<<8 | uint32(header[71])
	walHoldsFirstPage := mark == 0 && fileExists(path+"-wal")
	if mark != applicationID && !walHoldsFirstPage {
		return record.ErrNotDossier
	}
	return nil
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// dataSource spells path as a URI for SQLite. Pragmas stand in it so that every
// connection of the pool has them.
func dataSource(path string) string {
	slashed := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		slashed = "/" + slashed // file:///C:/…
	}
	var name strings.Builder
	for i, element := range strings.Split(slashed, "/") {
		if i > 0 {
			name.WriteByte('/')
		}
		name.WriteString(url.PathEscape(element))
	}
	return "file:" + name.String() +
		"?_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)&_pragma=synchronous(NORMAL)" +
		"&_pragma=cache_size(-16384)&_txlock=immediate"
}

// migrate brings the schema up to date, each step in a transaction, under the
// lock, so that two processes that make one dossier do not do it at once.
func (d *Dossier) migrate(ctx context.Context) error {
	steps, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, d.db, steps)
	if err != nil {
		return err
	}
	if marked, err := d.marked(ctx); err != nil {
		return err
	} else if marked {
		if err := d.readable(ctx); err != nil {
			return err
		}
		if held, known, err := versionsOf(ctx, provider); err != nil || held == known {
			return err
		}
	}
	lock, err := d.waitForLock(ctx, migrationPatience)
	if err != nil {
		return err
	}
	defer func() { _ = d.unlock(lock) }()
	// The mark comes first: whatever is killed after it leaves a dossier.
	if _, err := d.db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	held, known, err := versionsOf(ctx, provider) // another may have been faster
	if err != nil {
		return err
	}
	for ; held < known; held++ {
		killpoint.At(killpoint.Migration)
		if _, err := provider.UpByOne(ctx); err != nil {
			return err
		}
	}
	return nil
}

// marked reports whether the file has the mark of a dossier already.
func (d *Dossier) marked(ctx context.Context) (bool, error) {
	var mark int64
	err := d.db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&mark)
	return mark == applicationID, err
}

// readable reads the table of the steps that were taken, where it is there, and
// returns the error of a damaged file: goose would try again for seconds.
func (d *Dossier) readable(ctx context.Context) error {
	var n int
	err := d.db.QueryRowContext(ctx, "SELECT count(*) FROM "+goose.DefaultTablename).Scan(&n)
	var failed *sqlite.Error
	if errors.As(err, &failed) && failed.Code()&0xff == sqlitelib.SQLITE_ERROR {
		return nil // it is not there yet
	}
	return err
}

// versionsOf returns the version of the dossier's schema and the newest that
// this program knows; where it is newer than that the error is ErrNewer.
func versionsOf(ctx context.Context, provider *goose.Provider) (held, known int64, err error) {
	held, known, err = provider.GetVersions(ctx)
	if err == nil && held > known {
		err = fmt.Errorf("%w (schema %d, this one knows %d)", record.ErrNewer, held, known)
	}
	return held, known, err
}

// migrationPatience is how long a process waits for another that makes or
// upgrades the same dossier, which takes a fraction of a second.
const migrationPatience = 10 * time.Second

// lockPatience is how long who wants to read reports into a dossier waits for a process
// that only looks whether the dossier is ready, which takes an instant.
const lockPatience = time.Second

// waitForLock takes the lock, and waits for it no longer than patience.
func (d *Dossier) waitForLock(ctx context.Context, patience time.Duration) (*flock.Flock, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		lock, err := lockFile(d.lockPath())
		if !errors.Is(err, record.ErrLocked) {
			return lock, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (d *Dossier) lockPath() string { return d.path + ".lock" }

// unlock lets the lock go. Its file is taken away while it is held, so that
// nobody else's goes with it; where the system keeps open files it stays, empty.
func (d *Dossier) unlock(lock *flock.Flock) error {
	_ = os.Remove(d.lockPath())
	return lock.Unlock()
}

// Path returns the path that the dossier was opened by.
func (d *Dossier) Path() string { return d.path }

// Lock takes the dossier for reading reports into it, until Close. Where
// another process has it the error is ErrLocked, where the folder cannot be
// written ErrReadOnly. A lock is the operating
// system's and ends with the process.
func (d *Dossier) Lock(ctx context.Context) error {
	lock, err := d.waitForLock(ctx, lockPatience)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		err = fmt.Errorf("%w: %w", record.ErrReadOnly, err)
	}
	if err != nil {
		return fmt.Errorf("record: lock %s: %w", d.path, err)
	}
	d.lock = lock
	if _, err := d.db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return fmt.Errorf("record: lock %s: %w", d.path, Classify(err))
	}
	return nil
}

// lockFile locks the file at path, and makes sure that it is still the file at
// path: whoever held it before takes it away as it lets go.
func lockFile(path string) (*flock.Flock, error) {
	for range 10 {
		lock := flock.New(path)
		held, err := lock.TryLock()
		if err != nil {
			return nil, err
		}
		if !held {
			return nil, record.ErrLocked
		}
		ours, err := lock.Stat()
		if err != nil {
			return nil, errors.Join(err, lock.Unlock())
		}
		if there, err := os.Stat(path); err == nil && os.SameFile(ours, there) {
			return lock, nil
		}
		if err := lock.Unlock(); err != nil {
			return nil, err
		}
	}
	return nil, record.ErrLocked
}

// DiscardIfEmpty has Close take the file away where Create made it, this process
// has it locked and nothing was stored: a run that fails leaves no empty dossier.
func (d *Dossier) DiscardIfEmpty() error {
	if !d.made || d.lock == nil {
		return nil
	}
	var stored bool
	err := d.db.QueryRow(`SELECT EXISTS (SELECT 1 FROM document) OR EXISTS (SELECT 1 FROM correction) OR EXISTS (SELECT 1 FROM tombstone)`).
		Scan(&stored)
	if err != nil {
		return fmt.Errorf("record: close %s: %w", d.path, err)
	}
	d.gone = !stored
	return nil
}

// Close ends the use of the dossier. A process that had locked it puts the
// write-ahead log back, so that the one file is the dossier again; where
// another process still has it open, that one's last Close does.
func (d *Dossier) Close() error {
	var err error
	if d.lock != nil {
		err = d.putBack()
	}
	err = errors.Join(err, d.db.Close())
	if d.gone {
		err = errors.Join(err, os.Remove(d.path))
	}
	if d.lock != nil {
		err = errors.Join(err, d.unlock(d.lock))
	}
	return err
}

// putBack puts the write-ahead log back into the file and ends its use.
func (d *Dossier) putBack() error {
	ctx := context.Background() // whatever ended the work, the file is left whole
	// Idle connections of our own hold the log as those of others do.
	d.db.SetMaxIdleConns(0)
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("record: close %s: %w", d.path, err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("record: close %s: %w", d.path, err)
	}
	killpoint.At(killpoint.Checkpoint)
	// Refused while another process reads: the file is then whole with its log beside it.
	_, _ = conn.ExecContext(ctx, "PRAGMA busy_timeout = 0")
	_, _ = conn.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	return nil
}

// IsDossier reports whether the file at path is marked as a dossier.
func IsDossier(path string) bool { return looksLikeDossier(path) == nil }
