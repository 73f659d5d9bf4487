"""The whole network: the encoder and what reads it (tags, lemmas, names, trees)."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from encoder import WIDTH, Reader, dropped

TAG_HIDDEN, ARC, LABEL = 256, 192, 192
REACH = 24  # distances beyond it share a class


def distance(n, device=None):
    """Class of the distance from each dependent 1..n to each head 0..n (0 is the root)."""
    dep = torch.arange(1, n + 1).unsqueeze(1)
    head = torch.arange(0, n + 1).unsqueeze(0)
    d = (head - dep).clamp(-REACH, REACH) + REACH
    d[:, 0] = 2 * REACH + 1
    return d


class Network(Reader):
    def __init__(self, table_rows, sizes, deprels):
        """sizes: how many classes UPOS, XPOS, feats, lemma rule and, where names are a lesson, entity tag have, in this order."""
        super().__init__(table_rows)
        self.sizes = sizes
        self.hidden = nn.Linear(WIDTH, TAG_HIDDEN)
        self.tags = nn.Linear(TAG_HIDDEN, sum(sizes))
        self.arc_dep = nn.Linear(WIDTH, ARC)
        self.arc_head = nn.Linear(WIDTH, ARC)
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.arc = nn.Linear(ARC, ARC)  # bilinear form and the head's own score
        self.arc_reach = nn.Linear(ARC, 2 * REACH + 2)
        self.label_dep = nn.Linear(WIDTH, LABEL)
        self.label_head = nn.Linear(WIDTH, LABEL)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.label_reach = nn.Parameter(torch.zeros(2 * REACH + 2, LABEL))
        self.label = nn.Linear(LABEL, deprels)

    def classify(self, x, drop=0.0):
        h = dropped(F.relu(self.hidden(x)), drop, self.training)
        return self.tags(h).split(self.sizes, -1)

    def arcs(self, x, drop=0.0):
        """Scores of head j (0 the root) for dependent i, [B, n, n+1]."""
        batch, n, _ = x.shape
        dep, head = F.relu(self.arc_dep(x)), F.relu(self.arc_head(x))
        root = F.relu(self.arc_root).to(head.dtype).expand(batch, 1, -1)
        head = torch.cat([root, head], 1)
        dep, head = dropped(dep, drop, self.training), dropped(head, drop, self.training)
        scores = self.arc(dep) @ head.transpose(1, 2)
        reach = self.arc_reach(dep)
        return scores + reach.gather(2, distance(n).expand(batch, -1, -1))

    def relations(self, x, heads, drop=0.0):
        """Scores of the relations of each word to its head (0 the root)."""
        batch, n, _ = x.shape
        head = self.label_head(x)
        root = self.label_root.to(head.dtype).expand(batch, 1, -1)
        head = torch.cat([root, head], 1)
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        reach = distance(n).expand(batch, -1, -1).gather(2, heads.unsqueeze(-1)).squeeze(-1)
        h = F.relu(self.label_dep(x) + head + F.embedding(reach, self.label_reach))
        return self.label(dropped(h, drop, self.training))
