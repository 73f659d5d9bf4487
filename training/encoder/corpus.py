"""Attributions as the encoder learns them: gold of PolNeAR, which knows no nesting, and silver of those within contents,
which Verbale's rules found. A span is a run of words of one label within one paragraph; the pieces of a discontinuous
one are spans of their own."""
import collections
import gzip
import json
import pathlib
from dataclasses import dataclass

import text

LABELS = ("source", "cue", "content")
TAGS = ["O"] + [f"{p}-{label}" for label in LABELS for p in "BI"]
TAG = {t: i for i, t in enumerate(TAGS)}


@dataclass
class Annotation:
    tags: list  # of each word, all attributions together
    cues: list  # of (first word, end word, tags of each word that belong to it as {word: tag})


def runs(ranges, words, paragraph):
    """Ranges of characters as runs of words (first, end), cut at paragraphs and gaps."""
    out = []
    for i, (a, b) in enumerate(words):
        if not any(a < end and b > start for start, end in ranges):
            continue
        if out and out[-1][1] == i and paragraph[i] == paragraph[i - 1]:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return [tuple(r) for r in out]


def tag(spans, paragraph):
    """{word: tag} of spans (label, first, end); of two that overlap the inner one wins"""
    tags = {}
    for label, first, end in sorted(spans, key=lambda s: s[1] - s[2]):
        for i in range(first, end):
            tags[i] = TAG["I-" + label]
        tags[first] = TAG["B-" + label]
    for i in sorted(tags):  # what an overlap or a paragraph cut off begins anew
        name, before = TAGS[tags[i]], TAGS[tags.get(i - 1, 0)]
        if name[0] == "I" and (before[2:] != name[2:] or paragraph[i] != paragraph[i - 1]):
            tags[i] = TAG["B" + name[1:]]
    return tags


def annotation(doc, attributions):
    """attributions: of each a list of (label, runs)"""
    everything = {(label, *r) for parts in attributions for label, rs in parts for r in rs}
    flat = tag(everything, doc.paragraph)
    of_cue = collections.defaultdict(set)
    for parts in attributions:
        spans = {(label, *r) for label, rs in parts for r in rs}
        for label, first, end in spans:
            if label == "cue":
                of_cue[first, end] |= spans
    cues = [(first, end, tag(spans, doc.paragraph)) for (first, end), spans in sorted(of_cue.items())]
    return Annotation([flat.get(i, 0) for i in range(len(doc.words))], cues)


def read_brat(path):
    """Spans and attributions of a file of PolNeAR"""
    spans, events = {}, []
    for line in open(path, encoding="utf8"):
        columns = line.rstrip("\n").split("\t")
        if line[0] == "T" and len(columns) >= 2:
            label, rest = columns[1].split(" ", 1)
            spans[columns[0]] = (label.lower(), [tuple(map(int, x.split())) for x in rest.split(";")])
        elif line[0] == "E" and len(columns) >= 2:
            events.append([x.split(":")[1] for x in columns[1].split()])
    return spans, events


def polnear(root, tokenizer, limit=None):
    root, files = pathlib.Path(root), collections.defaultdict(list)
    for path in sorted((root / "attributions").glob("*.ann")):
        files[path.name.rsplit("_", 1)[0]].append(path)
    out = []
    for path in sorted((root / "text").glob("*.txt"))[:limit]:
        doc = text.document(path.name, path.read_text(encoding="utf8"), tokenizer)
        for file in files[path.stem]:
            spans, events = read_brat(file)
            cut = {t: (label, runs(ranges, doc.words, doc.paragraph)) for t, (label, ranges) in spans.items() if label in LABELS}
            tied = {t for event in events for t in event}
            attributions = [[cut[t] for t in event if t in cut] for event in events] + [[cut[t]] for t in cut if t not in tied]
            doc.annotations.append(annotation(doc, attributions))
        out.append(doc)
    return out


def silver(docs, statements):
    """Gives documents their inner attributions from rows of `verbale statements --format jsonl`: those with a parent and
    a cue. Offsets there are bytes."""
    rows = collections.defaultdict(list)
    with open(statements, encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["parent"] and row["cue"]:
                rows[row["document"]].append(row)
    count = 0
    for doc in docs:
        raw, at = doc.text.encode(), {}
        offsets = sorted({x for row in rows[doc.name] for label in LABELS for s in row[label] for x in (s["start"], s["end"])})
        last, characters = 0, 0
        for x in offsets:
            characters += len(raw[last:x].decode("utf8"))
            at[x], last = characters, x
        attributions = []
        for row in rows[doc.name]:
            attributions.append([(label, runs([(at[s["start"]], at[s["end"]]) for s in row[label]], doc.words, doc.paragraph))
                                 for label in LABELS])
        doc.inner = annotation(doc, attributions)
        count += len(attributions)
    return count


def lines_of(path, tokenizer, limit=None):
    """Documents of a file in Verbale's JSON Lines"""
    out = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            out.append(text.document(row["id"], row["text"], tokenizer))
            if limit and len(out) == limit:
                break
    return out
