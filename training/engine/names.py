"""Trains the tower that tells names over the encoder of a model file, which stays as it is,
and writes the model with it. Gold are the names in names/ (see the README there)."""
import argparse
import copy
import json
import os
import subprocess
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import disturb
import features
import labels
import memory
import modelfile
import steps
from encoder import EMBED, WIDTH, Block, dropped, normal
from modelfile import MOST, SCORE, STATE, UNIT, places
from train import IGNORED, cached_rows, recased_forms

KINDS = ["PER", "ORG", "LOC", "MISC"]
TAGS = ["O"] + [place + "-" + kind for kind in KINDS for place in "BIES"]
LONGEST = 160  # words of a sentence; longer ones are cut, as lang does
HIDE, EMPTY = 0.15, 0.25  # shares of words whose own rows are hidden, of sentences without names that are shown
COPIES, HIDE_MORE = 2, 0.08  # disturbed copies of EWT, share of words whose own rows are hidden in them


class Frozen:
    """The encoder of a model file, in floats. A tower stands on its first blocks; those after
    them are copied and taught anew."""

    def __init__(self, tensors, first):
        self.first = first
        self.words = {w: i + 3 for i, w in enumerate(modelfile.values(tensors["words"]))}
        self.table = torch.from_numpy(modelfile.values(tensors["table"]).astype(np.float32))
        self.input = modelfile.linear(tensors, "input", UNIT, STATE)
        # Binary places between the layers of a block cancel out.
        self.blocks = [(int(d), modelfile.linear(tensors, f"block{k}.inner", UNIT, 10),
                        modelfile.linear(tensors, f"block{k}.outer", 10, STATE))
                       for k, d in enumerate(modelfile.values(tensors["dilations"])[:, 0])]
        self.hidden = modelfile.linear(tensors, "hidden", UNIT, 10)

    @torch.no_grad()
    def __call__(self, rows, mask):
        bag = F.embedding_bag(rows.reshape(-1, rows.shape[-1]), self.table, mode="sum")
        e = normal(bag.reshape(*rows.shape[:2], -1))
        x = F.linear(e, *self.input)
        for d, inner, outer in self.blocks[:self.first]:
            y = normal(x) * mask
            p = F.pad(y, (0, 0, d, d))
            y = torch.cat([p[:, :-2 * d], y, p[:, 2 * d:]], -1)
            x = x + F.linear(F.relu(F.linear(y, *inner)), *outer)
        return e, x

    def read(self, sentences, hide=0.0, rng=None):
        """What the tower sees of all words of sentences."""
        lengths = [len(s) for s in sentences]
        starts = np.cumsum([0] + lengths)
        out = np.zeros((starts[-1], EMBED + WIDTH), np.float16)
        order = np.argsort(lengths, kind="stable")
        for i in range(0, len(order), 64):
            group = order[i:i + 64]
            rows = np.zeros((len(group), lengths[group[-1]], features.WIDTH), np.int64)
            mask = np.zeros((*rows.shape[:2], 1), np.float32)
            for a, k in enumerate(group):
                rows[a, :lengths[k]] = [cached_rows(f, self.words) for f in sentences[k]]
                mask[a, :lengths[k]] = 1
            if hide:
                hit = (rng.random(rows.shape[:2]) < hide) & (rows[..., 0] > features.UNKNOWN)
                rows[..., 0] = np.where(hit, features.UNKNOWN, rows[..., 0])
            e, x = self(torch.from_numpy(rows), torch.from_numpy(mask))
            both = torch.cat([e, x], -1).numpy()
            for a, k in enumerate(group):
                out[starts[k]:starts[k + 1]] = both[a, :lengths[k]]
        return out


