"""Texts as the encoder takes them: words, their shapes, their pieces, windows of whole paragraphs.

lang/encoder does the same, word for word. A word is a run of letters, digits and underscores, or one other character
that is not white space. A window is never longer in reading than it was in training."""
import re
import unicodedata
from dataclasses import dataclass, field

from tokenizers import Tokenizer

WORD = re.compile(r"\w+|[^\w\s]")
WINDOW = 170  # pieces of a window with the marks at its ends
MOST_PIECES = 8  # of one word; the rest of them is left out
SHAPES = 16

UNKNOWN, BEGIN, SEPARATOR = 0, 1, 2  # pieces that no text has


@dataclass
class Document:
    name: str
    text: str
    words: list  # (start, end) in code points
    paragraph: list  # the number of each word's paragraph: line breaks part them
    pieces: list  # ids of each word's pieces
    shape: list  # of each word
    annotations: list = field(default_factory=list)  # of outer attributions, see corpus.Annotation
    inner: object = None  # the silver annotation of attributions within contents, or None


def shape_of(word, space_before):
    """1 lower, 2 Capitalised, 3 CAPITALS, 4 one capital, 5 mIxed, 6 has a digit, 7 no letter; 8 more if nothing parts it
    from the word before. The base model reads lower case alone: this gives it the rest. 0 is for pieces of no word."""
    kinds = [unicodedata.category(c) for c in word]
    capitals = [k in ("Lu", "Lt") for k in kinds]
    if "Nd" in kinds:
        kind = 6
    elif not any(k[0] == "L" for k in kinds):
        kind = 7
    elif not any(capitals):
        kind = 1
    elif "Ll" not in kinds:
        kind = 3 if len(word) > 1 else 4
    elif capitals[0] and not any(capitals[1:]):
        kind = 2
    else:
        kind = 5
    return kind + (0 if space_before else 8)


def cut(text):
    words, paragraph, number, last = [], [], 0, 0
    for m in WORD.finditer(text):
        if "\n" in text[last:m.start()]:
            number += 1
        words.append(m.span())
        paragraph.append(number)
        last = m.end()
    return words, paragraph


def tokenizer(path):
    t = Tokenizer.from_file(str(path))
    t.no_truncation()
    t.no_padding()
    return t


def document(name, text, pieces_of):
    """pieces_of: a tokenizer"""
    words, paragraph = cut(text)
    encoding = pieces_of.encode([text[a:b] for a, b in words], is_pretokenized=True, add_special_tokens=False)
    pieces = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids):
        pieces[word].append(piece)
    pieces = [(p or [UNKNOWN])[:MOST_PIECES] for p in pieces]
    shape = [shape_of(text[a:b], a == 0 or text[a - 1].isspace()) for a, b in words]
    return Document(name, text, words, paragraph, pieces, shape)


@dataclass
class Window:
    document: Document
    first: int  # words first to end
    end: int
    ids: list
    shapes: list
    at: list  # the place of each word's first piece in ids
    begins: list  # whether a paragraph (or the window) begins with the word


def window(doc, first, end):
    ids, shapes, at, begins = [BEGIN], [0], [], []
    for w in range(first, end):
        start = w == first or doc.paragraph[w] != doc.paragraph[w - 1]
        if start and w > first:
            ids.append(SEPARATOR)
            shapes.append(0)
        at.append(len(ids))
        begins.append(start)
        ids += doc.pieces[w]
        shapes += [doc.shape[w]] * len(doc.pieces[w])
    ids.append(SEPARATOR)
    shapes.append(0)
    return Window(doc, first, end, ids, shapes, at, begins)


def windows(doc, rng=None):
    """Whole paragraphs as long as they fit, else words as long as they fit. With rng the first window is of any length,
    so that no two rounds of training cut alike."""
    n, out, first = len(doc.words), [], 0
    cost = [len(p) + (1 if i and doc.paragraph[i] != doc.paragraph[i - 1] else 0) for i, p in enumerate(doc.pieces)]
    size = rng.randint(WINDOW // 4, WINDOW) if rng else WINDOW
    while first < n:
        end, total, whole = first, 0, first
        while end < n and total + cost[end] <= size - 2:
            total += cost[end]
            end += 1
            if end == n or doc.paragraph[end] != doc.paragraph[end - 1]:
                whole = end
        end = whole if whole > first else max(end, first + 1)
        out.append(window(doc, first, end))
        first, size = end, WINDOW
    return out
