"""Writes a trained network as a model file in integers, all but the network for names, which names.py adds."""
import argparse
import sys

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import features
from encoder import normal
from modelfile import MOST, SCORE, STATE, UNIT, Writer, places
from network import REACH, Network
from train import COLUMNS, Example, batch_of

DEP_MOST, HEAD_MOST = 2047, 4095  # limits of activations, as in lang/network.go


@torch.no_grad()
def calibrate(net, words):
    """The greatest activation of each kind over some sentences of EWT's train part."""
    most = {}

    def note(name, v):
        most[name] = max(most.get(name, 0.0), float(v.abs().max()))
    trees = corpus.treebank("ud-ewt", "train")[:3000]
    examples = sorted((Example(s["forms"], words) for s in trees), key=lambda e: len(e.rows))
    for i in range(0, len(examples), 50):
        rows, mask, _ = batch_of(examples[i:i + 50])
        rows, mask = torch.from_numpy(rows), torch.from_numpy(mask)
        x = net.encoder.input(normal(net.embed(rows)))
        for k, block in enumerate(net.encoder.blocks):
            x = block(x, mask, 0.0, lambda h, k=k: note(f"block{k}", h * mask))
        note("state", x * mask)
        y = normal(x)
        note("hidden", F.relu(net.hidden(y)) * mask)
        dep = F.relu(net.arc_dep(y))
        note("dep", dep * mask)
        note("head", F.relu(net.arc_head(y)) * mask)
        note("u", net.arc(dep) * mask)
        note("label", (net.label_dep(y).abs() + net.label_head(y).abs()) * mask)
    return most


def write(net, classes, vocabulary, path):
    """Writes net, whose tags may go on with those of names, to a model file."""
    words = {w: i + 3 for i, w in enumerate(vocabulary)}
    net.eval()
    # The head for names is a lesson only: names have a network of their own.
    names = sum(net.sizes[:COLUMNS.index("entity")])
    net.tags.weight, net.tags.bias = torch.nn.Parameter(net.tags.weight[:names]), torch.nn.Parameter(net.tags.bias[:names])
    most = calibrate(net, words)
    print({k: round(v, 1) for k, v in most.items()}, file=sys.stderr)
    w = Writer()
    head, u = places(max(most["head"], float(net.arc_root.detach().max())), HEAD_MOST, 10), places(most["u"], DEP_MOST, 10)
    reach, label = min(10, head + u), places(most["label"], MOST, STATE)
    w.ints("numbers", [head + u - reach, STATE - label, REACH, 0])
    for name, column in (("upos", "upos"), ("xpos", "xpos"), ("feats", "feats"), ("deprel", "deprel"),
                         ("lemma", "lemma")):
        w.lines(name, classes[column])
    w.lines("words", vocabulary)
    w.table("table", net.encoder.table)
    w.layer("input", net.encoder.input, UNIT, STATE)
    w.blocks("", net.encoder.blocks, most)
    p = places(most["hidden"], MOST, 10)
    w.layer("hidden", net.hidden, UNIT, p)
    w.layer("tags", net.tags, p, SCORE)
    p = places(most["dep"], MOST, 10)
    w.layer("arc_dep", net.arc_dep, UNIT, p)
    w.layer("arc_head", net.arc_head, UNIT, head)
    w.ints("arc_root", np.round(np.maximum(net.arc_root.detach().numpy(), 0) * 2.0 ** head))
    w.layer("arc", net.arc, p, u)
    w.layer("arc_reach", net.arc_reach, p, reach)
    w.layer("label_dep", net.label_dep, UNIT, STATE)
    w.layer("label_head", net.label_head, UNIT, STATE)
    w.ints("label_root", np.round(net.label_root.detach().numpy() * 2.0 ** STATE))
    w.ints("label_reach", np.round(net.label_reach.detach().numpy() * 2.0 ** STATE))
    w.layer("label", net.label, label, SCORE)
    w.write(path)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--network", required=True, nargs="+", help="where there are several, their mean is taken")
    args.add_argument("--out", required=True)
    args = args.parse_args()
    saved, *others = [torch.load(path) for path in args.network]
    for key, value in saved["net"].items():
        saved["net"][key] = torch.stack([value] + [o["net"][key] for o in others]).mean(0)
    classes, vocabulary = saved["classes"], saved["words"]
    net = Network(features.table_size(vocabulary), [len(classes[c]) for c in COLUMNS], len(classes["deprel"]))
    net.load_state_dict(saved["net"])
    write(net, classes, vocabulary, args.out)


if __name__ == "__main__":
    main()
