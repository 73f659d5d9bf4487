"""Trains the network that tells names, which has an encoder of its own, and adds it to a model file; tags and trees stay
as they are. Wide networks that begin with the pre-trained encoder learn the names that are marked (names/README.md);
a narrower one learns from the marks and, on these texts and on plain text, from the mean of the others (Hinton, Vinyals
and Dean, "Distilling the Knowledge in a Neural Network", 2015)."""
import argparse
import copy
import os
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import features
import labels
import memory
import modelfile
import names_text
import narrow
import precision
import steps
from encoder import WIDTH, Reader, dropped, normal
from modelfile import MOST, SCORE, STATE, UNIT, places
from names_text import KINDS, TAGS
from train import IGNORED

HIDDEN = 256


class Names(Reader):
    def __init__(self, table_rows):
        super().__init__(table_rows)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.tags = nn.Linear(HIDDEN, len(TAGS))

    def forward(self, rows, mask, drop=0.0):
        """Scores of the tags of each word, [B, n, tags]."""
        x = self.encode(self.embed(rows), mask, drop)
        return self.tags(dropped(F.relu(self.hidden(x)), drop, self.training))


class Source:
    """Endless batches of the texts: rows, the same with words hidden, mask and tags."""

    def __init__(self, plain, raw, reports, disturbed, args, rng):
        self.args, self.rng = args, rng
        self.plain, self.raw, self.reports, self.disturbed = (
            part.batches(args.batch, rng) for part in (plain, raw, reports, disturbed))

    def __next__(self):
        if self.rng.random() < self.args.news:
            return next(self.reports)
        if self.rng.random() < self.args.disturbed:
            return next(self.disturbed)
        return next(self.raw if self.rng.random() < 0.5 else self.plain)


def shares(scores):
    return F.softmax(scores.float(), -1)