class Tower(nn.Module):
    def __init__(self, frozen):
        super().__init__()
        self.rows = nn.Linear(EMBED, WIDTH)
        nn.init.zeros_(self.rows.weight)
        nn.init.zeros_(self.rows.bias)
        self.blocks = nn.ModuleList()
        for dilation, inner, outer in frozen.blocks[frozen.first:]:
            block = Block(dilation, len(inner[1]))
            _set(block.inner, inner)
            _set(block.outer, outer)
            self.blocks.append(block)
        self.hidden = nn.Linear(WIDTH, len(frozen.hidden[1]))
        _set(self.hidden, frozen.hidden)
        self.tags = nn.Linear(len(frozen.hidden[1]), len(TAGS))

    def forward(self, seen, mask, drop=0.0, note=lambda name, v: None):
        e, x = seen.split([EMBED, WIDTH], -1)
        x = x + self.rows(dropped(e, drop, self.training))
        for k, block in enumerate(self.blocks):
            x = block(x, mask, drop * 0.6, lambda v, k=k: note(f"block{k}", v * mask))
        note("state", x * mask)
        h = F.relu(self.hidden(dropped(normal(x), drop, self.training)))
        note("hidden", h * mask)
        return self.tags(dropped(h, drop, self.training))


def _set(layer, values):
    layer.weight.data, layer.bias.data = values[0].clone(), values[1].clone()


class Part:
    """Sentences that are shown together: several readings of the same words, and their tags."""

    def __init__(self, sentences, names, readings):
        self.lengths = np.array([len(s) for s in sentences])
        self.starts = np.cumsum([0] + list(self.lengths))
        self.readings = readings
        self.names = names
        self.tags = np.zeros(self.starts[-1], np.int64)
        for spans, start in zip(names, self.starts):
            for first, end, kind in spans:
                begin = start + first
                k = 1 + 4 * KINDS.index(kind)
                self.tags[begin:start + end] = k + 1
                self.tags[begin], self.tags[start + end - 1] = k, k + 2
                if end - first == 1:
                    self.tags[begin] = k + 3

    def batch(self, group, chosen):
        n = self.lengths[group].max()
        seen = np.zeros((len(group), n, EMBED + WIDTH), np.float32)
        mask = np.zeros((len(group), n, 1), np.float32)
        tags = np.full((len(group), n), IGNORED, np.int64)
        for a, (k, reading) in enumerate(zip(group, chosen)):
            at = slice(self.starts[k], self.starts[k + 1])
            seen[a, :self.lengths[k]] = self.readings[reading][at]
            mask[a, :self.lengths[k]] = 1
            tags[a, :self.lengths[k]] = self.tags[at]
        return torch.from_numpy(seen), torch.from_numpy(mask), torch.from_numpy(tags)

    def batches(self, size, rng, recase):
        """Endless batches; the first two readings are as written, any others in another case."""
        named = np.array([len(s) > 0 for s in self.names])

        def some(order):
            return order[named[order] | (rng.random(len(order)) < EMPTY)]
        for group in steps.groups(self.lengths, size, rng, some=some):
            chosen = rng.integers(0, min(2, len(self.readings)), len(group))
            if len(self.readings) > 2:
                other = rng.random(len(chosen)) < recase
                chosen = np.where(other, rng.integers(2, len(self.readings), len(other)), chosen)
            yield self.batch(group, chosen)


def ewt():
    """EWT's train part: sentences and the names in each, by half-open word numbers."""
    names = corpus.ewt_names()
    trees = corpus.treebank("ud-ewt", "train")
    return trees, [names.get(s["id"], []) for s in trees]


def news(name):
    """The sentences of the reports in a file of names, cut by lang, and the names in each."""
    names = dict(corpus.names_file(name))
    forms, found = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        texts = {key: text for key, text in corpus.reports() if key in names}
        for k, key in enumerate(names):
            paths.append(os.path.join(folder, str(k)))
            with open(paths[-1], "w", encoding="utf-8", newline="") as f:
                f.write(texts[key])
        module = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        out = subprocess.run(["go", "run", "./cmd/verbale", "parse", "--format", "jsonl", *paths],
                             cwd=module, stdout=subprocess.PIPE, check=True).stdout
    keys = list(names)
    for line in out.decode().splitlines():
        s = json.loads(line)
        tokens = s["tokens"][:LONGEST]
        begins = {t["start"]: i for i, t in enumerate(tokens)}
        ends = {t["end"]: i + 1 for i, t in enumerate(tokens)}
        spans = names[keys[int(os.path.basename(s["document"]))]]
        forms.append([t["form"] for t in tokens])
        found.append([(begins[a], ends[b], kind) for a, b, kind in spans if a in begins and b in ends])
    return forms, found


