"""An OpenAI-compatible endpoint over HTTP: retries, a rate limit, and what it cost."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from ..base import UnknownAnnotator

KEY = "ONRECORD_LLM_KEY"
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0
_LARGEST_ANSWER = 16 << 20
_SETTINGS = {
    "model": str,
    "rpm": float,
    "retries": int,
    "timeout": float,
    "price_in": float,
    "price_out": float,
}


class NoAnswer(RuntimeError):
    """The endpoint gave no usable answer; the message says what it said."""


@dataclass(slots=True)
class Usage:
    """What was asked and what it took."""

    requests: int = 0
    retries: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    unplaced: int = 0  # words of answers that do not stand in the text
    started: list[float] = field(default_factory=list, repr=False)

    def cost(self, price_in: float, price_out: float) -> float:
        """The price, given those of a million tokens in and out."""
        return (self.prompt_tokens * price_in + self.completion_tokens * price_out) / 1e6


class Client:
    """Asks for chat completions in JSON.

    ``address`` is that of the API (``http://localhost:8000/v1``), with settings as its query:
    ``model``, ``rpm`` (requests a minute), ``retries``, ``timeout`` (seconds), ``price_in`` and ``price_out``
    (for a million tokens).

    Raises:
        UnknownAnnotator: The address or a setting can't be used.
    """

    def __init__(self, address: str, sleep: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise UnknownAnnotator(
                f"llm:{address}: give the address of an API, such as llm:http://localhost:8000/v1"
            )
        self.settings = _settings(parts.query)
        self._address = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
        self._sleep = sleep
        self.usage = Usage()

    @property
    def model(self) -> str:
        """The name of the model that is asked."""
        return str(self.settings.get("model", "default"))

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> Any:
        """The answer to a conversation, parsed.

        Raises:
            NoAnswer: After all retries there is none that is JSON.
        """
        form = {"name": "layers", "schema": schema, "strict": True}
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        said = ""
        for attempt in range(int(self.settings.get("retries", 4)) + 1):
            if attempt:
                self.usage.retries += 1
            self._pace()
            wait, said, answer = self._once(body, attempt)
            if answer is not None:
                return answer
            if wait is None:
                break
            self._sleep(min(wait, _LONGEST_WAIT))
        raise NoAnswer(f"{self._address}: {said}")

    def _once(self, body: dict[str, Any], attempt: int) -> tuple[float | None, str, Any]:
        """Seconds to wait before another try (None: no use), what went wrong, and the answer."""
        backoff = 2.0**attempt
        try:
            found = self._post("/chat/completions", body)
        except urllib.error.HTTPError as error:
            said = f"HTTP {error.code}: {error.read(300).decode('utf-8', 'replace')}"
            return (_wait(error, backoff) if error.code in _AGAIN else None), said, None
        except (OSError, ValueError) as error:
            return backoff, f"{type(error).__name__}: {error}", None
        used = found.get("usage") or {}
        self.usage.prompt_tokens += int(used.get("prompt_tokens") or 0)
        self.usage.completion_tokens += int(used.get("completion_tokens") or 0)
        try:
            return None, "", json.loads(found["choices"][0]["message"]["content"])
        except (KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
            return 0.0, f"the answer is no JSON of the form asked for ({type(error).__name__}: {error})", None

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(self._address + path, json.dumps(body).encode(), headers)
        self.usage.requests += 1
        with urllib.request.urlopen(request, timeout=float(self.settings.get("timeout", 120))) as answer:
            data = answer.read(_LARGEST_ANSWER + 1)
        if len(data) > _LARGEST_ANSWER:
            raise ValueError(f"the answer is longer than {_LARGEST_ANSWER} bytes")
        found = json.loads(data)
        if not isinstance(found, dict):
            raise ValueError("the answer is no JSON object")
        return found

    def _pace(self) -> None:
        rate = float(self.settings.get("rpm", 0))
        now = time.monotonic()
        if rate and self.usage.started:
            wait = self.usage.started[-1] + 60 / rate - now
            if wait > 0:
                self._sleep(wait)
        self.usage.started[:] = [time.monotonic()]


def _settings(query: str) -> dict[str, Any]:
    found = {}
    for key, values in parse_qs(query).items():
        if key not in _SETTINGS:
            raise UnknownAnnotator(f"llm: no setting {key!r}; there are: {', '.join(_SETTINGS)}")
        try:
            found[key] = _SETTINGS[key](values[-1])
        except ValueError as error:
            raise UnknownAnnotator(f"llm: {key}={values[-1]!r} is no number") from error
    return found


def _wait(error: urllib.error.HTTPError, backoff: float) -> float:
    """What the server asks for, else exponential."""
    try:
        return max(float(error.headers.get("Retry-After", "")), 0.0)
    except ValueError:
        return backoff
