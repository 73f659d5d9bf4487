"""Extracts the article of every page of a folder with trafilatura.

    python bench/pages/rival.py PAGES TEXTS

writes NAME.txt for each NAME.html, and prints the pages and megabytes a second.
"""
import pathlib
import sys
import time

import trafilatura

pages, texts = map(pathlib.Path, sys.argv[1:])
files = sorted(pages.glob("*.html"))
raw = [file.read_bytes() for file in files]
begun = time.process_time()
found = [trafilatura.extract(page, include_comments=False) or "" for page in raw]
spent = time.process_time() - begun
for file, text in zip(files, found):
    (texts / (file.stem + ".txt")).write_text(text)
print(f"trafilatura {trafilatura.__version__}: {len(files)} pages, {len(files) / spent:.1f} a second, {sum(map(len, raw)) / 1e6 / spent:.2f} MB/s")
