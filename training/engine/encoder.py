"""The shared encoder: rows of a table summed, then residual convolutions over the words."""
import torch
import torch.nn as nn
import torch.nn.functional as F

EMBED, WIDTH, HIDDEN = 128, 256, 256
DILATIONS = (1, 2, 4, 1, 2, 4, 1, 2)


def normal(x):
    """Layer normalisation without gain or bias: the next matrix can hold both."""
    return F.layer_norm(x.float(), x.shape[-1:])


def dropped(x, share, training):
    """Drops whole columns, the same for all words of a sentence."""
    if not share or not training:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[2]) >= share
    return x * (keep.to(x.dtype) / (1 - share))


class Block(nn.Module):
    def __init__(self, dilation, hidden=HIDDEN):
        super().__init__()
        self.dilation = dilation
        self.inner = nn.Linear(3 * WIDTH, hidden)
        self.outer = nn.Linear(hidden, WIDTH)
        with torch.no_grad():
            self.outer.weight.mul_(0.5)

    def forward(self, x, mask, drop, note=lambda activations: None):
        y = normal(x).to(x.dtype) * mask
        d = self.dilation
        p = F.pad(y, (0, 0, d, d))
        y = torch.cat([p[:, :-2 * d], y, p[:, 2 * d:]], -1)
        y = F.relu(self.inner(y))
        note(y)
        y = dropped(y, drop, self.training)
        return x + self.outer(y)


class Encoder(nn.Module):
    """Words as rows of features in, one vector a word out."""

    def __init__(self, table_rows):
        super().__init__()
        self.table = nn.Embedding(table_rows, EMBED)
        nn.init.normal_(self.table.weight, std=0.3)
        self.input = nn.Linear(EMBED, WIDTH)
        self.blocks = nn.ModuleList([Block(d) for d in DILATIONS])

    def embed(self, types, index):
        """types: rows of the distinct words [U, slots]; index: word of each position [B, T]."""
        bag = F.embedding_bag(types, self.table.weight, mode="sum")
        return F.embedding(index, bag)

    def forward(self, e, mask, drop=0.0):
        x = self.input(normal(e))
        mask = mask.to(x.dtype)
        for block in self.blocks:
            x = block(x, mask, drop)
        return normal(x)


class Reader(nn.Module):
    """What reads words with an encoder of its own."""

    def __init__(self, table_rows):
        super().__init__()
        self.encoder = Encoder(table_rows)

    def embed(self, rows):
        """The sums of the rows of each word, [..., EMBED]."""
        bag = F.embedding_bag(rows.reshape(-1, rows.shape[-1]), self.encoder.table.weight, mode="sum")
        return bag.reshape(*rows.shape[:-1], -1)

    def encode(self, e, mask, drop=0.0):
        x = self.encoder(dropped(e, drop * 0.6, self.training), mask, drop * 0.6)
        return dropped(x.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else x, drop, self.training)
