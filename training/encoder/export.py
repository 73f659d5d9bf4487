#!/usr/bin/env python3
"""Rounds a checkpoint to integers and writes the file that lang/encoder/model.go describes: export.py CHECKPOINT --tokenizer FILE --out FILE"""
import argparse
import math
import pathlib
import struct

import numpy as np
import torch

from network import BUCKETS, NONE, WIDTH, Encoder, Network
from text import SHAPES, tokenizer

UNIT, GAIN, TRUST = 1 << 10, 1 << 12, 1 << 12
EMBEDDED, SCALE = 1 << 16, 1 << 24
GELU_MOST, GELU_STEP = 4, 1 << 8
IMPOSSIBLE = -1 << 28


def checksum(data):
    """CRC-32C"""
    table = []
    for i in range(256):
        for _ in range(8):
            i = (i >> 1) ^ (0x82F63B78 if i & 1 else 0)
        table.append(i)
    rows = np.array(table, dtype=np.uint32)
    crc = 0xFFFFFFFF
    for byte in data:
        crc = int(rows[(crc ^ byte) & 0xFF]) ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


class Writer:
    def __init__(self):
        self.parts = []

    def put(self, array, kind):
        data = np.ascontiguousarray(array).astype(kind).tobytes()
        self.parts.append(data + bytes(-len(data) % 64))

    def numbers(self, tensor, unit):
        self.put(np.rint(tensor.detach().double().numpy() * unit), "<i4")

    def rows(self, weight):
        """Signed bytes with a scale a row; gives the scales"""
        weight = weight.detach().double().numpy()
        scale = np.maximum(np.abs(weight).max(1), 1e-12) / 127
        self.put(np.rint(weight / scale[:, None]), "i1")
        return scale

    def linear(self, weight, bias):
        scale = self.rows(weight) / 127  # of activations, too, the largest is 127
        shift = min(32, int(math.floor(math.log2(32767 / scale.max()))))
        self.put(np.rint(scale * 2.0**shift), "<i4")
        self.numbers(bias, UNIT)
        self.put([shift], "<i4")

    def norm(self, layer):
        self.numbers(layer.weight, GAIN)
        self.numbers(layer.bias, UNIT)


def restore(path, tok):
    saved = torch.load(path, weights_only=True, map_location="cpu")["network"]
    layers = 1 + max(int(k.split(".")[2]) for k in saved if k.startswith("encoder.layers."))
    network = Network(Encoder(tok.get_vocab_size(), layers=layers))
    network.load_state_dict(saved)
    return network.eval()


def steps(crf):
    table = crf.step.detach().double() * UNIT
    return torch.where(crf.never == NONE, torch.tensor(float(IMPOSSIBLE), dtype=torch.double), table)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("--tokenizer", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--bias", type=float, nargs=2, default=(0.0, 0.0), help="taken off the score of no tag, of outer and inner cues")
    a = parser.parse_args()
    tok = tokenizer(a.tokenizer)
    n, w = restore(a.checkpoint, tok), Writer()
    e = n.encoder
    pieces = "\n".join(p for p, _ in sorted(tok.get_vocab().items(), key=lambda x: x[1])).encode()
    w.put(np.frombuffer(pieces, dtype="u1"), "u1")
    w.put(np.rint(w.rows(e.words.weight) * SCALE), "<i4")
    w.numbers(e.positions.weight, EMBEDDED)
    w.numbers(e.shapes.weight, EMBEDDED)
    w.norm(e.norm)
    for layer in e.layers:
        w.linear(layer.qkv.weight, layer.qkv.bias)
        w.linear(layer.out.weight, layer.out.bias)
        w.norm(layer.norm1)
        w.linear(layer.up.weight, layer.up.bias)
        w.linear(layer.down.weight, layer.down.bias)
        w.norm(layer.norm2)
    x = torch.arange(-GELU_MOST * GELU_STEP, GELU_MOST * GELU_STEP + 1, dtype=torch.double) / GELU_STEP
    table = np.rint(torch.nn.functional.gelu(x).numpy() * UNIT)
    table[0], table[-1] = 0, GELU_MOST * UNIT  # so that the ends join what lies beyond
    w.put(table, "<i2")
    h = e.words.embedding_dim
    weight = [n.flat.weight, n.inner.weight, n.word.weight]
    bias = [n.flat.bias, n.inner.bias, n.word.bias]
    for layer in (n.gain, n.add):
        weight += [layer.weight[:, :h], layer.weight[:, h:]]
        bias += [layer.bias, torch.zeros(WIDTH)]
    w.linear(torch.cat(weight), torch.cat(bias))
    w.numbers(n.sort.weight, UNIT)
    w.numbers(n.distance.weight, UNIT)
    w.linear(n.mark.weight, n.mark.bias)
    w.numbers(n.trust, TRUST)
    for crf in (n.crf, n.inner_crf, *n.cue_crf):
        w.put(np.rint(steps(crf).numpy()), "<i4")
    w.put([round(x * UNIT) for x in a.bias], "<i4")
    sizes = (tok.get_vocab_size(), len(pieces), h, len(e.layers), e.layers[0].up.out_features, len(e.positions.weight), WIDTH)
    rest = struct.pack("<7I", *sizes) + bytes(64 - 24 - 28) + b"".join(w.parts)
    rest = struct.pack("<Q", 24 + len(rest)) + rest
    head = b"VERBENC\0" + struct.pack("<II", 1, checksum(rest))
    a.out.write_bytes(head + rest)
    print(f"{a.out}: {(len(head) + len(rest)) / 1e6:.1f} MB")
    assert SHAPES == 16 and len(n.distance.weight) == 2 * (2 * BUCKETS + 1)


if __name__ == "__main__":
    main()
