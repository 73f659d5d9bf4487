"""Writes sentences anew with other names in them and a few other words, so that names are
learned and not the sentences: the encoder knows those of its own lessons by heart."""
import collections
import os
import re

import labels

WORLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../internal/world/data")
CHANGED = {"PER": 0.5, "LOC": 0.4}  # shares of names that are changed; of places those that the tables know
OTHERS = 0.2  # the same of all other names
FROM_TABLES = 0.5  # share of the new persons and places that come from the tables
SWAPPED, CAPITALS, SMALL = 0.1, 0.02, 0.06  # shares of words, of words, of sentences
JOINED, JOINED_OPEN = 0.04, 0.5  # shares of sentences that the one before runs into, as lang may cut them
LONGEST_JOINED = 60
_SWAPPED = {"NN", "NNS", "JJ", "RB", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NNP", "NNPS"}
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?|[-&,]")


def _table(name):
    with open(os.path.join(WORLD, name), encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]


def _upper(word):
    return word.upper() if len(word.upper()) == len(word) else word


def _title(word):
    return word[:1].upper() + word[1:] if len(word[:1].upper()) == 1 else word


def _cased(like, word):
    if like.isupper() and len(like) > 1:
        return _upper(word)
    if like.islower():
        return labels.lower(word)
    return _title(word) if like[:1].isupper() and like[1:].islower() else word


class Names:
    """Where new names come from: the names that are marked, as often as they are, and the
    tables of the world that the product has."""

    def __init__(self, marked):
        """marked are (genre, forms, names) of sentences."""
        self.given = [w.capitalize() for t in ("given-names-census.tsv", "given-names.tsv")
                      for row in _table(t) for w in row[1].split()]
        self.known_given = set(self.given)
        people = [_WORD.findall(row[1]) for row in _table("leaders.tsv")]
        people += [_WORD.findall(row[0]) for row in _table("people.tsv")]
        self.people = [p for p in people if 2 <= len(p) <= 4]
        self.family = [p[-1] for p in self.people if len(p[-1]) > 2]
        places = [p for t in ("places.tsv", "places-more.tsv") for row in _table(t) for p in row[1].split(";")]
        peoples = set()
        for row in _table("states.tsv"):
            places += [row[2]] * 4 + [p for p in row[4].split(";") if p] + [p for p in row[6].split(";") if p] * 2
            peoples.update(p.lower() for p in row[5].split(";"))
        self.places = [p for p in places if p.lower() not in peoples and not re.search("(ans|ian|ese)$", p)]
        self.known_places = {p.lower() for p in self.places}
        self.marked = collections.defaultdict(list)
        for genre, forms, names in marked:
            for first, end, kind in names:
                self.marked[self._drawer(forms[first:end], kind, genre)].append(forms[first:end])

    def _drawer(self, name, kind, genre):
        if kind == "PER":
            return kind, len(name)
        if kind == "LOC" and " ".join(name).lower() in self.known_places:
            return kind
        return kind, genre

    def other(self, name, kind, genre, rng):
        """A name in place of one, or mostly itself."""
        drawer = self._drawer(name, kind, genre)
        known = kind == "PER" or drawer == "LOC"
        if rng.random() > (CHANGED[kind] if known else OTHERS):
            return name
        if not known or rng.random() > FROM_TABLES:
            return _one(self.marked[drawer], rng)
        if kind == "LOC":
            return _WORD.findall(_one(self.places, rng))
        if len(name) == 1:
            return [_one(self.given if name[0].capitalize() in self.known_given else self.family, rng)]
        if len(name) == 2 and rng.random() < 0.5:
            return [_one(self.given, rng), _one(self.family, rng)]
        return _one(self.people, rng)


def _one(of, rng):
    return of[rng.integers(len(of))]


class Disturber:
    """Disturbs the sentences of a treebank. A sentence is a dict as in corpus.treebank."""

    def __init__(self, sentences, names, more):
        """names are those of the sentences; more are (genre, forms, names) of other texts."""
        self.sentences, self.spans = sentences, names
        self.names = Names([(s["id"][0], s["forms"], n) for s, n in zip(sentences, names)] + more)
        self.words = collections.defaultdict(list)
        for s, spans in zip(sentences, names):
            named = {i for first, end, _ in spans for i in range(first, end)}
            for i, tag in enumerate(s["xpos"]):
                if tag in _SWAPPED and i not in named:
                    self.words[tag].append(s["forms"][i])

    def sentence(self, s, spans, rng):
        """The forms and names of a sentence disturbed."""
        forms, names, begins = [], [], {first: (end, kind) for first, end, kind in spans}
        small = rng.random() < SMALL
        i = 0
        while i < len(s["forms"]):
            form = s["forms"][i]
            if i in begins:
                end, kind = begins[i]
                old = s["forms"][i:end]
                new = self.names.other(old, kind, s["id"][0], rng)
                letters = [w for w in old if w.isalpha()]
                if letters and all(w.islower() for w in letters):
                    new = [labels.lower(w) for w in new]
                elif letters and all(w.isupper() for w in letters) and max(map(len, old)) > 3:
                    new = [_upper(w) for w in new]
                names.append((len(forms), len(forms) + len(new), kind))
                forms += new
                i = end
                continue
            tag = s["xpos"][i]
            if tag in _SWAPPED and rng.random() < SWAPPED:
                other = _one(self.words[tag], rng)
                form = other if tag.startswith("NNP") else _cased(form, other)
            elif form.isalpha() and rng.random() < CAPITALS:
                form = _upper(form) if rng.random() < 0.5 else _title(form)
            forms.append(form)
            i += 1
        return [labels.lower(f) for f in forms] if small else forms, names

    def copy(self, rng):
        """All sentences disturbed, some joined: lists of forms and of names."""
        all_forms, all_names, last = [], [], None
        for s, spans in zip(self.sentences, self.spans):
            forms, names = self.sentence(s, spans, rng)
            document = s["id"].rsplit("-", 1)[0]
            if document == last and not s["paragraph"]:
                share = JOINED if all_forms[-1][-1][-1] in ".!?:\"*>)" else JOINED_OPEN
                if rng.random() < share and len(all_forms[-1]) + len(forms) < LONGEST_JOINED:
                    k = len(all_forms[-1])
                    all_forms[-1] += forms
                    all_names[-1] += [(first + k, end + k, kind) for first, end, kind in names]
                    continue
            all_forms.append(list(forms))
            all_names.append(list(names))
            last = document
        return all_forms, all_names
