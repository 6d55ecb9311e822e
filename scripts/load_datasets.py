"""The quotes of a dataset folder with Hugging Face datasets, all at once and streaming."""

import sys

from datasets import load_dataset

folder = sys.argv[1] if len(sys.argv) > 1 else "dataset"
quotes = load_dataset(folder, "quotes", split="train")
print(quotes.num_rows, "quotes; the first:", quotes[0]["text"])

stream = load_dataset(folder, "quotes", split="train", streaming=True)
print(sum(quote["speaker_id"] is not None for quote in stream), "with an identified speaker")
