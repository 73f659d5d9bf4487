"""What the trainers' loops share: groups of sentences, the rate of learning, the mean of the weights."""
import numpy as np
import torch


def groups(lengths, size, rng, among=3000, some=lambda order: order):
    """Endless groups of sentences of like length, about size words each, as arrays of their numbers. Sentences are
    put in a new order each time round, those that some leaves of it, and sorted by length among so many."""
    while True:
        order = some(rng.permutation(len(lengths)))
        for chunk in np.array_split(order, max(1, len(order) // among)):
            chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
            found, group = [], []
            for k in chunk:
                if group and lengths[k] * (len(group) + 1) > size:
                    found.append(group)
                    group = []
                group.append(k)
            found.append(group)
            for g in rng.permutation(len(found)):
                yield np.array(found[g])


def schedule(optimiser, warm, steps):
    """The rate of learning: up for some steps, then down along a line to a fiftieth."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, 1 - s / steps)))


class Average:
    """The running mean of a module's weights, which does better than the last ones."""

    def __init__(self, module):
        self.module = module
        self.weights = {k: v.detach().clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def after(self, step):
        """Takes in every tenth step; the mean looks back on the last five hundred."""
        if step % 10 == 0:
            keep = min(0.98, step / (step + 100))
            for k, v in self.module.state_dict().items():
                self.weights[k].mul_(keep).add_(v, alpha=1 - keep)
