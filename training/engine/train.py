"""Trains the network on the treebanks and the silver names, from a pre-trained encoder."""
import argparse
import json
import time

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import features
import labels
import memory
import precision
import steps
from network import Network

IGNORED = -100
COLUMNS = ("upos", "xpos", "feats", "lemma", "entity")


class Example:
    """One sentence as arrays: rows [n, slots], targets by name, heads and relations."""

    def __init__(self, forms, words):
        self.forms = forms
        self.rows = np.array([cached_rows(f, words) for f in forms], np.int64)
        self.targets = {}
        self.heads = self.relations = None


_rows = {}


def cached_rows(form, words):
    r = _rows.get(form)
    if r is None:
        r = _rows[form] = features.rows(form, words)
    return r


def vocabulary(trees):
    """The classes of every column, from the train parts."""
    flat = {c: [v for s in trees for v in s[c]] for c in ("upos", "xpos", "feats", "deprels")}
    rules = [labels.lemma_rule(f, l) for s in trees for f, l in zip(s["forms"], s["lemmas"])]
    return {
        "upos": labels.classes(flat["upos"], 1), "xpos": labels.classes(flat["xpos"], 2),
        "feats": labels.classes(flat["feats"], 3), "lemma": labels.classes(rules, 2),
        "entity": labels.ENTITY_TAGS, "deprel": labels.classes(flat["deprels"], 2),
    }


def recased_forms(forms, mode):
    """The words as a headline writer or a hurried one would have them."""
    if mode == "upper":
        return [f.upper() if len(f.upper()) == len(f) else f for f in forms]
    if mode == "title":
        return [f[:1].upper() + f[1:] if len(f) > 3 and len(f[:1].upper()) == 1 else f for f in forms]
    return [labels.lower(f) for f in forms]


def recased(x, mode, words):
    """The example in another case; its lemmas are not asked for."""
    y = Example(recased_forms(x.forms, mode), words)
    y.targets = {c: v for c, v in x.targets.items() if c != "lemma"}
    y.heads, y.relations = x.heads, x.relations
    return y


def tree_example(s, words, ids):
    gum = s["genre"] != "web"
    x = Example(s["forms"], words)
    for c in ("upos", "xpos", "feats"):
        x.targets[c] = np.array([ids[c].get(v, IGNORED) for v in s[c]])
    x.targets["lemma"] = np.array([ids["lemma"].get(labels.lemma_rule(f, l), IGNORED)
                                   for f, l in zip(s["forms"], s["lemmas"])])
    if "entities" in s:
        # GUM does not mark demonyms and works: a capital without a name there says nothing.
        x.targets["entity"] = np.array([
            IGNORED if gum and t == "O" and f[:1].isupper() and p in ("NNP", "NNPS", "JJ") else ids["entity"][t]
            for t, f, p in zip(s["entities"], s["forms"], s["xpos"])])
    x.heads = np.array(s["heads"])
    x.relations = np.array([ids["deprel"].get(v, IGNORED) for v in s["deprels"]])
    return x


def batch_of(examples):
    n = max(len(x.rows) for x in examples)
    b = len(examples)
    rows = np.zeros((b, n, features.WIDTH), np.int64)
    mask = np.zeros((b, n, 1), np.float32)
    targets = {c: np.full((b, n), IGNORED, np.int64) for c in COLUMNS + ("head", "deprel")}
    for i, x in enumerate(examples):
        k = len(x.rows)
        rows[i, :k], mask[i, :k] = x.rows, 1
        for c, v in x.targets.items():
            targets[c][i, :k] = v
        if x.heads is not None:
            targets["head"][i, :k] = x.heads
            targets["deprel"][i, :k] = x.relations
    return rows, mask, targets


def batches(examples, size, rng, words, recase):
    """Endless batches of about size words; a share recase of the sentences stands in another case."""
    lengths = np.array([len(x.rows) for x in examples])
    for group in steps.groups(lengths, size, rng):
        batch = []
        for k in group:
            lot = rng.random()
            mode = "upper" if lot < recase / 3 else "title" if lot < recase * 2 / 3 else "lower"
            batch.append(recased(examples[k], mode, words) if lot < recase else examples[k])
        yield batch


