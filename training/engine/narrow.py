"""Narrows the blocks of a model's encoder: takes from each the hidden units that do least and tunes what is left,
taught by the treebanks and, on them and on plain text, by the whole network (Hinton, Vinyals and Dean, "Distilling
the Knowledge in a Neural Network", 2015). Writes a model without names."""
import argparse
import copy
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import features
import memory
import modelfile
import steps
import train
from encoder import normal
from export import write
from modelfile import SCORE, STATE, UNIT
from network import Network

COLUMNS = train.COLUMNS[:4]  # names have a network of their own
# Of 256. The units of a block that come next would each do as much as those of any other.
WIDTHS = (160, 96, 64, 160, 128, 128, 160, 160)


def network(tensors):
    """The network of a model file, in floats, its classes and its words."""
    classes = {c: modelfile.values(tensors[c]) for c in COLUMNS + ("deprel",)}
    vocabulary = modelfile.values(tensors["words"])
    net = Network(features.table_size(vocabulary), [len(classes[c]) for c in COLUMNS], len(classes["deprel"]))

    def put(layer, name, places_in, places_out):
        weight, bias = modelfile.linear(tensors, name, places_in, places_out)
        layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)

    def numbers(name, places):
        return nn.Parameter(torch.from_numpy(modelfile.values(tensors[name]).astype(np.float32) / 2.0 ** places))
    shifts = modelfile.values(tensors["numbers"])[:, 0]
    net.encoder.table.weight = nn.Parameter(torch.from_numpy(modelfile.values(tensors["table"]).astype(np.float32)))
    put(net.encoder.input, "input", UNIT, STATE)
    # Binary places between two layers cancel out, so that any do; so do those of the two sides of an arc.
    any_places = 10
    for k, block in enumerate(net.encoder.blocks):
        put(block.inner, f"block{k}.inner", UNIT, any_places)
        put(block.outer, f"block{k}.outer", any_places, STATE)
    put(net.hidden, "hidden", UNIT, any_places)
    put(net.tags, "tags", any_places, SCORE)
    head = 5
    put(net.arc_dep, "arc_dep", UNIT, any_places)
    put(net.arc_head, "arc_head", UNIT, head)
    net.arc_root = nn.Parameter(numbers("arc_root", head)[:, 0].detach())
    put(net.arc, "arc", any_places, any_places + int(shifts[0]) - head)
    put(net.arc_reach, "arc_reach", any_places, any_places)
    put(net.label_dep, "label_dep", UNIT, STATE)
    put(net.label_head, "label_head", UNIT, STATE)
    net.label_root = nn.Parameter(numbers("label_root", STATE)[:, 0].detach())
    net.label_reach = numbers("label_reach", STATE)
    put(net.label, "label", STATE - int(shifts[1]), SCORE)
    return net, classes, vocabulary


@torch.no_grad()
def worth(net, batches):
    """What each hidden unit of each block does: the mean square of its part in what the block adds, up to a factor,
    over batches of rows and mask."""
    squares = [0.0] * len(net.encoder.blocks)
    for rows, mask in batches:
        mask = torch.from_numpy(mask)
        x = net.encoder.input(normal(net.embed(torch.from_numpy(rows))))
        for k, block in enumerate(net.encoder.blocks):
            def note(h, k=k):
                squares[k] = squares[k] + (h * mask).square().sum((0, 1))
            x = block(x, mask, 0.0, note)
    return [square * block.outer.weight.square().sum(0) for block, square in zip(net.encoder.blocks, squares)]