def path(scores):
    """The best row of tags in which every name that begins ends."""
    before = np.full(len(TAGS), -1e9)
    before[0] = 0
    back = []
    closed = [0] + [k for k, t in enumerate(TAGS) if t[0] in "ES"]
    for z in scores:
        free = max(closed, key=lambda k: before[k])
        previous = np.full(len(TAGS), free)
        for k in range(1, len(TAGS), 4):
            previous[[k + 1, k + 2]] = k + 1 if before[k + 1] > before[k] else k
        back.append(previous)
        before = before[previous] + z
    k = max(closed, key=lambda k: before[k])
    out = []
    for previous in reversed(back):
        out.append(TAGS[k])
        k = previous[k]
    return out[::-1]


def found_names(tags):
    out, first = set(), 0
    for i, tag in enumerate(tags):
        if tag[0] in "BS":
            first = i
        if tag[0] in "ES":
            out.add((first, i + 1, tag[2:]))
    return out


@torch.no_grad()
def score(tower, part, kinds):
    """F1 of names of some kinds, all together and each, on the part's first reading."""
    tower.eval()
    right, found, wanted = ({k: 0 for k in kinds} for _ in range(3))
    order = np.argsort(part.lengths, kind="stable")
    for i in range(0, len(order), 64):
        group = order[i:i + 64]
        seen, mask, _ = part.batch(group, [0] * len(group))
        scores = tower(seen, mask).numpy()
        for a, k in enumerate(group):
            got, gold = found_names(path(scores[a, :part.lengths[k]])), set(part.names[k])
            for kind in kinds:
                right[kind] += sum(n[2] == kind for n in got & gold)
                found[kind] += sum(n[2] == kind for n in got)
                wanted[kind] += sum(n[2] == kind for n in gold)
    tower.train()
    r, f, w = (sum(c.values()) for c in (right, found, wanted))
    each = {k: round(200 * right[k] / max(1, found[k] + wanted[k]), 1) for k in kinds}
    return {"F1": round(200 * r / (f + w), 1), "precision": round(100 * r / max(1, f), 1),
            "recall": round(100 * r / w, 1), **each}


def uner_part(frozen):
    trees, gold = corpus.treebank("ud-ewt", "dev"), corpus.uner()
    # Three sentences are divided otherwise in UNER's version of the treebank.
    pairs = [(s["forms"], labels.spans(gold[s["id"]])) for s in trees if len(gold[s["id"]]) == len(s["forms"])]
    forms = [f for f, _ in pairs]
    return Part(forms, [n for _, n in pairs], [frozen.read(forms)])


def doubting(tower, weights, doubt, doubt_misc):
    """A copy of the tower that has these weights, with something taken from the scores of names."""
    tower = copy.deepcopy(tower)
    tower.load_state_dict(weights)
    with torch.no_grad():
        tower.tags.bias[1:] -= doubt
        tower.tags.bias[[k for k, tag in enumerate(TAGS) if tag.endswith("MISC")]] += doubt - doubt_misc
    return tower


