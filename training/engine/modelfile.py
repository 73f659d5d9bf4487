"""Writes and reads the integer model file that lang reads (see lang/model.go)."""
import hashlib
import math
import struct

import numpy as np
import torch

MAGIC, VERSION, ALIGN = b"VERBALE\0", 3, 64
STATE, SCORE, UNIT = 12, 12, 8  # binary places of the state, of scores, of normalised activations
BYTES, INTS, LINES = 1, 2, 3  # kinds of tensors
MOST = 32767  # limit of activations, as in lang/network.go


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
        self.tensors.append((name, INTS, v.shape[0], v.shape[1] if v.ndim > 1 else 1, v.astype("<i4").tobytes()))

    def bytes(self, name, values):
        self.tensors.append((name, BYTES, values.shape[0], values.shape[1], values.astype(np.int8).tobytes()))

    def lines(self, name, values):
        assert all("\n" not in v for v in values)
        self.tensors.append((name, LINES, len(values), 1, "\n".join(values).encode()))

    def table(self, name, embedding):
        """Rows that are summed and then normalised, so that their scale is free."""
        rows = embedding.weight.detach().numpy()
        used = np.abs(rows[np.abs(rows).sum(1) > 0])
        scale = 127 / min(used.max(), float(np.quantile(used, 0.9999)) * 1.1)
        self.bytes(name, np.clip(np.round(rows * scale), -127, 127))

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

    def blocks(self, prefix, blocks, most):
        """Blocks of an encoder, of which most has the greatest activation between the two layers of each."""
        self.ints(prefix + "dilations", [block.dilation for block in blocks])
        for k, block in enumerate(blocks):
            p = places(most[f"block{k}"], MOST, 10)
            self.layer(f"{prefix}block{k}.inner", block.inner, UNIT, p)
            self.layer(f"{prefix}block{k}.outer", block.outer, p, STATE)

    def copy(self, name, tensor):
        """A tensor as it stands in another file."""
        self.tensors.append((name, *tensor))

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
        with open(path, "rb") as f:
            data = f.read()
        print(len(data), "bytes, SHA-256", hashlib.sha256(data).hexdigest())


def read(path):
    """The tensors of a model file by name: (kind, rows, columns, bytes)."""
    with open(path, "rb") as f:
        data = f.read()
    out = {}
    for at in range(32, 32 + 64 * struct.unpack_from("<I", data, 12)[0], 64):
        name, kind, rows, columns, length, offset = struct.unpack_from("<40sIIIIQ", data, at)
        out[name.rstrip(b"\0").decode()] = (kind, rows, columns, data[offset:offset + length])
    return out


def values(tensor):
    """What a tensor holds: an array, or a list of lines."""
    kind, rows, columns, data = tensor
    if kind == LINES:
        return data.decode().split("\n")
    return np.frombuffer(data, np.int8 if kind == BYTES else "<i4").reshape(rows, columns)


def linear(tensors, name, places_in, places_out):
    """Weights and bias, in floats, of a layer whose inputs and outputs have so many binary places."""
    shift = values(tensors[name + ".shift"])[:, 0].astype(np.float64)
    places = shift - places_in + places_out
    weight = values(tensors[name + ".weight"]) / 2.0 ** places[:, None]
    half = np.where(shift > 0, 2.0 ** (shift - 1), 0)
    bias = (values(tensors[name + ".bias"])[:, 0] - half) / 2.0 ** (places + places_in)
    return torch.from_numpy(weight).float(), torch.from_numpy(bias).float()


def places(greatest, limit, cap):
    """Binary places that leave a third of headroom over the greatest value."""
    return max(0, min(cap, math.floor(math.log2(limit / (1.3 * greatest)))))