def corrupt(rows, rng, unknown, hidden):
    """Hides some words' own rows and some words whole, so that the rest must serve."""
    rows = rows.copy()
    lot = rng.random(rows.shape[:2])
    rows[..., 0] = np.where((lot < unknown) & (rows[..., 0] > features.UNKNOWN), features.UNKNOWN, rows[..., 0])
    whole = (lot > 1 - hidden)
    rows[whole] = 0
    rows[whole, 0] = features.MASK
    return rows


def cross_entropy(scores, target):
    return F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED)


def losses(net, e, mask, targets, drop):
    mask = torch.from_numpy(mask)
    t = {c: torch.from_numpy(v) for c, v in targets.items() if (v != IGNORED).any()}
    out = {}
    with precision.autocast():
        x = net.encode(e, mask, drop)
        for c, z in zip(COLUMNS, net.classify(x, drop)):
            if c in t:
                out[c] = cross_entropy(z, t[c])
        if "head" in t:
            real = mask.squeeze(-1) > 0
            blocked = ~torch.cat([torch.ones_like(real[:, :1]), real], 1).unsqueeze(1)
            out["head"] = cross_entropy(net.arcs(x, drop).float().masked_fill(blocked, -1e4), t["head"])
            out["deprel"] = cross_entropy(net.relations(x, t["head"].clamp(min=0), drop), t["deprel"])
    return out


@torch.no_grad()
def predict(net, examples, size=4096):
    """Class numbers per word for each example; heads are the best ones word by word."""
    net.eval()
    order = sorted(range(len(examples)), key=lambda k: len(examples[k].rows))
    out = [None] * len(examples)
    i = 0
    while i < len(order):
        j = i + 1
        while j < len(order) and len(examples[order[j]].rows) * (j - i + 1) <= size:
            j += 1
        group = order[i:j]
        rows, mask, _ = batch_of([examples[k] for k in group])
        rows, mask = torch.from_numpy(rows), torch.from_numpy(mask)
        x = net.encode(net.embed(rows), mask)
        z = [v.argmax(-1).numpy() for v in net.classify(x)]
        real = torch.cat([torch.ones(len(group), 1), mask.squeeze(-1)], 1) > 0
        arcs = net.arcs(x).masked_fill(~real.unsqueeze(1), -1e9)
        heads = arcs.argmax(-1)
        rel = net.relations(x, heads).argmax(-1).numpy()
        heads = heads.numpy()
        for a, k in enumerate(group):
            n = len(examples[k].rows)
            out[k] = {c: v[a, :n] for c, v in zip(COLUMNS, z)}
            out[k].update(head=heads[a, :n], deprel=rel[a, :n])
        i = j
    net.train()
    return out


def score(net, trees, examples, classes):
    """Accuracies on gold words, in per cent."""
    right = dict.fromkeys(("UPOS", "XPOS", "Feats", "Lemmas", "UAS", "LAS"), 0)
    total = 0
    for s, p in zip(trees, predict(net, examples)):
        for i, form in enumerate(s["forms"]):
            total += 1
            right["UPOS"] += classes["upos"][p["upos"][i]] == s["upos"][i]
            right["XPOS"] += classes["xpos"][p["xpos"][i]] == s["xpos"][i]
            right["Feats"] += classes["feats"][p["feats"][i]] == s["feats"][i]
            right["Lemmas"] += labels.apply_rule(form, classes["lemma"][p["lemma"][i]]) == s["lemmas"][i]
            if p["head"][i] == s["heads"][i]:
                right["UAS"] += 1
                right["LAS"] += classes["deprel"][p["deprel"][i]].split(":")[0] == s["deprels"][i].split(":")[0]
    return {k: round(100 * v / total, 2) for k, v in right.items()}


def entity_f1(net, examples, gold, classes):
    right = found = wanted = 0
    for p, tags in zip(predict(net, examples), gold):
        a = {x for x in labels.spans([classes["entity"][k] for k in p["entity"]]) if x[2] != "MISC"}
        b = labels.spans(tags)
        right, found, wanted = right + len(a & b), found + len(a), wanted + len(b)
    return round(200 * right / max(1, found + wanted), 2)


