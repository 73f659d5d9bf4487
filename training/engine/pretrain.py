"""Pre-trains the encoder on plain text: it guesses words that were hidden from it."""
import argparse
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import features
import memory
import precision
import steps
from encoder import EMBED, WIDTH, Encoder, normal

TARGETS = 10000  # only the most frequent words are guessed


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--steps", type=int, required=True)
    args.add_argument("--batch", type=int, default=8192)
    args.add_argument("--rate", type=float, default=2e-3)
    args = args.parse_args()
    memory.keep()
    torch.manual_seed(1)
    torch.set_num_threads(2)
    rng = np.random.default_rng(1)
    data = np.load(args.data)
    rows, flat, lengths = data["rows"], data["flat"], data["lengths"]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    types = len(rows)
    table_rows = int(data["table_rows"])
    masked = np.zeros((1, rows.shape[1]), rows.dtype)
    masked[0, 0] = features.MASK
    rows = torch.from_numpy(np.concatenate([rows, masked])).long()  # the last type is the mask

    model = Encoder(table_rows)
    with torch.no_grad():
        model.table.weight[features.PAD].zero_()
    head = nn.Linear(WIDTH, EMBED)
    bias = nn.Parameter(torch.zeros(TARGETS + 3))
    parameters = list(model.parameters()) + list(head.parameters()) + [bias]
    optimiser = torch.optim.AdamW(parameters, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    schedule = steps.schedule(optimiser, 400, args.steps)
    source = steps.groups(lengths, args.batch, rng, among=20000)
    began, seen, loss_sum = time.time(), 0, 0.0
    for step in range(1, args.steps + 1):
        group = next(source)
        longest = int(lengths[group].max())
        index = np.full((len(group), longest), -1, np.int64)
        for i, k in enumerate(group):
            index[i, :lengths[k]] = flat[starts[k]:starts[k] + lengths[k]]
        real = index >= 0
        word = np.where(real, rows.numpy()[index, 0], 0)
        chosen = real & (rng.random(index.shape) < 0.22) & (word >= 3) & (word < TARGETS + 3)
        fate = rng.random(index.shape)
        shown = np.where(chosen & (fate < 0.8), types, index)
        swap = chosen & (fate >= 0.8) & (fate < 0.9)
        shown[swap] = flat[rng.integers(0, len(flat), swap.sum())]
        shown[~real] = types
        distinct, inverse = np.unique(shown, return_inverse=True)
        mask = torch.from_numpy(real[:, :, None].astype(np.float32))
        where = torch.from_numpy(np.flatnonzero(chosen))
        target = torch.from_numpy(word[chosen])
        e = model.embed(rows[torch.from_numpy(distinct)], torch.from_numpy(inverse.reshape(shown.shape)))
        with precision.autocast():
            x = model(e, mask)
            x = x.reshape(-1, WIDTH)[where]
            x = normal(F.relu(head(x))) * 0.1
            logits = F.linear(x, model.table.weight[:TARGETS + 3], bias)
        loss = F.cross_entropy(logits.float(), target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        seen += int(real.sum())
        loss_sum += float(loss.detach())
        if step % 50 == 0:
            hits = (logits.argmax(-1) == target).float().mean()
            print(f"step {step} words {seen} loss {loss_sum / 50:.3f} right {float(hits):.3f} "
                  f"words/s {seen / (time.time() - began):.0f}", flush=True)
            loss_sum = 0.0
        if step % 500 == 0 or step == args.steps:
            torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
