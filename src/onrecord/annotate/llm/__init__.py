"""Entities, quotes and officials by a language model behind an API: ``--annotator llm:URL``.

The record schemas are the response format, with words for spans; every word of an answer is looked for in
the text (``answer``), and what does not stand there is left out and counted.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from ..base import Layers
from .answer import Answer
from .client import Client
from .form import messages, response_schema

_PIECE = 24_000  # characters that are asked about at once
_LONGEST = 400_000  # characters of a text beyond which a mistake would cost too much


class LlmAnnotator:
    """All three layers by any OpenAI-compatible endpoint.

    The address may carry settings as its query (see `Client`); a key is taken from the environment variable
    ``ONRECORD_LLM_KEY``. Requests, tokens and cost go to stderr when the process ends. A text longer than
    what is asked about at once is cut between paragraphs, and referents are joined by name.

    Raises:
        UnknownAnnotator: The address or a setting can't be used.
    """

    name = "llm"
    argument = "URL"
    languages = frozenset({"en"})

    def __init__(self, address: str) -> None:
        self._client = Client(address)
        self.usage = self._client.usage
        self.version = self._client.model
        atexit.register(self._report)

    def annotate(self, article: Mapping[str, Any]) -> Layers:
        """The layers of one article.

        Raises:
            NoAnswer: The endpoint gives none; the article then has no layers, and the build goes on.
            ValueError: The text is longer than `_LONGEST` characters.
        """
        text: str = article["text"]
        if len(text) > _LONGEST:
            raise ValueError(
                f"a text of {len(text):,} characters; at most {_LONGEST:,} are sent to a language model"
            )
        said: dict[str, list[Any]] = {"entities": [], "quotes": [], "officials": []}
        for number, piece in enumerate(pieces(article)):
            found = self._client.ask(messages(dict(article), piece), response_schema())
            merge(said, found, number)
        answer = Answer(said, text)
        layers = answer.layers()
        self.usage.unplaced += answer.unplaced
        return {"entities": layers["entities"], "quotes": layers["quotes"], "officials": layers["officials"]}

    def _report(self) -> None:
        used, settings = self.usage, self._client.settings
        if used.requests:
            cost = used.cost(settings.get("price_in", 0), settings.get("price_out", 0))
            priced = f", cost {cost:.4f}" if cost else ""
            print(
                f"onrecord: {self._client.model}: {used.requests} requests ({used.retries} again), "
                f"{used.prompt_tokens} tokens in, {used.completion_tokens} out{priced}; "
                f"{used.unplaced} parts of answers did not stand in the text",
                file=sys.stderr,
            )


def pieces(article: Mapping[str, Any]) -> Iterator[str]:
    """The text, cut between paragraphs where it is long."""
    text, start, end = article["text"], 0, 0
    for paragraph in article["paragraphs"]:
        if paragraph["end"] - start > _PIECE and end > start:
            yield text[start:end].strip()
            start = end
        end = paragraph["end"]
    yield text[start:end].strip()


def merge(said: dict[str, list[Any]], found: Any, number: int) -> None:
    """Add the answer about one piece; ids become new ones, entities of one name and type one entity."""
    if not isinstance(found, dict):
        return
    known = {_same(entity): entity for entity in said["entities"]}
    renamed: dict[str, dict[Any, str]] = {}
    fresh: list[tuple[str, dict[str, Any]]] = []
    for layer, key in _KEYS.items():
        renamed[layer] = {}
        for item in _list(found.get(layer)):
            if not isinstance(item, dict):
                continue
            same = known.get(_same(item)) if layer == "entities" and number else None
            if same is not None:
                renamed[layer][str(item.get(key))] = same[key]
                same["mentions"] = [*_list(same.get("mentions")), *_list(item.get("mentions"))]
                continue
            made = {**item, key: f"{key[0]}{len(said[layer]) + 1}"}
            renamed[layer][str(item.get(key))] = made[key]
            said[layer].append(made)
            fresh.append((layer, made))
    for layer, item in fresh:
        for link, target in _LINKS[layer].items():
            item[link] = renamed[target].get(str(item.get(link)))


_KEYS = {"entities": "entity_id", "quotes": "quote_id", "officials": "official_id"}
_LINKS: dict[str, dict[str, str]] = {
    "entities": {},
    "quotes": {"speaker_id": "entities", "official_id": "officials", "parent_id": "quotes"},
    "officials": {"entity_id": "entities", "organisation_id": "entities", "jurisdiction_id": "entities"},
}


def _same(entity: Mapping[str, Any]) -> tuple[str, str]:
    return str(entity.get("name")), str(entity.get("type"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
