#!/usr/bin/env python3
"""Writes what lang/encoder's cut of texts is tested against: golden.py --tokenizer FILE --out FILE.gz

Ten thousand random strings, made of pieces of the vocabulary and of characters of all sorts, each with its words' ids,
by the tokenizers library, and shapes. The first line is the vocabulary."""
import argparse
import gzip
import json
import random
import unicodedata

from text import document, tokenizer

COUNT, SEED = 10000, 17
BLOCKS = [(0x20, 0x7e), (0xa0, 0x17f), (0x180, 0x24f), (0x300, 0x36f), (0x370, 0x3ff), (0x400, 0x4ff), (0x590, 0x5ff),
          (0x600, 0x6ff), (0x900, 0x97f), (0x1e00, 0x1eff), (0x1f00, 0x1fff), (0x2000, 0x206f), (0x2070, 0x214f),
          (0x2190, 0x22ff), (0x2460, 0x24ff), (0x3000, 0x30ff), (0x4e00, 0x4eff), (0xac00, 0xacff), (0xe000, 0xe00f),
          (0xf900, 0xf9ff), (0xff00, 0xff5e), (0x10400, 0x1044f), (0x1d400, 0x1d4ff), (0x20000, 0x2000f), (0x00, 0x1f), (0x7f, 0x9f)]


def character(rng):
    """One that was there in Unicode 3.2, so that no version of it is older"""
    while True:
        c = chr(rng.randint(*rng.choice(BLOCKS)))
        if unicodedata.ucd_3_2_0.category(c) != "Cn" and c != "\n":
            return c


def word(rng, pieces):
    parts = [rng.choice(pieces).removeprefix("##") for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    out = "".join(parts)
    style = rng.random()
    if style < 0.3:
        out = out.capitalize()
    elif style < 0.4:
        out = out.upper()
    elif style < 0.5:
        out = "".join(rng.choice((c, c.upper())) for c in out)
    if rng.random() < 0.15:
        at = rng.randint(0, len(out))
        out = out[:at] + character(rng) + out[at:]
    if rng.random() < 0.05:
        out = unicodedata.normalize(rng.choice(("NFC", "NFD")), "".join(c + rng.choice(("", "\u0301", "\u0308")) for c in out))
    if rng.random() < 0.002:
        out *= 40
    return out


def string(rng, pieces):
    out = ""
    for _ in range(rng.randint(1, 3)):
        out += word(rng, pieces) if rng.random() < 0.8 else "".join(character(rng) for _ in range(rng.randint(1, 4)))
        out += rng.choice((" ", " ", " ", "", ", ", "'s ", "-", "_", ". ", "\t", "\u00a0"))
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", required=True)
    a = parser.parse_args()
    tok, rng = tokenizer(a.tokenizer), random.Random(SEED)
    pieces = [p for p, _ in sorted(tok.get_vocab().items(), key=lambda x: x[1])]
    lines = [json.dumps(pieces, ensure_ascii=False)]
    for _ in range(COUNT):
        d = document("", string(rng, pieces), tok)
        lines.append(json.dumps([d.text, [p for p in d.pieces], d.shape], ensure_ascii=False, separators=(",", ":")))
    with open(a.out, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=9, filename="") as out:
        out.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
