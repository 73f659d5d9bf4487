#!/usr/bin/env python3
"""Teaches the encoder attribution: train.py --base FOLDER --tokenizer FILE --out CHECKPOINT [options]

Batches hold windows of PolNeAR's train part and windows of unlabelled text with inner attributions that Verbale's rules
found. The rate warms up, stays and falls in the last part. A run that is broken off goes on from its last checkpoint
when it is started again with the same options; --minutes ends a stage early, with the rate fallen as far as it is."""
import argparse
import os
import pathlib
import random
import time

import torch

import corpus
from network import Network, batch, from_base
from reading import scores
from text import WINDOW, tokenizer, windows

CORPORA = pathlib.Path(os.environ.get("VERBALE_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared")) / "corpora"
WEIGHTS = (1.0, 3.0, 0.3, 1.0)  # of the losses, in the order of Network.losses: those of one cue have few words that count


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("--base", required=True, type=pathlib.Path)
    p.add_argument("--tokenizer", required=True, type=pathlib.Path)
    p.add_argument("--out", required=True, type=pathlib.Path)
    p.add_argument("--start", type=pathlib.Path, help="a checkpoint to take the weights from")
    p.add_argument("--silver", type=pathlib.Path, help="folder of polnear.jsonl and wire.jsonl, rows of verbale statements")
    p.add_argument("--steps", type=int, default=1400)
    p.add_argument("--warmup", type=int, default=60)
    p.add_argument("--decay", type=float, default=0.4, help="share of the steps in which the rate falls to nothing")
    p.add_argument("--pieces", type=int, default=1800, help="of a step")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.0, help="within the layers")
    p.add_argument("--wire", type=int, default=600, help="unlabelled documents of the wire, for inner attributions")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--minutes", type=float, default=80)
    p.add_argument("--save-every", type=int, default=25)
    p.add_argument("--score-every", type=int, default=350)
    return p.parse_args()


def texts(a, pieces_of):
    """The documents that are learnt from"""
    docs = [d for d in corpus.polnear(CORPORA / "polnear/train", pieces_of) if d.annotations and d.words]
    if a.silver:
        rows = corpus.silver(docs, a.silver / "polnear.jsonl")
        wire = corpus.lines_of(CORPORA / "wire.jsonl.gz", pieces_of)
        rows += corpus.silver(wire, a.silver / "wire.jsonl")
        wire = [d for d in wire if d.inner.cues]
        docs += random.Random(a.seed).sample(wire, min(a.wire, len(wire)))
        print(rows, "inner attributions of the rules", flush=True)
    print(f"{len(docs)} documents, {sum(len(d.words) for d in docs)} words, {sum(len(p) for d in docs for p in d.pieces)} pieces", flush=True)
    return docs


def batches(docs, a, epoch):
    """The batches of a round: windows of like length together, in an order that hangs on the seed and the round alone"""
    rng = random.Random(f"{a.seed} {epoch}")
    ws = []
    for doc in docs:
        outer = rng.randrange(len(doc.annotations)) if doc.annotations else None
        for w in windows(doc, rng):
            if outer is None and not any(c[0] >= w.first and c[1] <= w.end for c in doc.inner.cues):
                continue
            ws.append((w, outer))
    rng.shuffle(ws)
    out, pool = [], 40 * max(1, a.pieces // WINDOW)
    for i in range(0, len(ws), pool):
        part = sorted(ws[i:i + pool], key=lambda x: len(x[0].ids))
        j = 0
        while j < len(part):
            k = j + 1
            while k < len(part) and (k - j + 1) * len(part[k][0].ids) <= a.pieces:
                k += 1
            out.append(part[j:k])
            j = k
    rng.shuffle(out)
    return out


def optimizer(network, a):
    encoder = [p for p in network.encoder.parameters() if p is not network.encoder.shapes.weight]
    heads = [p for p in network.parameters() if all(p is not q for q in encoder)]
    groups = [{"params": [p for p in encoder if p.dim() > 1], "lr": a.rate, "weight_decay": 0.01},
              {"params": [p for p in encoder if p.dim() == 1], "lr": a.rate, "weight_decay": 0.0},
              {"params": heads, "lr": a.head_rate, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def main():
    a = parse()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    pieces_of = tokenizer(a.tokenizer)
    network = Network(from_base(a.base, tokenizer(a.base / "tokenizer.json"), pieces_of))
    if a.start:
        network.load_state_dict(torch.load(a.start, weights_only=True)["network"])
    for layer in network.encoder.layers:
        layer.drop.p = a.dropout
    opt, step = optimizer(network, a), 0
    bases = [g["lr"] for g in opt.param_groups]
    halfway = a.out.with_suffix(".halfway")
    if halfway.exists():
        saved = torch.load(halfway, weights_only=True)
        network.load_state_dict(saved["network"])
        opt.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["random"])
        step = saved["step"]
        print("goes on from step", step, flush=True)

    def save(path, **more):
        torch.save({"network": network.state_dict(), "step": step, **more}, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    docs = texts(a, pieces_of)
    dev = [d for d in corpus.polnear(CORPORA / "polnear/dev", pieces_of) if d.annotations]
    network.train()
    began, sums, pieces, epoch, passed = time.time(), [[0.0, 0] for _ in WEIGHTS], 0, 0, 0
    bf16 = torch.cpu._is_avx512_bf16_supported()
    while step < a.steps and time.time() - began < 60 * a.minutes:
        todo = batches(docs, a, epoch)
        if passed + len(todo) <= step:  # this round was done before the run was broken off
            passed, epoch = passed + len(todo), epoch + 1
            continue
        for group in todo[step - passed:]:
            if step >= a.steps or time.time() - began > 60 * a.minutes:
                break
            rate = min(1.0, (step + 1) / a.warmup, (a.steps - step) / (a.decay * a.steps))
            for g, base in zip(opt.param_groups, bases):
                g["lr"] = base * rate
            b = batch([w for w, _ in group], [k for _, k in group], rng=random.Random(step))
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
                losses = network.losses(b)
            opt.zero_grad(set_to_none=True)
            sum(w * x for w, x in zip(WEIGHTS, losses) if x is not None).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            opt.step()
            step, pieces = step + 1, pieces + int(b["mask"].sum())
            for s, x in zip(sums, losses):
                if x is not None:
                    s[0], s[1] = s[0] + x.item(), s[1] + 1
            if step % 10 == 0:
                told = " ".join(f"{s / max(1, n):.4f}" for s, n in sums)
                print(f"{step} round {epoch} losses {told} rate {rate:.2f} {pieces / (time.time() - began):.0f} pieces/s, "
                      f"{pieces / time.process_time():.0f}/s of a processor, {(time.time() - began) / 60:.1f} min", flush=True)
                sums = [[0.0, 0] for _ in WEIGHTS]
            if step % a.save_every == 0:
                save(halfway, optimizer=opt.state_dict(), random=torch.get_rng_state())
            if step % a.score_every == 0:
                print(step, "first articles of dev", scores(network, dev[:20]), flush=True)
        else:
            passed, epoch = passed + len(todo), epoch + 1
    save(a.out)
    print(f"{step} steps, {(time.time() - began) / 60:.1f} min", scores(network, dev), flush=True)


if __name__ == "__main__":
    main()
