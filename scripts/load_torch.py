"""Batches of quotes for training, with a PyTorch DataLoader."""

import sys

from datasets import load_dataset
from torch.utils.data import DataLoader

folder = sys.argv[1] if len(sys.argv) > 1 else "dataset"
quotes = load_dataset(folder, "quotes", split="train").select_columns(["text", "type"])
loader = DataLoader(quotes, batch_size=16, shuffle=False)
for batch in loader:
    print(len(batch["text"]), "quotes, types", batch["type"].tolist())
    break
