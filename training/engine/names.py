"""Marks names in EWT's train part, which has none: where, its proper nouns tell; of what
kind, a trained network, the other places of the same name, and the lists of the Open
Event Data Alliance."""
import argparse
import collections
import json
import os
import re

import numpy as np
import torch

import corpus
import features
import labels
from network import Network
from train import COLUMNS, Example, batch_of

KINDS = ["PER", "ORG", "LOC", "MISC"]
_NEVER = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
             "august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep "
             "sept oct nov dec am pm est edt pst pdt gmt cst cdt re fw fwd cc ps faq ok".split())


def lists():
    """Folded names with their kind: countries and cities, leaders, organisations, armed groups."""
    out = {}
    folder = os.path.join(corpus.SHARED, "reference/event-data")
    for name in ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt"):
        with open(os.path.join(folder, name), encoding="latin-1") as f:
            blocks, code = [], None
            for line in f:
                line = line.split(";")[0].split("#")[0].rstrip()
                found = re.search(r"\[([A-Z]+)", line)
                entry = re.sub(r"\[.*", "", line).strip()
                if entry and not entry.startswith("+"):
                    blocks.append(([], []))
                if entry and blocks:
                    blocks[-1][0].append(entry.lstrip("+").strip("_").replace("_", " ").strip().lower())
                if found and blocks:
                    blocks[-1][1].append(found.group(1))
            for entries, codes in blocks:
                code = codes[0] if codes else ""
                for k, entry in enumerate(entries):
                    if code[:3] in ("IGO", "NGO", "MNC", "IMG", "NGM") or (code and name.startswith("Phoenix.Mil")):
                        out[entry] = "ORG"
                    elif len(code) == 3 and (k == 0 or not re.search(r"(an|ans|ese|ish|i|is)$", entry)):
                        out[entry] = "LOC"  # demonyms stand among a country's cities
                    elif len(code) > 3 and " " in entry:
                        out[entry] = "PER"
    return out


def sorted_by_hand():
    """Folded names with their kind or O."""
    out = {}
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "names.txt"), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                kind, names = line.split(":", 1)
                out.update((name.strip(), kind) for name in names.split("|"))
    return out


def components(s, tags):
    """Stretches of proper nouns that hang together, by the treebank's own tags and trees."""
    named = [p in ("NNP", "NNPS") for p in s["xpos"]]
    n = len(named)
    for i in range(1, n - 1):
        if named[i - 1] and named[i + 1] and not named[i]:
            if s["forms"][i] == "," and s["forms"][i + 1].lower().strip(".") in ("inc", "llc", "ltd", "corp", "lp"):
                named[i] = True
                continue
            named[i] = s["forms"][i] in ("-", "&", "'s", "/") and s["heads"][i] - 1 in range(i - 4, i + 5) or (
                s["forms"][i] in ("of", "for", "and") and tags[i].startswith("I-"))
    spans, start = [], None
    for i in range(n + 1):
        if i < n and named[i] and start is None:
            start = i
        elif start is not None and (i == n or not named[i]):
            # Cut where no arc joins the two sides.
            low = start
            for cut in range(start + 1, i):
                joined = any((a < cut) != (s["heads"][a] - 1 < cut) and start <= s["heads"][a] - 1 < i
                             for a in range(low, i))
                if not joined:
                    spans.append((low, cut))
                    low = cut
            spans.append((low, i))
            start = None
    out = []
    for low, high in spans:
        while high - low > 1 and s["forms"][low].lower() in labels._TITLES:
            low += 1
        out.append((low, high))
    return out


