"""Turns a word into the rows of the embedding table that it activates.

lang/network_input.go does the same in Go; both are held together by a test
over lang/testdata/features.tsv, which export.py writes.
"""

SLOTS = [  # name, number of rows; affixes and shapes are hashed into their rows
    ("suffix1", 512), ("suffix2", 2048), ("suffix3", 6144), ("suffix4", 8192),
    ("prefix1", 512), ("prefix2", 1024), ("prefix3", 4096), ("prefix4", 6144),
    ("shape", 1024),
]
WIDTH = 1 + len(SLOTS)  # rows a word activates: its own and one a slot
PAD, UNKNOWN, MASK = 0, 1, 2  # the first rows; words follow, then the slots

_SAME = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x60: "'", 0xB4: "'",
         0x201C: '"', 0x201D: '"', 0x201E: '"', 0x201F: '"', 0xAB: '"', 0xBB: '"',
         0x2026: "..."}


def _lower(c):
    """The code point's lower case by fixed ranges, so that no Unicode version decides."""
    if 0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7) or 0x391 <= c <= 0x3A9 or 0x410 <= c <= 0x42F:
        return c + 32
    return c


def fold(form):
    """Lower case, digits as 0, curly quotes straight, all dashes one."""
    out = []
    for ch in form:
        c = ord(ch)
        if c in _SAME:
            out.append(_SAME[c])
        elif 0x30 <= c <= 0x39:
            out.append("0")
        elif 0x2010 <= c <= 0x2015 or c == 0x2212:
            out.append("-")
        else:
            out.append(chr(_lower(c)))
    return "".join(out)


def shape(form):
    """Classes of characters, runs cut to two, at most ten."""
    out = []
    for ch in form:
        c = ord(ch)
        if _lower(c) != c:
            k = "X"
        elif 0x61 <= c <= 0x7A or 0xC0 <= c < 0x2000:
            k = "x"
        elif 0x30 <= c <= 0x39:
            k = "d"
        elif c < 0x80:
            k = ch
        else:
            k = "o"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
        if len(out) == 10:
            break
    return "".join(out)


def _hash(text, seed):
    """FNV-1a over the UTF-8 bytes, 32 bits."""
    h = 2166136261 ^ seed
    for b in text.encode("utf-8", "surrogatepass"):
        h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    return h ^ (h >> 15)


def rows(form, words):
    """The rows of form, given the vocabulary (folded word -> row)."""
    f = fold(form)
    out = [words.get(f, UNKNOWN)]
    base = 3 + len(words)
    parts = [f[-1:], f[-2:], f[-3:], f[-4:], f[:1], f[:2], f[:3], f[:4], shape(form)]
    for k, ((_, size), part) in enumerate(zip(SLOTS, parts)):
        out.append(base + _hash(part, k) % size)
        base += size
    return out


def table_size(words):
    return 3 + len(words) + sum(size for _, size in SLOTS)
