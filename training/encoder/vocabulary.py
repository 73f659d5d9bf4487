#!/usr/bin/env python3
"""Cuts the base model's vocabulary to the pieces that news needs: vocabulary.py --base FOLDER --out TOKENIZER.json

Kept are pieces that occur ten times in the texts of the corpora that may be read, and every single character, so that a
word whose piece is gone is spelt in smaller ones. Ids are given anew: 0 to 2 are the marks of text.py."""
import argparse
import collections
import gzip
import json
import os
import pathlib

from text import WORD, tokenizer

CORPORA = pathlib.Path(os.environ.get("VERBALE_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared")) / "corpora"
MARKS = ["[UNK]", "[CLS]", "[SEP]"]
LEAST = 10


def words():
    count = collections.Counter()
    for name in ("archive", "wire", "basil", "ukraine-2014"):
        with gzip.open(CORPORA / f"{name}.jsonl.gz", "rt") as lines:
            for line in lines:
                count.update(WORD.findall(json.loads(line)["text"]))
    for path in sorted((CORPORA / "polnear/train/text").glob("*.txt")):
        count.update(WORD.findall(path.read_text(encoding="utf8")))
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    a = parser.parse_args()
    if a.out.exists():
        return
    whole, count, pieces = tokenizer(a.base / "tokenizer.json"), words(), collections.Counter()
    distinct = sorted(count)
    for i in range(0, len(distinct), 10000):
        batch = distinct[i:i + 10000]
        for word, encoding in zip(batch, whole.encode_batch_fast(batch, add_special_tokens=False)):
            for piece in encoding.ids:
                pieces[piece] += count[word]
    names = sorted(whole.get_vocab().items(), key=lambda x: x[1])
    kept = [p for p, i in names if p not in MARKS and (pieces[i] >= LEAST or len(p.removeprefix("##")) == 1)]
    kept = [p for p in kept if not (p.startswith("[") and len(p) > 1)]
    model = json.loads((a.base / "tokenizer.json").read_text(encoding="utf8"))
    model["model"]["vocab"] = {p: i for i, p in enumerate(MARKS + kept)}
    model["added_tokens"], model["post_processor"] = [], None
    model["truncation"] = model["padding"] = None
    a.out.write_text(json.dumps(model, ensure_ascii=False), encoding="utf8")
    print(f"{sum(count.values())} words; {len(MARKS) + len(kept)} of {len(names)} pieces kept")


if __name__ == "__main__":
    main()