def load_trees():
    trees = corpus.treebank("ud-ewt", "train")
    names = corpus.ewt_names()
    for s in trees:
        s["entities"] = ["O"] * len(s["forms"])
        for first, end, kind in names.get(s["id"], []):
            s["entities"][first:end] = ["B-" + kind] + ["I-" + kind] * (end - first - 1)
    gum = corpus.treebank("ud-gum", "train")
    for s in gum:
        s["entities"] = labels.gum_entities(s)
    return trees + gum


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--vocabulary", required=True)
    args.add_argument("--encoder")
    args.add_argument("--start", help="an earlier network to go on from")
    args.add_argument("--out", required=True)
    args.add_argument("--steps", type=int, default=2000)
    args.add_argument("--batch", type=int, default=4096)
    args.add_argument("--names", type=int, default=1024, help="words of silver names a step")
    args.add_argument("--rate", type=float, default=1e-3)
    args.add_argument("--drop", type=float, default=0.3)
    args.add_argument("--every", type=int, default=500)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    memory.keep()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    rng = np.random.default_rng(args.seed)
    with open(args.vocabulary, encoding="utf-8") as f:
        words = {w: i + 3 for i, w in enumerate(json.load(f))}
    trees = load_trees()
    classes = vocabulary(trees)
    ids = {c: {v: i for i, v in enumerate(vs)} for c, vs in classes.items()}
    train = [tree_example(s, words, ids) for s in trees]
    silver = []
    for s in corpus.silver():
        x = Example([f for f, _ in s][:120], words)
        x.targets["entity"] = np.array([ids["entity"][t] for t in labels.silver_entities([k for _, k in s][:120])])
        silver.append(x)
    ewt, gum = corpus.treebank("ud-ewt", "dev"), corpus.treebank("ud-gum", "dev")
    genres = {s["genre"] for s in trees} - {"web"}
    gum_in = [s for s in gum if s["genre"] in genres]
    names_of = corpus.uner()
    # Three sentences are divided otherwise in UNER's version of the treebank.
    gold_names = [names_of[s["id"]] if len(names_of[s["id"]]) == len(s["forms"]) else ["O"] * len(s["forms"])
                  for s in ewt]
    dev = {"EWT": ewt, "GUM": gum_in}
    dev_examples = {k: [tree_example(s, words, ids) for s in v] for k, v in dev.items()}

    net = Network(features.table_size(words), [len(classes[c]) for c in COLUMNS], len(classes["deprel"]))
    if args.encoder:
        net.encoder.load_state_dict(torch.load(args.encoder))
    if args.start:
        net.load_state_dict(torch.load(args.start)["net"])
    print("parameters", sum(p.numel() for p in net.parameters()), {k: len(v) for k, v in classes.items()}, flush=True)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = steps.schedule(optimiser, 200, args.steps)
    average = steps.Average(net)
    source = batches(train, args.batch, rng, words, 0.06)
    names = batches(silver, max(1, args.names), rng, words, 0.25)
    began, sums, seen = time.time(), {}, 0
    for step in range(1, args.steps + 1):
        optimiser.zero_grad(set_to_none=True)
        parts = [batch_of(next(source))]
        if args.names:
            parts.append(batch_of(next(names)))
        shown = [corrupt(rows, rng, 0.12, 0.03).reshape(-1, features.WIDTH) for rows, _, _ in parts]
        # One look-up for both, since its gradient is as large as the table.
        found = net.embed(torch.from_numpy(np.concatenate(shown))).split([len(r) for r in shown])
        total = 0
        for e, (rows, mask, targets) in zip(found, parts):
            seen += int(mask.sum())
            for k, v in losses(net, e.reshape(*rows.shape[:2], -1), mask, targets, args.drop).items():
                total = total + v
                sums.setdefault(k, []).append(float(v.detach()))
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        average.after(step)
        if step % 100 == 0:
            print(f"step {step} " + " ".join(f"{k} {np.mean(v):.3f}" for k, v in sums.items()) +
                  f" words/s {seen / (time.time() - began):.0f}", flush=True)
            sums = {}
        if step % args.every == 0 or step == args.steps:
            own = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average.weights)
            for k in dev:
                print("dev", k, score(net, dev[k], dev_examples[k], classes), flush=True)
            print("dev UNER", entity_f1(net, dev_examples["EWT"], gold_names, classes), flush=True)
            torch.save({"net": net.state_dict(), "classes": classes, "words": list(words)}, args.out)
            net.load_state_dict(own)


if __name__ == "__main__":
    main()
