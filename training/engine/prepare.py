"""Gathers the text of pre-training and the vocabulary."""
import argparse
import array
import collections
import hashlib
import json

import numpy as np

import corpus
import features

LONGEST = 64  # words of a sentence; longer ones are cut
LEAST = 9  # times that a folded word must be seen; words of the treebanks count for more


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--text", required=True, help="text of pre-training, to be written")
    args.add_argument("--vocabulary", required=True, help="vocabulary, to be written")
    args = args.parse_args()
    types, flat, lengths, seen = {}, array.array("i"), [], set()

    def add(forms):
        for i in range(0, len(forms), LONGEST):
            piece = forms[i:i + LONGEST]
            if len(piece) < 4:
                continue
            flat.extend(types.setdefault(w, len(types)) for w in piece)
            lengths.append(len(piece))

    for s in corpus.plain():
        key = hashlib.blake2b("\n".join(s).encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if len(s) >= 4 and key not in seen:
            seen.add(key)
            add(s)
    trees = corpus.treebank("ud-ewt", "train") + corpus.treebank("ud-gum", "train")
    for s in trees:
        add(s["forms"])
    flat = np.frombuffer(flat, dtype=np.int32)
    forms = list(types)
    count = collections.Counter()
    for form, n in zip(forms, np.bincount(flat, minlength=len(forms))):
        count[features.fold(form)] += int(n)
    for s in trees:
        for form in s["forms"]:
            count[features.fold(form)] += 3
    vocabulary = [w for w, n in sorted(count.items(), key=lambda x: (-x[1], x[0])) if n >= LEAST]
    words = {w: i + 3 for i, w in enumerate(vocabulary)}
    rows = np.array([features.rows(f, words) for f in forms], dtype=np.int32)
    np.savez(args.text, rows=rows, flat=flat, lengths=np.array(lengths, np.int32),
             table_rows=features.table_size(words))
    with open(args.vocabulary, "w", encoding="utf-8") as f:
        json.dump(vocabulary, f)
    print(len(flat), "words,", len(forms), "forms, vocabulary of", len(vocabulary))


if __name__ == "__main__":
    main()