@torch.no_grad()
def probabilities(net, examples, entity):
    """For each sentence, words × (O, kinds): the network's log-probabilities; and its tags."""
    at = [[0]] + [[k for k, t in enumerate(entity) if t[2:] == kind] for kind in KINDS]
    order = sorted(range(len(examples)), key=lambda k: len(examples[k].rows))
    out, tags = [None] * len(examples), [None] * len(examples)
    for i in range(0, len(order), 64):
        group = order[i:i + 64]
        rows, mask, _ = batch_of([examples[k] for k in group])
        e = net.embed(torch.from_numpy(rows))
        x = net.encode(e, torch.from_numpy(mask))
        p = net.classify(x)[COLUMNS.index("entity")].softmax(-1).numpy()
        for a, k in enumerate(group):
            n = len(examples[k].rows)
            out[k] = np.log(np.stack([p[a, :n][:, c].sum(-1) for c in at], -1) + 1e-4)
            tags[k] = [entity[t] for t in p[a, :n].argmax(-1)]
    return out, tags


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--network", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--dev", action="store_true", help="mark the dev part instead and print what UNER says of it")
    args = args.parse_args()
    torch.set_num_threads(2)
    saved = torch.load(args.network)
    classes = saved["classes"]
    words = {w: i + 3 for i, w in enumerate(saved["words"])}
    net = Network(features.table_size(words), [len(classes[c]) for c in COLUMNS], len(classes["deprel"]))
    net.load_state_dict(saved["net"])
    net.eval()
    trees = corpus.treebank("ud-ewt", "dev" if args.dev else "train")
    local, tags = probabilities(net, [Example(s["forms"], words) for s in trees], classes["entity"])
    known, by_hand = lists(), sorted_by_hand()
    silver = collections.defaultdict(lambda: np.zeros(5))
    for s in corpus.silver():
        forms = [f for f, _ in s]
        for low, high, kind in labels.spans(labels.silver_entities([k for _, k in s])):
            silver[features.fold(" ".join(forms[low:high]))][1 + KINDS.index(kind)] += 1
    found, types = [], collections.defaultdict(list)
    for s, p, t in zip(trees, local, tags):
        spans = components(s, t)
        found.append(spans)
        for low, high in spans:
            types[features.fold(" ".join(s["forms"][low:high]))].append(p[low:high].mean(0))
    out = []
    for s, p, spans in zip(trees, local, found):
        row = ["O"] * len(s["forms"])
        for low, high in spans:
            name = features.fold(" ".join(s["forms"][low:high]))
            if name in _NEVER or by_hand.get(name) == "O":
                continue
            score = 0.5 * p[low:high].mean(0) + 0.5 * np.mean(types[name], 0)
            count = silver[name].sum()
            if count:
                score += 0.5 * min(count, 10) / 10 * np.log((silver[name] + 0.3) / (count + 1.5))
            if name in known:
                score[1 + KINDS.index(known[name])] += 4
            if name in by_hand:
                score[1 + KINDS.index(by_hand[name])] += 100
            score[0] -= 1.0  # a proper noun is a name unless much speaks against it
            kind = int(score.argmax())
            if kind:
                for i in range(low, high):
                    row[i] = ("B-" if i == low else "I-") + KINDS[kind - 1]
        out.append(row)
    if args.dev:
        gold = corpus.uner()
        right = collections.Counter()
        for s, row in zip(trees, out):
            if len(gold[s["id"]]) != len(row):
                continue
            a, b = {x for x in labels.spans(row) if x[2] != "MISC"}, labels.spans(gold[s["id"]])
            for kind in KINDS[:3]:
                right[kind, "both"] += sum(x in b for x in a if x[2] == kind)
                right[kind, "found"] += sum(x[2] == kind for x in a)
                right[kind, "gold"] += sum(x[2] == kind for x in b)
            right["extent", "both"] += len({x[:2] for x in a} & {x[:2] for x in b})
        total = [sum(right[k, c] for k in KINDS[:3]) for c in ("both", "found", "gold")]
        print("marked dev as train is marked: F1", round(200 * total[0] / (total[1] + total[2]), 2),
              "extents", round(200 * right["extent", "both"] / (total[1] + total[2]), 2), dict(right))
        return
    with open(args.out, "w", encoding="utf-8") as f:
        json.dump(out, f)


if __name__ == "__main__":
    main()
