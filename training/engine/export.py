"""Writes a trained network as the integer model file that lang reads (see lang/model.go)."""
import argparse
import hashlib
import math
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import features
from encoder import DILATIONS, normal
from network import ARC, REACH, Network
from train import COLUMNS, Example, batch_of

MAGIC, VERSION, ALIGN = b"VERBALE\0", 1, 64
STATE, SCORE, UNIT = 12, 12, 8  # binary places of the state, of scores, of normalised activations
# Added to the score of "no name": silver names are too many for gold's taste (UNER dev).
NAME_DOUBT = 1.0
MOST, DEP_MOST, HEAD_MOST = 32767, 2047, 4095  # limits of activations, as in lang/network.go


def _crc32c(data):
    """CRC-32C, eight bytes at a time by tables."""
    tables = np.zeros((8, 256), np.uint32)
    for i in range(256):
        c = i
        for _ in range(8):
            c = (c >> 1) ^ (0x82F63B78 if c & 1 else 0)
        tables[0, i] = c
    for k in range(1, 8):
        tables[k] = tables[0][tables[k - 1] & 255] ^ (tables[k - 1] >> 8)
    t = [[int(v) for v in row] for row in tables]
    t7, t6, t5, t4, t3, t2, t1, t0 = t[7], t[6], t[5], t[4], t[3], t[2], t[1], t[0]
    crc = 0xFFFFFFFF
    whole = len(data) // 8 * 8
    for low, high in struct.iter_unpack("<II", data[:whole]):
        low ^= crc
        crc = (t7[low & 255] ^ t6[low >> 8 & 255] ^ t5[low >> 16 & 255] ^ t4[low >> 24] ^
               t3[high & 255] ^ t2[high >> 8 & 255] ^ t1[high >> 16 & 255] ^ t0[high >> 24])
    for b in data[whole:]:
        crc = t0[(crc ^ b) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def quantise(weights, limit=14):
    """Signed bytes and binary places, row by row: the places with the least squared error."""
    rows, places = [], []
    for w in weights:
        top = float(np.abs(w).max())
        base = limit if top == 0 else min(limit, math.floor(math.log2(127.49 / top)))
        best = None
        for p in (base, base + 1):
            if p > limit:
                continue
            q = np.clip(np.round(w * 2.0 ** p), -127, 127)
            error = float(((q / 2.0 ** p - w) ** 2).sum())
            if best is None or error < best[0]:
                best = (error, q.astype(np.int8), p)
        rows.append(best[1])
        places.append(best[2])
    return np.stack(rows), np.array(places)


class Writer:
    def __init__(self):
        self.tensors = []

    def ints(self, name, values):
        v = np.asarray(values, np.int64)
        assert np.abs(v).max(initial=0) < 2 ** 31, name
        self.tensors.append((name, 2, v.shape[0], v.shape[1] if v.ndim > 1 else 1, v.astype("<i4").tobytes()))

    def bytes(self, name, values):
        self.tensors.append((name, 1, values.shape[0], values.shape[1], values.astype(np.int8).tobytes()))

    def lines(self, name, values):
        assert all("\n" not in v for v in values)
        self.tensors.append((name, 3, len(values), 1, "\n".join(values).encode()))

    def layer(self, name, linear, places_in, places_out):
        """A layer whose inputs and outputs have so many binary places."""
        w = linear.weight.detach().float().numpy()
        b = linear.bias.detach().float().numpy()
        q, places = quantise(w)
        shift = places + places_in - places_out
        assert shift.min() >= 0, (name, shift.min())
        half = np.where(shift > 0, 2.0 ** (shift - 1), 0)
        self.bytes(name + ".weight", q)
        self.ints(name + ".bias", np.round(b * 2.0 ** (places + places_in) + half))
        self.ints(name + ".shift", shift)

    def write(self, path):
        head = b""
        offset = 32 + 64 * len(self.tensors)
        body = b""
        for name, kind, rows, columns, data in self.tensors:
            gap = -(offset + len(body)) % ALIGN
            body += b"\0" * gap
            head += struct.pack("<40sIIIIQ", name.encode(), kind, rows, columns, len(data), offset + len(body))
            body += data
        rest = head + body
        with open(path, "wb") as f:
            f.write(struct.pack("<8sIIQII", MAGIC, VERSION, len(self.tensors), 32 + len(rest), _crc32c(rest), 0))
            f.write(rest)


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
        bag = F.embedding_bag(rows.reshape(-1, rows.shape[-1]), net.encoder.table.weight, mode="sum")
        x = net.encoder.input(normal(bag.reshape(*rows.shape[:2], -1)))
        for k, block in enumerate(net.encoder.blocks):
            y = normal(x) * mask
            p = F.pad(y, (0, 0, block.dilation, block.dilation))
            y = F.relu(block.inner(torch.cat([p[:, :-2 * block.dilation], y, p[:, 2 * block.dilation:]], -1)))
            note(f"block{k}", y * mask)
            x = x + block.outer(y)
        note("state", x * mask)
        y = normal(x)
        note("hidden", F.relu(net.hidden(y)) * mask)
        dep = F.relu(net.arc_dep(y))
        note("dep", dep * mask)
        note("head", F.relu(net.arc_head(y)) * mask)
        note("u", net.arc(dep) * mask)
        note("label", (net.label_dep(y).abs() + net.label_head(y).abs()) * mask)
    return most


def places(greatest, limit, cap):
    """Binary places that leave a third of headroom over the greatest value."""
    return max(0, min(cap, math.floor(math.log2(limit / (1.3 * greatest)))))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--network", required=True, nargs="+", help="where there are several, their mean is taken")
    args.add_argument("--out", required=True)
    args = args.parse_args()
    saved, *others = [torch.load(path) for path in args.network]
    for key, value in saved["net"].items():
        saved["net"][key] = torch.stack([value] + [o["net"][key] for o in others]).mean(0)
    classes, vocabulary = saved["classes"], saved["words"]
    words = {w: i + 3 for i, w in enumerate(vocabulary)}
    net = Network(features.table_size(words), [len(classes[c]) for c in COLUMNS], len(classes["deprel"]))
    net.load_state_dict(saved["net"])
    net.eval()
    with torch.no_grad():
        net.tags.bias[sum(net.sizes[:COLUMNS.index("entity")])] += NAME_DOUBT
    most = calibrate(net, words)
    print({k: round(v, 1) for k, v in most.items()}, file=sys.stderr)
    w = Writer()
    head, u = places(max(most["head"], float(net.arc_root.detach().max())), HEAD_MOST, 10), places(most["u"], DEP_MOST, 10)
    reach, label = min(10, head + u), places(most["label"], MOST, STATE)
    w.ints("numbers", [head + u - reach, STATE - label, REACH, 0])
    for name, column in (("upos", "upos"), ("xpos", "xpos"), ("feats", "feats"), ("deprel", "deprel"),
                         ("lemma", "lemma"), ("entity", "entity")):
        w.lines(name, classes[column])
    w.lines("words", vocabulary)
    table = net.encoder.table.weight.detach().numpy()
    used = np.abs(table[np.abs(table).sum(1) > 0])
    scale = 127 / min(used.max(), float(np.quantile(used, 0.9999)) * 1.1)
    w.bytes("table", np.clip(np.round(table * scale), -127, 127))
    w.layer("input", net.encoder.input, UNIT, STATE)
    w.ints("dilations", list(DILATIONS))
    for k, block in enumerate(net.encoder.blocks):
        p = places(most[f"block{k}"], MOST, 10)
        w.layer(f"block{k}.inner", block.inner, UNIT, p)
        w.layer(f"block{k}.outer", block.outer, p, STATE)
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
    w.write(args.out)
    with open(args.out, "rb") as f:
        data = f.read()
    print(len(data), "bytes, SHA-256", hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
