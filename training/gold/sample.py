"""Draws the reports of which gold is made, and writes them into a folder.

    VERBALE_SHARED=shared python3 training/gold/sample.py REPOSITORY > sample.tsv

Of wire.jsonl.gz, archive.jsonl.gz and the dossiers that may be looked at it takes
what reads like diplomacy by its words, shuffles that with the seed 1914 and deals
it out: 20 reports to be measured by once, 40 to develop with, 150 to learn from.
Left out are the dossiers that are kept, what shares passages with them, and their
matters in the months that they tell of; what is near another report of the sample;
and for the two sets to measure by, ids that stood in the repository before.
"""

import csv
import glob
import gzip
import hashlib
import json
import os
import random
import re
import sys

SHARED = os.environ["VERBALE_SHARED"]
KEPT = ["syria-chemical-handover-2013", "iran-vienna-deal-2015", "mexico-tariffs-2019"]
OPEN = [
    "iran-framework-lausanne-2015", "senators-letter-iran-2015", "kim-trump-letter-2018",
    "china-tariffs-2019", "cuba-thaw-2014",
]
TERMS = """foreign minist|ambassador|negotiat|talks|treaty|agreement|summit|sanction|envoy|diploma|prime minister|
security council|united nations|spokes|delegation|accord|ceasefire|embassy|secretary of state|european union|
resolution|bilateral|declaration|letter|withdraw|nuclear""".replace("\n", "").split("|")
STATES = """Russia China Japan France Germany Iran Iraq Israel Syria Turkey Egypt India Pakistan Ukraine Cuba Mexico
Korea Taiwan Vietnam Indonesia Serbia Bosnia Croatia Albania Zaire Sudan Lebanon Libya Algeria Nigeria Kenya Ethiopia
Somalia Afghanistan Cyprus Greece Italy Spain Poland Belarus Georgia Armenia Azerbaijan Uzbekistan Kazakhstan Venezuela
Colombia Brazil Argentina Peru Canada Britain Palestin Saudi Yemen Qatar Myanmar Cambodia Thailand Malaysia Philippines
Australia Congo Rwanda Uganda Angola Zimbabwe""".split()
SAYS = re.compile(
    r"\b(said|says|told|added|warned|called|urged|accused|insisted|stressed|announced|reiterated|asked|demanded)\b")
QUOTA = [
    ("once", {"wire": 10, "archive": 10}),
    ("dev", {"wire": 16, "archive": 16, "dossiers": 8}),
    ("learn", {"wire": 64, "archive": 64, "dossiers": 22}),
]


def address(uri):
    return re.sub(r"^https?://(www\.)?|[?#].*$|/$", "", uri or "").lower()


def table(dossier):
    with open(f"{SHARED}/dossiers/{dossier}/reports.csv") as file:
        return list(csv.DictReader(file))


def runs(text, n):
    words = re.findall(r"\w+", text.lower())
    return {hash(" ".join(words[i:i + n])) for i in range(len(words) - n + 1)}


def kept_matter(day, text):
    return ("chemical weapon" in text.lower() and "2013-08" <= day < "2014-07"
            or "Iran" in text and "2015-06" <= day < "2015-09"
            or "tariff" in text and "Mexic" in text and "2019-05" <= day < "2019-07")


def diplomatic(text, least):
    low = text.lower()
    return (sum(term in low for term in TERMS) >= least and sum(state in text for state in STATES) >= 2
            and len(SAYS.findall(text)) >= 6)


def lines(name, least, kept, seen):
    addresses = {address(r["uri"]) for d in KEPT + OPEN for r in table(d) if r.get("uri")}
    ids = {r["id"] for d in KEPT for r in table(d)}
    for line in gzip.open(f"{SHARED}/corpora/{name}.jsonl.gz", "rt"):
        report = json.loads(line)
        text = report["text"]
        heading = f"{report.get('outlet')} {report.get('title')}"
        if (not 1500 <= len(text) <= 5200 or not report.get("published")
                or re.search(r"editorial|opinion|commentary|analysis", heading, re.I)
                or report["id"] in ids or report.get("uri") and address(report["uri"]) in addresses
                or not diplomatic(text, least) or text.count("\n\n") < 4
                or kept_matter(report["published"][:10], text)):
            continue
        passages = runs(text, 20)
        if len(passages & kept) <= 0.05 * max(1, len(passages)):
            yield {"id": report["id"], "text": text, "seen": report["id"] in seen}


def files():
    for dossier in OPEN:
        for report in table(dossier):
            with open(f"{SHARED}/dossiers/{dossier}/{report['path']}", newline="") as file:
                text = file.read()
            if 1500 <= len(text) <= 6500 and len(SAYS.findall(text)) >= 5:
                yield {"id": f"dossiers/{dossier}/{report['path']}", "text": text, "seen": True}


def in_repository(root):
    """Everything in which an id of a report that somebody looked at may stand."""
    text = ""
    for pattern in ("training/attribution/kindsheet/*", "internal/**/testdata/*", "lang/testdata/*", "training/**/*.tsv"):
        for name in glob.glob(f"{root}/{pattern}", recursive=True):
            if os.path.isfile(name) and os.path.getsize(name) < 5e6 and not name.endswith("gold/sample.tsv"):
                with open(name, errors="replace") as file:
                    text += file.read()
    return text


def main():
    kept = set()
    for dossier in KEPT:
        for name in glob.glob(f"{SHARED}/dossiers/{dossier}/*.txt"):
            with open(name) as file:
                kept |= runs(file.read(), 20)
    seen = in_repository(sys.argv[1])
    pool = {"wire": list(lines("wire", 4, kept, seen)), "archive": list(lines("archive", 7, kept, seen)),
            "dossiers": list(files())}
    rng = random.Random(1914)
    for reports in pool.values():
        reports.sort(key=lambda r: r["id"])
        rng.shuffle(reports)
    taken, keys = [], {}
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(["set", "key", "text", "sha256"])
    drawn = []
    for name, quota in QUOTA:
        for source, wanted in quota.items():
            for report in pool[source]:
                if wanted == 0:
                    break
                if (report.get("used") or name != "learn" and source != "dossiers" and report["seen"]
                        or name == "once" and len(report["text"]) > 4200):
                    continue
                report["used"] = True
                passages = runs(report["text"], 10)
                if any(len(passages & other) > 0.1 * min(len(passages), len(other)) for other in taken):
                    continue
                taken.append(passages)
                wanted -= 1
                keys[name] = keys.get(name, 0) + 1
                digest = hashlib.sha256(report["text"].encode()).hexdigest()
                drawn.append([name, f"{name[0]}{keys[name]:03d}", report["id"], digest])
    for name in ("learn", "dev", "once"):
        out.writerows(row for row in drawn if row[0] == name)


main()
