"""Reads the corpora: treebanks, silver names, and plain text for pre-training."""
import glob
import gzip
import json
import os
import re

SHARED = os.environ.get("VERBALE_SHARED") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared")
CORPORA = os.path.join(SHARED, "corpora")


def conllu(path):
    """Yields (comments, rows of ten columns) a sentence; empty nodes are left out, ranges kept."""
    comments, rows = [], []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield comments, rows
                comments, rows = [], []
            elif line[0] == "#":
                comments.append(line)
            else:
                rows.append(line.split("\t"))
    if rows:
        yield comments, rows


# A rough tokeniser in UD's manner, for the text of pre-training only.
_TOKEN = re.compile(r"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+
  | (?:[A-Z]\.){2,}
  | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|St|Jr|Sr|Prof|Inc|Corp|Co|Ltd|vs|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.
  | \d+(?:[.,:]\d+)*
  | [^\W\d_]+(?=n['’]t\b) | n['’]t\b
  | ['’](?:s|re|ve|ll|d|m|S)\b
  | \d+(?:st|nd|rd|th|s)\b
  | [^\W_]+(?:(?!['’](?:s|re|ve|ll|d|m|S)\b)['’][^\W\d_]+)*
  | \.{2,} | -{2,} | [^\w\s] | _+
""", re.X)
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


def sentences(text):
    """Rough sentences of a text, each a list of forms."""
    for paragraph in text.split("\n"):
        if not paragraph.strip():
            continue
        start = 0
        for m in _END.finditer(paragraph):
            before = paragraph[max(0, m.start() - 6):m.start()]
            if re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|No|[A-Z])\.$", before):
                continue
            yield _TOKEN.findall(paragraph[start:m.end()])
            start = m.end()
        yield _TOKEN.findall(paragraph[start:])


def plain():
    """Sentences of all unlabelled text. Nothing of any dev part is in it."""
    held_out = set()
    for path in sorted(glob.glob(os.path.join(CORPORA, "polnear/dev/text/*.txt"))):
        with open(path, encoding="utf-8") as f:
            for line in f:
                if len(line) > 60:
                    held_out.add(line.strip()[:60])
    for name in ("archive", "wire", "basil", "ukraine-2014"):
        with gzip.open(os.path.join(CORPORA, name + ".jsonl.gz"), "rt", encoding="utf-8") as f:
            for line in f:
                text = json.loads(line)["text"]
                if any(p.strip()[:60] in held_out for p in text.split("\n") if len(p) > 60):
                    continue
                yield from sentences(text)
    for path in sorted(glob.glob(os.path.join(CORPORA, "polnear/train/text/*.txt"))):
        with open(path, encoding="utf-8") as f:
            yield from sentences(f.read())


def reports():
    """The archive's and the wire's reports: ((corpus, id), text)."""
    for name in ("archive", "wire"):
        with gzip.open(os.path.join(CORPORA, name + ".jsonl.gz"), "rt", encoding="utf-8") as f:
            for line in f:
                report = json.loads(line)
                yield (name, report["id"]), report["text"]


def treebank(name, part, places=False):
    """Words of a UD treebank: a list of sentences, each a dict of columns. With places also its text, as SpaceAfter
    has it, and of each word the half-open bytes of that."""
    out = []
    genre = "web"
    for comments, rows in conllu(os.path.join(CORPORA, name, part + ".conllu.gz")):
        for c in comments:
            if c.startswith("# meta::genre"):
                genre = c.split("=")[1].strip()
        words = [r for r in rows if r[0].isdigit()]
        out.append({
            "genre": genre, "id": next((c[12:] for c in comments if c.startswith("# sent_id = ")), ""),
            "document": any(c.startswith("# newdoc") for c in comments),  # begins one
            "paragraph": any(c.startswith(("# newpar", "# newdoc")) for c in comments),  # begins one
            "forms": [r[1] for r in words], "lemmas": [r[2] for r in words],
            "upos": [r[3] for r in words], "xpos": [r[4] for r in words], "feats": [r[5] for r in words],
            "heads": [int(r[6]) for r in words], "deprels": [r[7] for r in words],
            "misc": [r[9] for r in words],
        })
        if places:
            out[-1]["text"], out[-1]["places"] = _text(rows)
    return out


def _text(rows):
    """The text of a sentence's rows and the half-open bytes of each word. Of words that are written as one each has as
    many bytes as its form, the last one the rest."""
    text, places = "", []
    at = end = joined = 0
    for r in rows:
        if "." in r[0]:
            continue
        size = len(r[1].encode())
        if r[0].isdigit() and int(r[0]) <= joined:
            to = end if int(r[0]) == joined else min(end, at + size)
            places.append((at, to))
            at = to
            continue
        at = len(text.encode())
        end = at + size
        if "-" in r[0]:
            joined = int(r[0].split("-")[1])
        else:
            places.append((at, end))
        text += r[1] + ("" if "SpaceAfter=No" in r[9] else " ")
    return text, places


_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}


def silver(part="train"):
    """CoreNLP's words and names in PolNeAR's articles: lists of (form, label), hyphens split as UD does."""
    out = []
    for _, rows in conllu(os.path.join(CORPORA, "polnear", f"silver-corenlp-{part}.conllu.gz")):
        words = []
        for r in rows:
            form = _BRACKETS.get(r[1], r[1])
            label = re.search(r"NER=([A-Z_]+)", r[9])
            label = label.group(1) if label else "O"
            pieces = re.split(r"(?<=[^\W\d_])(-)(?=[^\W\d_])", form) if "-" in form else [form]
            words.extend((p, label) for p in pieces if p)
        out.append(words)
    return out


def uner():
    """UNER's names over EWT dev: rows of tags by sent_id."""
    out, name = {}, None
    with open(os.path.join(CORPORA, "uner-ewt/dev.iob2"), encoding="utf-8") as f:
        for line in f:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# sent_id = "):
                name = line[12:].strip()
                out[name] = []
            elif len(columns) > 2:
                out[name].append(columns[2])
    return out


def names_file(name):
    """The lines of a file of names: its key, and (first, last, kind) of each name."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "names", name), encoding="utf-8") as f:
        for line in f:
            *key, spans = line.rstrip("\n").split("\t")
            found = re.findall(r"(\d+)(?:-(\d+))?=(\w+)", spans)
            yield tuple(key), [(int(first), int(last or first), kind) for first, last, kind in found]


def ewt_names():
    """Names of EWT's train part by sent_id: (first word from 0, end, kind)."""
    return {key[0]: [(first - 1, last, kind) for first, last, kind in spans] for key, spans in names_file("ewt.tsv")}
