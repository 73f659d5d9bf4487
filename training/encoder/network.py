"""The encoder and its heads.

The encoder is BERT with an embedding of the words' shapes added. One head tags source, cue and content of outer
attributions, one the cues of attributions within contents. A third answers, for one cue of either sort, which words
are its source, its content and its other pieces: so what one cue holds may lie within what another holds."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from corpus import TAGS
from text import SHAPES

BUCKETS = 10  # of the words between a word and a cue, to each side
WIDTH = 128  # hidden units of the third head
NONE, HEADS = -1e4, 12


class Layer(nn.Module):
    def __init__(self, hidden, inner):
        super().__init__()
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(0.0)  # train.py sets it

    def forward(self, x, bias):
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, h // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, h))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, pieces, hidden=384, layers=6, inner=1536, positions=256):
        super().__init__()
        self.words = nn.Embedding(pieces, hidden)
        self.positions = nn.Embedding(positions, hidden)
        self.shapes = nn.Embedding(SHAPES, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, inner) for _ in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids, shapes, mask):
        x = self.words(ids) + self.positions.weight[:ids.shape[1]] + self.shapes(shapes)
        x, bias = self.drop(self.norm(x)), None
        if not mask.all():
            bias = torch.zeros(mask.shape).masked_fill(~mask, NONE)[:, None, None, :].expand(-1, -1, mask.shape[1], -1)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def from_base(folder, whole, cut):
    """The encoder that training begins with; whole and cut: the tokenizers before and after vocabulary.py"""
    state = {k.removeprefix("bert."): v.float() for k, v in load_file(folder / "model.safetensors").items()}
    names = [p for p, _ in sorted(cut.get_vocab().items(), key=lambda x: x[1])]
    encoder = Encoder(len(names), layers=1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layer.")))
    with torch.no_grad():
        encoder.words.weight.copy_(state["embeddings.word_embeddings.weight"][[whole.token_to_id(p) for p in names]])
        # The embedding of the segment is the same everywhere: it goes into the positions.
        positions = state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        encoder.positions.weight.copy_(positions[:len(encoder.positions.weight)])
        nn.init.zeros_(encoder.shapes.weight)
        for kind in ("weight", "bias"):
            getattr(encoder.norm, kind).copy_(state["embeddings.LayerNorm." + kind])
            for i, layer in enumerate(encoder.layers):
                def of(name):
                    return state[f"encoder.layer.{i}.{name}.{kind}"]
                query = [of(f"attention.self.{x}") for x in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(query))
                getattr(layer.out, kind).copy_(of("attention.output.dense"))
                getattr(layer.norm1, kind).copy_(of("attention.output.LayerNorm"))
                getattr(layer.up, kind).copy_(of("intermediate.dense"))
                getattr(layer.down, kind).copy_(of("output.dense"))
                getattr(layer.norm2, kind).copy_(of("output.LayerNorm"))
    return encoder


class CRF(nn.Module):
    """Tags of words in a row. Across a paragraph's border steps cost nothing, and no span goes on."""

    def __init__(self, tags):
        super().__init__()
        k = len(tags)
        self.step = nn.Parameter(torch.zeros(k, k))
        never = [[NONE if b[0] == "I" and a[2:] != b[2:] else 0.0 for b in tags] for a in tags]
        self.register_buffer("never", torch.tensor(never))
        self.register_buffer("first", torch.tensor([NONE if t[0] == "I" else 0.0 for t in tags]))

    def loss(self, emit, tags, there, begins):
        """The mean over words of −log p of the right tags"""
        emit = emit + begins[..., None] * self.first
        step = self.step + self.never
        inside = (there & ~begins)[:, 1:]
        gold = emit.gather(2, tags[..., None])[..., 0] * there
        gold = gold.sum(1) + (self.step[tags[:, :-1], tags[:, 1:]] * inside).sum(1)
        alpha = emit[:, 0]
        # Words on which all rows agree need no choice.
        for t in range(1, emit.shape[1]):
            on = torch.logsumexp(alpha[:, :, None] + step, 1)
            if begins[:, t].any():
                on = torch.where(begins[:, t, None], torch.logsumexp(alpha, 1, keepdim=True), on)
            on = on + emit[:, t]
            alpha = on if there[:, t].all() else torch.where(there[:, t, None], on, alpha)
        return (torch.logsumexp(alpha, 1) - gold).sum() / there.sum()

    @torch.no_grad()
    def decode(self, emit, there, begins):
        emit = emit + begins[..., None] * self.first
        step, free = self.step + self.never, torch.zeros_like(self.step)
        b, n, k = emit.shape
        best, back = emit[:, 0], []
        for t in range(1, n):
            value, index = (best[:, :, None] + torch.where(begins[:, t, None, None], free, step)).max(1)
            best = torch.where(there[:, t, None], value + emit[:, t], best)
            back.append(torch.where(there[:, t, None], index, torch.arange(k).expand(b, k)))
        out = [best.argmax(1)]
        for index in reversed(back):
            out.append(index.gather(1, out[-1][:, None])[:, 0])
        return torch.stack(out[::-1], 1)


