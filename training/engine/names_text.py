"""Texts with names marked by hand (names/README.md), as batches of rows and tags."""
import atexit
import functools
import json
import os
import shutil
import subprocess
import tempfile

import numpy as np

import corpus
import disturb
import features
import steps
from train import IGNORED, cached_rows, corrupt, recased_forms

KINDS = ["PER", "ORG", "LOC", "MISC"]
TAGS = ["O"] + [place + "-" + kind for kind in KINDS for place in "BIES"]
LONGEST = 160  # words of a sentence; longer ones are cut, as lang does
EMPTY = 0.25  # share of the sentences without names that are shown
COPIES = 2  # disturbed copies of EWT
MODES = ("upper", "title", "lower")


class Part:
    """Sentences and the names in each, by half-open word numbers; of the words a share hide lose their own rows when
    they are shown, and a share recase of the sentences stands in another case."""

    def __init__(self, sentences, names, words, hide=0.0, recase=0.0):
        self.forms, self.words, self.hide, self.recase = sentences, words, hide, recase
        self.names = names
        self.lengths = np.array([len(s) for s in sentences])

    def tags(self, k):
        out = np.zeros(self.lengths[k], np.int64)
        for first, end, kind in self.names[k]:
            tag = 1 + 4 * KINDS.index(kind)
            out[first:end] = tag + 1
            out[first], out[end - 1] = tag, tag + 2
            if end - first == 1:
                out[first] = tag + 3
        return out

    def batch(self, group, rng=None):
        """Rows, mask and tags of the sentences whose numbers are in group; as they are, without rng."""
        rows = np.zeros((len(group), self.lengths[group].max(), features.WIDTH), np.int64)
        mask = np.zeros((*rows.shape[:2], 1), np.float32)
        tags = np.full(rows.shape[:2], IGNORED, np.int64)
        for a, k in enumerate(group):
            forms, n = self.forms[k], self.lengths[k]
            if rng is not None and rng.random() < self.recase:
                forms = recased_forms(forms, MODES[rng.integers(len(MODES))])
            rows[a, :n] = [cached_rows(f, self.words) for f in forms]
            mask[a, :n], tags[a, :n] = 1, self.tags(k)
        return rows, mask, tags

    def batches(self, size, rng):
        """Endless batches of about size words: rows, the same with words hidden, mask and tags."""
        named = np.array([len(s) > 0 for s in self.names])

        def some(order):
            return order[named[order] | (rng.random(len(order)) < EMPTY)]
        for group in steps.groups(self.lengths, size, rng, some=some):
            rows, mask, tags = self.batch(group, rng)
            yield rows, corrupt(rows, rng, self.hide, 0.02 if self.recase else 0.0), mask, tags


def ewt(words):
    """EWT's train part: its trees, it by its own words, and it as lang cuts its text."""
    trees = corpus.treebank("ud-ewt", "train", places=True)
    of = corpus.ewt_names()
    names = [of.get(s["id"], []) for s in trees]
    plain = Part([s["forms"][:LONGEST] for s in trees], [_short(n) for n in names], words, 0.15, 0.1)
    documents = []
    for s, spans in zip(trees, names):
        if s["document"] or not documents:
            documents.append(["", []])
        document = documents[-1]
        if s["paragraph"] and document[0]:
            document[0] = document[0].rstrip(" ") + "\n\n"
        begin = len(document[0].encode())
        document[0] += s["text"]
        document[1] += [(begin + s["places"][first][0], begin + s["places"][end - 1][1], kind)
                        for first, end, kind in spans]
    return trees, plain, Part(*cut(documents), words, 0.15, 0.1)


def _short(names):
    return [n for n in names if n[1] <= LONGEST]


def news(name, words, hide=0.0, recase=0.0):
    """The reports in a file of names, as lang cuts them."""
    names = dict(corpus.names_file(name))
    texts = {key: text for key, text in corpus.reports() if key in names}
    return Part(*cut([(texts[key], spans) for key, spans in names.items()]), words, hide, recase)


def disturbed(trees, plain, reports, words, rng):
    """Copies of EWT with other names (disturb.py)."""
    disturber = disturb.Disturber(trees, plain.names, [("news", f, n) for f, n in zip(reports.forms, reports.names)])
    forms, names = [], []
    for _ in range(COPIES):
        for f, n in zip(*disturber.copy(rng)):
            forms.append(f[:LONGEST])
            names.append(_short(n))
    return Part(forms, names, words, 0.08)


@functools.cache
def verbale():
    """The program that cuts texts: $VERBALE, else it is built from this repository."""
    binary = os.environ.get("VERBALE")
    if not binary:
        folder = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, folder)
        binary = os.path.join(folder, "verbale")
        module = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        subprocess.run(["go", "build", "-o", binary, "./cmd/verbale"], cwd=module, check=True)
    return binary


def cut(documents):
    """The sentences of documents as lang cuts them, and the names in each. A document is its text and its names by
    bytes."""
    forms, found = [], []
    with tempfile.TemporaryDirectory() as folder:
        for k, (text, _) in enumerate(documents):
            with open(os.path.join(folder, str(k)), "w", encoding="utf-8", newline="") as f:
                f.write(text)
        out = subprocess.run([verbale(), "parse", "--format", "jsonl", *map(str, range(len(documents)))],
                             cwd=folder, stdout=subprocess.PIPE, check=True).stdout
    for line in out.decode().splitlines():
        s = json.loads(line)
        tokens = s["tokens"][:LONGEST]
        begins = {t["start"]: i for i, t in enumerate(tokens)}
        ends = {t["end"]: i + 1 for i, t in enumerate(tokens)}
        spans = documents[int(os.path.basename(s["document"]))][1]
        forms.append([t["form"] for t in tokens])
        found.append([(begins[a], ends[b], kind) for a, b, kind in spans
                      if a in begins and b in ends and begins[a] < ends[b]])
    return forms, found