def write(tower, tensors, first, part, out):
    """The model with the tower in integers."""
    most = {}

    def note(name, v):
        most[name] = max(most.get(name, 0.0), float(v.abs().max()))
    tower.eval()
    with torch.no_grad():
        order = np.argsort(part.lengths, kind="stable")
        for i in range(0, len(order), 64):
            seen, mask, _ = part.batch(order[i:i + 64], [0] * len(order[i:i + 64]))
            tower(seen, mask, note=note)
    w = modelfile.Writer()
    for name, tensor in tensors.items():
        if not name.startswith("names"):
            w.copy(name, tensor)
    w.lines("names", TAGS)
    w.ints("names.from", [first])
    w.layer("names.rows", tower.rows, UNIT, STATE)
    w.blocks("names.", tower.blocks, most)
    p = places(most["hidden"], MOST, 10)
    w.layer("names.hidden", tower.hidden, UNIT, p)
    w.layer("names.tags", tower.tags, p, SCORE)
    w.write(out)
    print("greatest", {k: round(v, 1) for k, v in most.items()})


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--model", required=True, help="a model file; a tower for names that it has is left out")
    args.add_argument("--whole", help="the model before narrow.py: the tower begins with its blocks, which are wider")
    args.add_argument("--out", required=True)
    args.add_argument("--steps", type=int, default=1600)
    args.add_argument("--batch", type=int, default=2048)
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--drop", type=float, default=0.5)
    args.add_argument("--news", type=float, default=0.4, help="share of the batches that are news")
    args.add_argument("--disturbed", type=float, default=0.5, help="share of EWT's batches that are disturbed")
    args.add_argument("--from", dest="first", type=int, default=6, help="blocks of the encoder that it stands on")
    args.add_argument("--doubt", type=float, default=1.5, help="taken from the scores of names")
    args.add_argument("--doubt-misc", type=float, default=0.7, help="the same for names of the kind MISC")
    args.add_argument("--every", type=int, default=400)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    memory.keep()
    torch.set_num_threads(1)  # the tower is too small for two
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    tensors = modelfile.read(args.model)
    frozen = Frozen(tensors, args.first)
    trees, of_trees = ewt()
    reports, of_reports = news("news.tsv")
    parts = []
    for forms, names in (([s["forms"] for s in trees], of_trees), (reports, of_reports)):
        readings = [frozen.read(forms), frozen.read(forms, HIDE, rng)]
        readings += [frozen.read([recased_forms(f, mode) for f in forms]) for mode in ("upper", "title", "lower")]
        parts.append(Part(forms, names, readings))
        print(len(forms), "sentences,", sum(map(len, names)), "names", flush=True)
    disturber = disturb.Disturber(trees, of_trees, [("news", f, n) for f, n in zip(reports, of_reports)])
    forms, names = [], []
    for _ in range(COPIES):
        for f, n in zip(*disturber.copy(rng)):
            forms.append(f[:LONGEST])
            names.append([name for name in n if name[1] <= LONGEST])
    disturbed = Part(forms, names, [frozen.read(forms, HIDE_MORE, rng)]).batches(args.batch, rng, 0)
    plain, of_news = (p.batches(args.batch, rng, 0.1) for p in parts)
    forms, names = news("news-measure.tsv")
    measured = {"UNER": (uner_part(frozen), KINDS[:3]), "news": (Part(forms, names, [frozen.read(forms)]), KINDS)}

    tower = Tower(Frozen(modelfile.read(args.whole), args.first) if args.whole else frozen)
    copied = [p for name, p in tower.named_parameters() if name.startswith("block")]
    fresh = [p for name, p in tower.named_parameters() if not name.startswith("block")]
    optimiser = torch.optim.AdamW([{"params": copied, "lr": 0.7 * args.rate}, {"params": fresh}], lr=args.rate,
                                  betas=(0.9, 0.98), weight_decay=0.01)
    schedule = steps.schedule(optimiser, 100, args.steps)
    average = steps.Average(tower)
    began = time.time()
    for step in range(1, args.steps + 1):
        if rng.random() < args.news:
            seen, mask, tags = next(of_news)
        else:
            seen, mask, tags = next(disturbed if rng.random() < args.disturbed else plain)
        z = tower(seen, mask, args.drop)
        loss = F.cross_entropy(z.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        average.after(step)
        if step % args.every == 0 or step == args.steps:
            print(f"step {step}, {time.time() - began:.0f} s, loss {float(loss.detach()):.3f}", flush=True)
            tower_now = doubting(tower, average.weights, args.doubt, args.doubt_misc)
            for name, (part, kinds) in measured.items():
                print(" ", name, score(tower_now, part, kinds), flush=True)
            write(tower_now, tensors, args.first, parts[0], args.out)


if __name__ == "__main__":
    main()