def learn(net, source, args, count, report, teachers=(), text=None):
    """Teaches net by the marks and, where there are teachers, by the mean of theirs, there and on plain text."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = steps.schedule(optimiser, 100, count)
    average = steps.Average(net)
    drop = args.drop_taught if teachers else args.drop
    began, losses = time.time(), []
    for step in range(1, count + 1):
        optimiser.zero_grad(set_to_none=True)
        for rows, shown, mask, tags in [next(source)] + ([(*next(text), None)] if teachers else []):
            rows, mask = torch.from_numpy(rows), torch.from_numpy(mask)
            with precision.autocast():
                scores = net(torch.from_numpy(shown), mask, drop).float()
                with torch.no_grad():
                    taught = sum(shares(t(rows, mask)) for t in teachers)
            loss = 0
            if tags is not None:
                loss = F.cross_entropy(scores.flatten(0, 1), torch.from_numpy(tags).flatten(), ignore_index=IGNORED)
                if teachers:
                    loss = loss * args.told
            if teachers:
                far = -(taught / len(teachers) * F.log_softmax(scores, -1)).sum(-1) * mask[..., 0]
                loss = loss + far.sum() / mask.sum()
            losses.append(float(loss.detach()))
            loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        average.after(step)
        if step % args.every == 0 or step == count:
            print(f"step {step}, {time.time() - began:.0f} s, loss {np.mean(losses):.4f}", flush=True)
            losses = []
            own = copy.deepcopy(net.state_dict())
            net.load_state_dict(average.weights)
            report(net)
            if step < count:
                net.load_state_dict(own)
    return net.eval()


def text_of(path, size, rng):
    """Endless batches of plain text: rows, the same, mask."""
    for rows, mask in narrow.plain(path, size, rng):
        yield rows, rows, mask


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


def grouped(part, size=64):
    order = np.argsort(part.lengths, kind="stable")
    for i in range(0, len(order), size):
        yield order[i:i + size]


@torch.no_grad()
def score(net, part, kinds):
    """F1 of names of some kinds, all together and each, on the part as it is."""
    net.eval()
    right, found, wanted = ({k: 0 for k in kinds} for _ in range(3))
    for group in grouped(part):
        rows, mask, _ = part.batch(group)
        scores = net(torch.from_numpy(rows), torch.from_numpy(mask)).numpy()
        for a, k in enumerate(group):
            got, gold = found_names(path(scores[a, :part.lengths[k]])), set(part.names[k])
            for kind in kinds:
                right[kind] += sum(n[2] == kind for n in got & gold)
                found[kind] += sum(n[2] == kind for n in got)
                wanted[kind] += sum(n[2] == kind for n in gold)
    net.train()
    r, f, w = (sum(c.values()) for c in (right, found, wanted))
    each = {k: round(200 * right[k] / max(1, found[k] + wanted[k]), 1) for k in kinds}
    return {"F1": round(200 * r / max(1, f + w), 1), "precision": round(100 * r / max(1, f), 1),
            "recall": round(100 * r / w, 1), **each}


def uner_part(words):
    trees, gold = corpus.treebank("ud-ewt", "dev"), corpus.uner()
    # Three sentences are divided otherwise in UNER's version of the treebank.
    pairs = [(s["forms"], labels.spans(gold[s["id"]])) for s in trees if len(gold[s["id"]]) == len(s["forms"])]
    return names_text.Part([f for f, _ in pairs], [n for _, n in pairs], words)


def doubting(net, doubt, doubt_misc):
    """A copy of net with something taken from the scores of names."""
    net = copy.deepcopy(net)
    with torch.no_grad():
        net.tags.bias[1:] -= doubt
        net.tags.bias[[k for k, tag in enumerate(TAGS) if tag.endswith("MISC")]] += doubt - doubt_misc
    return net


@torch.no_grad()
def write(net, tensors, part, out):
    """The model with the network for names in integers."""
    most = {}

    def note(name, v):
        most[name] = max(most.get(name, 0.0), float(v.abs().max()))
    net = net.eval()
    for group in grouped(part):
        rows, mask, _ = part.batch(group)
        mask = torch.from_numpy(mask)
        x = net.encoder.input(normal(net.embed(torch.from_numpy(rows))))
        for k, block in enumerate(net.encoder.blocks):
            x = block(x, mask, 0.0, lambda v, k=k: note(f"block{k}", v * mask))
        note("state", x * mask)
        note("hidden", F.relu(net.hidden(normal(x))) * mask)
    w = modelfile.Writer()
    for name, tensor in tensors.items():
        if not name.startswith("names"):
            w.copy(name, tensor)
    w.lines("names", TAGS)
    w.table("names.table", net.encoder.table)
    w.layer("names.input", net.encoder.input, UNIT, STATE)
    w.blocks("names.", net.encoder.blocks, most)
    p = places(most["hidden"], MOST, 10)
    w.layer("names.hidden", net.hidden, UNIT, p)
    w.layer("names.tags", net.tags, p, SCORE)
    w.write(out)
    print("greatest", {k: round(v, 1) for k, v in most.items()})


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--model", required=True, help="a model file; a network for names that it has is left out")
    args.add_argument("--encoder", required=True, help="the pre-trained encoder")
    args.add_argument("--text", required=True, help="text of pre-training, from prepare.py")
    args.add_argument("--out", required=True)
    args.add_argument("--teachers", type=int, default=3)
    args.add_argument("--keep", help="folder in which teachers are kept, and found again")
    args.add_argument("--steps", type=int, default=1600, help="of each teacher")
    args.add_argument("--steps-taught", type=int, default=2400)
    args.add_argument("--units", type=int, default=1024, help="hidden units of the blocks of the one that is taught")
    args.add_argument("--batch", type=int, default=3072)
    args.add_argument("--plain", type=int, default=2048, help="words of plain text a step of the one that is taught")
    args.add_argument("--rate", type=float, default=1e-3)
    args.add_argument("--drop", type=float, default=0.5)
    args.add_argument("--drop-taught", type=float, default=0.2)
    args.add_argument("--told", type=float, default=0.3, help="weight of the marks beside the teachers")
    args.add_argument("--news", type=float, default=0.35, help="share of the batches that are news")
    args.add_argument("--disturbed", type=float, default=0.5, help="share of EWT's batches that are disturbed")
    args.add_argument("--doubt", type=float, default=1.5, help="taken from the scores of names")
    args.add_argument("--doubt-misc", type=float, default=0.7, help="the same for names of the kind MISC")
    args.add_argument("--every", type=int, default=800)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    memory.keep()
    torch.set_num_threads(2)
    tensors = modelfile.read(args.model)
    words = {w: i + 3 for i, w in enumerate(modelfile.values(tensors["words"]))}
    rng = np.random.default_rng(args.seed)
    trees, plain, raw = names_text.ewt(words)
    reports = names_text.news("news.tsv", words, 0.15, 0.1)
    disturbed = names_text.disturbed(trees, plain, reports, words, rng)
    parts = plain, raw, reports, disturbed
    for part in parts:
        print(len(part.forms), "sentences,", sum(map(len, part.names)), "names", flush=True)
    measured = {"UNER": (uner_part(words), KINDS[:3]), "news": (names_text.news("news-measure.tsv", words), KINDS)}

    def report(net):
        for name, (part, kinds) in measured.items():
            print(" ", name, score(doubting(net, args.doubt, args.doubt_misc), part, kinds), flush=True)

    def begun(seed):
        torch.manual_seed(seed)
        net = Names(features.table_size(words))
        net.encoder.load_state_dict(torch.load(args.encoder))
        return net

    teachers = []
    for seed in range(args.seed, args.seed + args.teachers):
        kept = args.keep and os.path.join(args.keep, f"names{seed}.pt")
        net = begun(seed)
        if kept and os.path.exists(kept):
            net.load_state_dict(torch.load(kept))
            net.eval()
        else:
            source = Source(*parts, args, np.random.default_rng(seed))
            learn(net, source, args, args.steps, report)
            if kept:
                torch.save(net.state_dict(), kept)
        teachers.append(net)
    rng = np.random.default_rng(args.seed + args.teachers)
    net = copy.deepcopy(teachers[0])
    worths = narrow.worth(net, (part.batch(group)[:2] for part in parts[1:3] for group in list(grouped(part))[::8]))
    widths = narrow.ranked(worths, args.units)
    print("widths", widths, flush=True)
    narrow.cut(net, worths, widths)
    text = text_of(args.text, args.plain, rng)
    learn(net.train(), Source(*parts, args, rng), args, args.steps_taught, report, teachers, text)
    write(doubting(net, args.doubt, args.doubt_misc), tensors, parts[1], args.out)


if __name__ == "__main__":
    main()
