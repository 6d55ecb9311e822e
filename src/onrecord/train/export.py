"""Writing a trained network to the file that ``annotate.learned`` reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .network import Network


def export(network: Network, path: Path) -> None:
    """Write the weights: word forms as bytes with a scale a row, the rest in half precision.

    The file holds numbers only: forms are known by their hashes, so no word of the training texts is in it.
    """
    state = {key: value.detach().numpy() for key, value in network.state_dict().items()}
    words = state.pop("words.weight")
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
    arrays = {key: value.astype(np.float16) for key, value in state.items()}
    arrays["words.weight"] = np.round(words / scale).astype(np.int8)
    arrays["words.scale"] = scale.astype(np.float16)
    np.savez_compressed(path, config=np.array(json.dumps(network.config())), **arrays)
