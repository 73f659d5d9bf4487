"""The classes that the network chooses among, and how words are put into them."""
import collections
import re

from features import _lower

ENTITY_TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]


def lower(text):
    return "".join(chr(_lower(ord(c))) for c in text)


def recase(form, mode):
    if mode == "k":  # kept
        return form
    if mode == "t":  # title: the first letter kept, the rest in lower case
        return form[:1] + lower(form[1:])
    return lower(form)


def lemma_rule(form, lemma):
    """The rule 'mode cut added' that makes the lemma of the form with the least change."""
    best = None
    for mode in "lkt":
        base = recase(form, mode)
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cost = len(base) - common + len(lemma) - common
        if best is None or cost < best[0]:
            best = (cost, f"{mode}{len(base) - common}+{lemma[common:]}")
    return best[1]


_RULE = re.compile(r"([lkt])(\d+)\+(.*)", re.S)


def apply_rule(form, rule):
    mode, cut, added = _RULE.match(rule).groups()
    base = recase(form, mode)
    return base[:max(0, len(base) - int(cut))] + added


def classes(values, least):
    """Values seen at least so often, the most frequent first."""
    count = collections.Counter(values)
    return [v for v, n in sorted(count.items(), key=lambda x: (-x[1], x[0])) if n >= least]


# GUM's entity types that can be names in news.
_GUM = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC"}
_TITLES = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sen.", "rep.", "gov.", "president", "senator",
           "professor", "sir", "king", "queen", "prince", "judge", "justice", "captain", "general", "st", "lord",
           "prof.", "lady", "uncle", "aunt"}


def gum_entities(sentence):
    """Names of one GUM sentence as tags: the stretch of proper nouns at an entity's head."""
    tags = ["O"] * len(sentence["forms"])
    spans, open_ = [], {}
    for i, misc in enumerate(sentence["misc"]):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        if not m:
            continue
        for opened, closed_alone, closed in re.findall(r"(\([^()]+\)?)|(\d+(?:\[[\d/]+\])?\))|(\))", m.group(1)):
            if opened:
                parts = opened.strip("()").split("-")
                if opened.endswith(")"):
                    spans.append((i, i, parts[1]))
                else:
                    open_.setdefault(parts[0].split("[")[0], []).append((i, parts[1]))
            elif closed_alone:
                key = closed_alone.rstrip(")").split("[")[0]
                if open_.get(key):
                    start, kind = open_[key].pop()
                    spans.append((start, i, kind))
    for start, end, kind in sorted(spans, key=lambda s: s[1] - s[0]):  # the longest last: it overwrites inner ones
        head = [i for i in range(start, end + 1) if not start <= sentence["heads"][i] - 1 <= end]
        label = _GUM.get(kind)
        if not head or label is None or sentence["xpos"][head[0]] not in ("NNP", "NNPS"):
            continue
        h = head[0]
        low = high = h

        def named(i):
            return sentence["xpos"][i] in ("NNP", "NNPS")

        def joins(i, label):
            """Whether word i, no name itself, stands within one."""
            form = sentence["forms"][i]
            if not (start < i < end and named(i - 1) and named(i + 1)):
                return False
            return form in "-&/'" or form == "'s" or (label != "PER" and form in ("of", "for", "and", "the"))
        while low > start and (named(low - 1) or joins(low - 1, label)):
            low -= 1
        while high < end and (named(high + 1) or joins(high + 1, label)):
            high += 1
        if label == "PER":
            while low < high and sentence["forms"][low].lower() in _TITLES:
                low += 1
        for i in range(low, high + 1):
            tags[i] = ("B-" if i == low else "I-") + label
    return tags


_SILVER = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


def silver_entities(labels):
    """CoreNLP's labels, one a word, as tags."""
    tags, last = [], None
    for label in labels:
        kind = _SILVER.get(label)
        tags.append("O" if kind is None else ("I-" if kind == last else "B-") + kind)
        last = kind
    return tags


def spans(tags):
    """The set of (start, end, label) of a row of IOB2 tags."""
    out, start, label = set(), None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            out.add((start, i, label))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, label = i, tag[2:]
    return out