def distances(first, end, words, paragraph):
    """Which row of the table of distances is for each word, of cues first to end (tensors of length n).
    paragraph: [n, words]; twice 2·BUCKETS+1 rows, the second time for words of another paragraph"""
    w = torch.arange(words)[None]
    far = torch.where(w >= end[:, None], w - end[:, None] + 1, torch.where(w < first[:, None], w - first[:, None], 0))
    bucket = torch.zeros_like(far)
    for k in range(BUCKETS):  # 1, 2, 3–4, 5–8 …: as lang/encoder counts bits
        bucket += (far.abs() > (1 << k >> 1)) if k else (far != 0)
    bucket = bucket * far.sign() + BUCKETS
    other = paragraph != paragraph.gather(1, first[:, None])
    return bucket + other * (2 * BUCKETS + 1)


class Network(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder, h, k = encoder, encoder.words.embedding_dim, len(TAGS)
        self.flat = nn.Linear(h, k)
        self.inner = nn.Linear(h, 3)
        self.word = nn.Linear(h, WIDTH)
        self.gain = nn.Linear(2 * h, WIDTH)
        self.add = nn.Linear(2 * h, WIDTH)
        self.sort = nn.Embedding(2, WIDTH)  # of an outer cue, of an inner one
        self.distance = nn.Embedding(2 * (2 * BUCKETS + 1), WIDTH)
        self.mark = nn.Linear(WIDTH, k)
        self.trust = nn.Parameter(torch.tensor([[1.0] * k, [0.0] * k]))  # in what the first head says, by sort
        self.crf = CRF(TAGS)
        self.inner_crf = CRF(["O", "B-cue", "I-cue"])
        self.cue_crf = nn.ModuleList([CRF(TAGS), CRF(TAGS)])
        self.drop = nn.Dropout(0.1)
        nn.init.zeros_(self.sort.weight)
        nn.init.normal_(self.distance.weight, std=0.1)
        for x in (self.gain, self.add):
            nn.init.normal_(x.weight, std=0.02)

    def states(self, b):
        x = self.encoder(b["ids"], b["shapes"], b["mask"])
        return x.gather(1, b["at"][..., None].expand(-1, -1, x.shape[-1])).float()

    def marks(self, x, emit, sort, window, first, end, paragraph):
        """Scores of TAGS for each word, for cues first to end (exclusive) of a window"""
        ends = torch.cat([x[window, first], x[window, end - 1]], -1)
        row = distances(first, end, x.shape[1], paragraph[window])
        hidden = self.word(x)[window] * (1 + self.gain(ends))[:, None]
        hidden = F.relu(hidden + (self.add(ends) + self.sort.weight[sort])[:, None] + self.distance(row))
        return self.mark(self.drop(hidden)) + self.trust[sort] * emit[window]

    def losses(self, b):
        """Of outer tags, outer cues, inner cues' tags, inner cues; None where the batch has none of a sort"""
        x = self.states(b)
        out = [None] * 4
        with torch.autocast("cpu", enabled=False):
            emit = self.flat(self.drop(x))
            gold, silver = b["gold"], b["silver"]
            if gold.any():
                out[0] = self.crf.loss(emit[gold], b["tags"][gold], b["there"][gold], b["begins"][gold])
            if silver.any():
                inner = self.inner(self.drop(x))[silver]
                out[2] = self.inner_crf.loss(inner, b["inner"][silver], b["there"][silver], b["begins"][silver])
            dropped = self.drop(x)
            for sort in (0, 1):
                if b["cues"][sort]:
                    window, first, end = (torch.tensor(v) for v in zip(*b["cues"][sort]))
                    score = self.marks(dropped, emit, sort, window, first, end, b["paragraph"])
                    out[1 + 2 * sort] = self.cue_crf[sort].loss(score, b["of_cue"][sort], b["there"][window], b["begins"][window])
        return out


def batch(windows, outer=None, cap=10, rng=None):
    """Tensors of windows. outer: the number of the annotation of each, None for a text without gold; not given when reading"""
    n, w = max(len(x.ids) for x in windows), max(len(x.at) for x in windows)
    b = {k: torch.zeros(len(windows), n, dtype=torch.long) for k in ("ids", "shapes")}
    b |= {k: torch.zeros(len(windows), w, dtype=torch.long) for k in ("at", "tags", "inner", "paragraph")}
    b |= {k: torch.zeros(len(windows), w, dtype=torch.bool) for k in ("there", "begins")}
    b["mask"] = torch.zeros(len(windows), n, dtype=torch.bool)
    b["gold"], b["silver"] = (torch.zeros(len(windows), dtype=torch.bool) for _ in range(2))
    b["cues"], marks = [[], []], [[], []]
    for i, x in enumerate(windows):
        k, m = len(x.ids), len(x.at)
        b["ids"][i, :k], b["shapes"][i, :k], b["mask"][i, :k] = torch.tensor(x.ids), torch.tensor(x.shapes), True
        b["at"][i, :m], b["there"][i, :m], b["begins"][i, :m] = torch.tensor(x.at), True, torch.tensor(x.begins)
        b["paragraph"][i, :m] = torch.tensor(x.document.paragraph[x.first:x.end])
        if outer is None:
            continue
        if outer[i] is not None:
            b["gold"][i] = True
            take(b, marks, 0, i, x, x.document.annotations[outer[i]], cap, rng)
        if x.document.inner is not None:
            b["silver"][i] = True
            take(b, marks, 1, i, x, x.document.inner, cap, rng)
    b["of_cue"] = [torch.zeros(len(c), w, dtype=torch.long) for c in marks]
    for sort in (0, 1):
        for j, tags in enumerate(marks[sort]):
            for at, tag in tags.items():
                b["of_cue"][sort][j, at] = tag
    return b


def take(b, marks, sort, i, window, annotation, cap, rng):
    """Puts what an annotation says of a window into a batch"""
    begun = torch.tensor(annotation.tags[window.first:window.end])
    if TAGS[begun[0]][0] == "I":
        begun[0] -= 1  # the window begins within a long paragraph
    if sort == 0:
        b["tags"][i, :len(begun)] = begun
    else:
        b["inner"][i, :len(begun)] = torch.where((begun == 3) | (begun == 4), begun - 2, 0)
    cues = [c for c in annotation.cues if c[0] >= window.first and c[1] <= window.end]
    if len(cues) > cap and rng:
        cues = rng.sample(cues, cap)
    for first, end, tags in cues:
        here = {w - window.first: t for w, t in tags.items() if window.first <= w < window.end}
        if 0 in here and TAGS[here[0]][0] == "I":
            here[0] -= 1
        b["cues"][sort].append((i, first - window.first, end - window.first))
        marks[sort].append(here)
