"""Reads documents with a network in floats, as lang/encoder does in integers, and scores what it finds."""
import torch

from corpus import LABELS, TAGS
from network import batch
from text import windows


def spans_of(tags, names=TAGS):
    out = []
    for i, t in enumerate(tags):
        name = names[t]
        if name[0] == "B":
            out.append([name[2:], i, i + 1])
        elif name[0] == "I":
            out[-1][2] = i + 1
    return [tuple(s) for s in out]


@torch.no_grad()
def read(network, doc, at_once=8, outer_bias=0.0, inner_bias=0.0):
    """Attributions of a document, outer and inner ones: lists of {label: [(first, end)]}, in words. And the spans of the
    first head, {(label, first, end)}. A bias is taken off the score of "no tag", so that more is found."""
    found, flat = ([], []), set()
    ws = windows(doc)
    for k in range(0, len(ws), at_once):
        part = ws[k:k + at_once]
        b = batch(part)
        x = network.states(b)
        emit = network.flat(x)
        biased = emit.clone()
        biased[..., 0] -= outer_bias
        inner = network.inner(x)
        inner[..., 0] -= inner_bias
        tags = (network.crf.decode(biased, b["there"], b["begins"]), network.inner_crf.decode(inner, b["there"], b["begins"]))
        for i, w in enumerate(part):
            n = len(w.at)
            spans = spans_of(tags[0][i, :n].tolist())
            flat |= {(label, w.first + s, w.first + e) for label, s, e in spans}
            cues = ([s[1:] for s in spans if s[0] == "cue"], [s[1:] for s in spans_of(tags[1][i, :n].tolist(), ["O", "B-cue", "I-cue"])])
            for sort in (0, 1):
                if not cues[sort]:
                    continue
                first, end = (torch.tensor(v) for v in zip(*cues[sort]))
                window = torch.full((len(first),), i)
                score = network.marks(x, emit, sort, window, first, end, b["paragraph"])
                marks = network.cue_crf[sort].decode(score, b["there"][window], b["begins"][window])
                found[sort].extend(rows(cues[sort], [spans_of(m[:n].tolist()) for m in marks], w.first))
    return found[0], found[1], flat


def rows(cues, marks, offset):
    """One attribution for each cue; cues of which one takes the other for a piece of its own are one."""
    out, taken = [], set()
    for i, cue in enumerate(cues):
        if i in taken:
            continue
        row = {label: sorted({(s, e) for l, s, e in marks[i] if l == label}) for label in LABELS}
        pieces = [cue] + [c for j, c in enumerate(cues) if j > i and j not in taken and c in row["cue"]]
        taken |= {j for j, c in enumerate(cues) if c in pieces[1:]}
        row["cue"] = sorted(pieces)
        out.append({label: [(s + offset, e + offset) for s, e in row[label]] for label in LABELS})
    return out


def scores(network, docs):
    """Exact F1 of source, cue and content on documents with gold, of the first head and of the rows for each cue"""
    count = {k: {label: [0, 0, 0] for label in LABELS} for k in ("flat", "rows")}
    was = network.training
    network.eval()
    for doc in docs:
        outer, _, flat = read(network, doc)
        by_row = {(label, s, e) for row in outer for label in LABELS for s, e in row[label]}
        for gold in doc.annotations:
            right = {(label, s, e) for label, s, e in spans_of(gold.tags)}
            for kind, got in (("flat", flat), ("rows", by_row)):
                for label in LABELS:
                    g, s = {x for x in right if x[0] == label}, {x for x in got if x[0] == label}
                    c = count[kind][label]
                    c[0] += len(g)
                    c[1] += len(s)
                    c[2] += len(g & s)
    network.train(was)
    return {kind: {label: 200 * c[2] / max(1, c[0] + c[1]) for label, c in by.items()} for kind, by in count.items()}