def ranked(worths, total):
    """So many widths of blocks, multiples of 32 and together about total, that units left out do less than any kept."""
    least = torch.cat(worths).sort(descending=True).values[total - 1]
    return [max(32, (int((w >= least).sum()) + 16) // 32 * 32) for w in worths]


@torch.no_grad()
def cut(net, worths, widths):
    """Leaves each block so many units, those that are worth most."""
    for block, of, width in zip(net.encoder.blocks, worths, widths):
        kept = of.argsort(descending=True)[:width].sort().values
        block.inner.weight = nn.Parameter(block.inner.weight[kept].clone())
        block.inner.bias = nn.Parameter(block.inner.bias[kept].clone())
        block.outer.weight = nn.Parameter(block.outer.weight[:, kept].clone())


def plain(path, size, rng):
    """Endless batches of about size words of the text of pre-training: rows and mask."""
    data = np.load(path)
    rows, flat, lengths = data["rows"], data["flat"], data["lengths"]
    starts = np.cumsum(lengths) - lengths
    for group in steps.groups(lengths, size, rng):
        shown = np.zeros((len(group), lengths[group].max(), features.WIDTH), np.int64)
        mask = np.zeros((*shown.shape[:2], 1), np.float32)
        for a, k in enumerate(group):
            shown[a, :lengths[k]] = rows[flat[starts[k]:starts[k] + lengths[k]]]
            mask[a, :lengths[k]] = 1
        yield shown, mask


def tags_and_arcs(net, e, mask, drop):
    """The encoder's state, the scores of all tags and of arcs."""
    real = mask[..., 0] > 0
    blocked = ~torch.cat([torch.ones_like(real[:, :1]), real], 1).unsqueeze(1)
    x = net.encode(e, mask, drop)
    return x, [*net.classify(x, drop), net.arcs(x, drop).masked_fill(blocked, -1e4)]


def divergence(scores, taught, real):
    """How far the shares that scores give lie from those that are taught, a word."""
    of = sum((F.softmax(t, -1) * (F.log_softmax(t, -1) - F.log_softmax(s, -1))).sum(-1) for s, t in zip(scores, taught))
    return (of * real).sum() / real.sum()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--model", required=True)
    args.add_argument("--text", required=True, help="text of pre-training, from prepare.py")
    args.add_argument("--out", required=True)
    args.add_argument("--steps", type=int, default=1200)
    args.add_argument("--gold", type=int, default=2048, help="words of the treebanks a step")
    args.add_argument("--plain", type=int, default=1536, help="words of plain text a step")
    args.add_argument("--rate", type=float, default=6e-4)
    args.add_argument("--drop", type=float, default=0.2)
    args.add_argument("--every", type=int, default=300)
    args.add_argument("--seed", type=int, default=5)
    args = args.parse_args()
    memory.keep()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    rng = np.random.default_rng(args.seed)
    whole, classes, vocabulary = network(modelfile.read(args.model))
    words = {w: i + 3 for i, w in enumerate(vocabulary)}
    trees = corpus.treebank("ud-ewt", "train") + corpus.treebank("ud-gum", "train")
    ids = {c: {v: i for i, v in enumerate(vs)} for c, vs in classes.items()}
    gold = [train.tree_example(s, words, ids) for s in trees]
    genres = {s["genre"] for s in trees}
    dev = {"EWT": corpus.treebank("ud-ewt", "dev"),
           "GUM": [s for s in corpus.treebank("ud-gum", "dev") if s["genre"] in genres]}
    examples = {k: [train.Example(s["forms"], words) for s in v] for k, v in dev.items()}

    net = copy.deepcopy(whole)
    some = sorted(gold[:3000], key=lambda e: len(e.rows))
    cut(net, worth(net, (train.batch_of(some[i:i + 50])[:2] for i in range(0, len(some), 50))), WIDTHS)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = steps.schedule(optimiser, 60, args.steps)
    average = steps.Average(net)
    source, text = train.batches(gold, args.gold, rng, words, 0.06), plain(args.text, args.plain, rng)
    began, sums, seen = time.time(), [], 0
    for step in range(1, args.steps + 1):
        optimiser.zero_grad(set_to_none=True)
        losses = []
        for rows, mask, targets in (train.batch_of(next(source)), (*next(text), None)):
            seen += int(mask.sum())
            real = torch.from_numpy(mask)
            with torch.no_grad():
                x, taught = tags_and_arcs(whole, whole.embed(torch.from_numpy(rows)), real, 0.0)
                heads = taught[-1].argmax(-1)
                taught.append(whole.relations(x, heads))
            shown = rows if targets is None else train.corrupt(rows, rng, 0.08, 0.01)
            x, scores = tags_and_arcs(net, net.embed(torch.from_numpy(shown)), real, args.drop)
            far = divergence([*scores, net.relations(x, heads, args.drop)], taught, real[..., 0])
            losses.append(float(far.detach()))
            if targets is None:
                loss = 2 * far
            else:
                # Sentences in another case have no lemmas: a batch may be without.
                t = {c: torch.from_numpy(v) for c, v in targets.items() if (v != train.IGNORED).any()}
                relations = net.relations(x, t["head"].clamp(min=0), args.drop)
                told = sum(train.cross_entropy(z, t[c])
                           for c, z in zip((*COLUMNS, "head", "deprel"), [*scores, relations]) if c in t)
                losses.append(float(told.detach()))
                loss = far + told
            loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        sums.append(losses)
        average.after(step)
        if step % 100 == 0:
            print(f"step {step} far {np.mean(sums, 0)[0]:.3f} told {np.mean(sums, 0)[1]:.3f} "
                  f"far in text {np.mean(sums, 0)[2]:.3f} words/s {seen / (time.time() - began):.0f}", flush=True)
            sums = []
        if step % args.every == 0 or step == args.steps:
            mean = copy.deepcopy(net)
            mean.load_state_dict(average.weights)
            for k in dev:
                print("dev", k, train.score(mean, dev[k], examples[k], classes), flush=True)
            write(mean, classes, vocabulary, args.out)


if __name__ == "__main__":
    main()
