#!/usr/bin/env python3
"""Draws the 200 sentences of enb-stances.jsonl: ten of each of twenty issues of the
Earth Negotiations Bulletin. Usage: sample_enb.py issues.jsonl.gz; prints the id of the
text, the first and last character of the sentence, and the sentence, with tabs between."""
import gzip
import json
import random
import re
import sys

SENTENCE = re.compile(r"[^.;]*?[^.]*?(?:[a-z0-9)”\"’]\.)(?=\s+[A-Z“]|$)")
CAPITALS = re.compile(r"\b[A-Z]{3,}(?:[ /-][A-Z]{2,})*\b|\bEU\b|\bUS\b|\bUK\b|G-77")


def candidates(text):
    """Sentences of 60 to 330 characters that name somebody in capitals and tell something past."""
    offset = 0
    for paragraph in text.split("\n"):
        if len(paragraph) >= 80:
            for match in SENTENCE.finditer(paragraph):
                words = match.group(0).strip()
                if re.match("[A-Z]", words) and CAPITALS.search(words) and 60 < len(words) < 330 and re.search(r"\b[a-z]+ed\b|said", words):
                    start = offset + match.start() + len(match.group(0)) - len(match.group(0).lstrip())
                    yield start, start + len(words), words
        offset += len(paragraph) + 1


def main():
    with gzip.open(sys.argv[1], "rt") as lines:
        by_issue = {row["id"]: list(candidates(row["text"])) for row in map(json.loads, lines)}
    draw = random.Random(1914)
    issues = draw.sample(sorted(i for i, found in by_issue.items() if len(found) >= 20), 20)
    for issue in sorted(issues):
        for start, end, words in sorted(draw.sample(by_issue[issue], 10)):
            print(issue, start, end, words, sep="\t")


if __name__ == "__main__":
    main()
