"""A language model behind HTTP: a small server of our own that answers as such endpoints do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jsonschema_rs
import pytest

import onrecord
from onrecord.annotate import UnknownAnnotator, find
from onrecord.annotate.llm import LlmAnnotator, merge, pieces
from onrecord.annotate.llm.client import Client, NoAnswer
from onrecord.annotate.llm.form import response_schema
from onrecord.article import Settings, process
from onrecord.check import check_article
from onrecord.read.document import Document

TEXT = (
    "KESSA — The mayor, Ada Voss, said on Monday that the dam was safe.\n\n"
    "“We looked at it,” Voss said. “Twice.” Her brother, Emil Voss, disagreed, the Orlen Post wrote."
)
SAID = {
    "entities": [
        {"entity_id": "e1", "type": "PERSON", "name": "Ada Voss", "mentions": [{"text": "Ada Voss", "kind": "name"}]},
        {"entity_id": "e2", "type": "GPE", "name": "KESSA", "mentions": [{"text": "KESSA", "kind": "name"}, {"text": "Kessa", "kind": "name"}]},
        {"entity_id": "e3", "type": "ORG", "name": "Daily Nowhere", "mentions": [{"text": "Daily Nowhere", "kind": "name"}]},
    ],
    "quotes": [
        {"quote_id": "q1", "mode": "speech", "content": ["that the dam was safe"], "cue": ["said"], "speaker": ["The mayor, Ada Voss"], "speaker_id": "e1", "official_id": "o1", "parent_id": None},
        {"quote_id": "q2", "mode": "speech", "content": ["“We looked at it,”", "“Twice.”"], "cue": ["said"], "speaker": ["Voss"], "speaker_id": "e1", "official_id": "o9", "parent_id": "q2"},
        {"quote_id": "q3", "mode": "speech", "content": ["that she was sorry"], "cue": ["said"], "speaker": [], "speaker_id": None, "official_id": None, "parent_id": None},
    ],
    "officials": [
        {"official_id": "o1", "entity_id": "e1", "title": "mayor", "office": "mayor", "organisation": None, "organisation_id": "e3", "jurisdiction": "Kessa", "jurisdiction_id": "e2", "topics": ["gov.muni"], "status": "current", "mentions": ["mayor, Ada Voss"]},
    ],
}  # fmt: skip

Reply = tuple[int, dict[str, str], bytes]


def completion(said: Any) -> Reply:
    content = said if isinstance(said, str) else json.dumps(said)
    body = {
        "choices": [{"message": {"content": content}}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }
    return 200, {}, json.dumps(body).encode()


@contextmanager
def serving(reply: Callable[[int, dict[str, Any]], Reply]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            status, headers, data = reply(len(asked), body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atexit.register", lambda _: None)


def article(text: str = TEXT) -> dict[str, Any]:
    return onrecord.annotate(text, annotator="none", as_is=True)


def test_an_answer_becomes_records(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_LLM_KEY", "secret")
    with serving(lambda *_: completion(SAID)) as (address, asked):
        annotator = find(f"llm:{address}?model=toy&price_in=1000000")
        assert isinstance(annotator, LlmAnnotator)
        outcome = process(Document("a", "text", TEXT.encode(), "a"), Settings(annotator, as_is=True))
    assert outcome.record is not None
    assert outcome.rejections == [] == list(check_article(outcome.record))
    assert outcome.record["provenance"]["quotes"] == "llm toy"
    names = {e["name"]: [(m["text"], m["kind"]) for m in e["mentions"]] for e in outcome.record["entities"]}
    assert names == {"Ada Voss": [("Ada Voss", "name")], "KESSA": [("KESSA", "name")]}
    first, second = outcome.record["quotes"]  # q3 does not stand in the text
    assert (first["speaker_name"], first["official_id"], first["type"]) == ("Ada Voss", "o1", "indirect")
    assert (second["text"], second["official_id"], second["parent_id"]) == (
        "“We looked at it,” “Twice.”",
        None,
        None,
    )
    assert TEXT[second["cue"][0]["start"] - 5 :].startswith("Voss said. “Twice")
    official = outcome.record["officials"][0]
    assert (official["name"], official["organisation_id"], official["jurisdiction_id"]) == (
        "Ada Voss",
        None,
        "e2",
    )
    (sent,) = asked
    assert (sent["path"], sent["key"], sent["model"]) == ("/v1/chat/completions", "Bearer secret", "toy")
    assert sent["response_format"]["json_schema"]["schema"] == response_schema()
    annotator._report()
    said = capsys.readouterr().err
    assert "toy: 1 requests (0 again), 100 tokens in, 20 out, cost 100.0000; 4 parts" in said


def test_the_form_is_a_schema_that_such_an_answer_keeps_to() -> None:
    full = {
        layer: [{**item, "link": None} if layer == "x" else item for item in items]
        for layer, items in SAID.items()
    }
    assert jsonschema_rs.validator_for(response_schema()).is_valid(full)
    text = json.dumps(response_schema())
    assert '"start"' not in text and "x-" not in text and "confidence" not in text


@pytest.mark.parametrize(
    "said",
    ["", "no JSON", [], 7, {}, {"entities": 1, "quotes": [1, {}], "officials": [{"official_id": "o1"}]},
     {"entities": [{"entity_id": "e1", "type": "CITY", "name": "KESSA", "mentions": 3}], "quotes": [{"quote_id": "q1", "content": "the dam", "mode": "song"}]},
     {"entities": [{"entity_id": None, "name": ["x"], "mentions": [{"text": 4}]}], "quotes": [{"content": [None, "\n", "dam" * 99]}], "officials": [[]]}],
)  # fmt: skip
def test_no_answer_harms(said: Any) -> None:
    with serving(lambda *_: completion(said)) as (address, _):
        annotator = LlmAnnotator(f"{address}?retries=0")
        outcome = process(Document("a", "text", TEXT.encode(), "a"), Settings(annotator, as_is=True))
    assert outcome.record is not None
    assert list(check_article(outcome.record)) == []
    assert outcome.record["quotes"] == []
    assert [r.reason for r in outcome.rejections] == (["failed"] if isinstance(said, str) else [])


def test_a_busy_server_is_asked_again() -> None:
    waits: list[float] = []
    replies = [
        (429, {"Retry-After": "3"}, b"slow down"),
        (503, {}, b""),
        (200, {}, b"{broken"),
        completion("{"),
        completion({}),
    ]
    with serving(lambda count, _: replies[count - 1]) as (address, asked):
        client = Client(address, sleep=waits.append)
        assert client.ask([], {}) == {}
    assert (len(asked), client.usage.retries) == (5, 4)
    assert waits == [3.0, 2.0, 4.0, 0.0]


def test_what_will_not_help_is_not_tried_again() -> None:
    with (
        serving(lambda *_: (401, {}, b"no such key")) as (address, asked),
        pytest.raises(NoAnswer, match="HTTP 401: no such key"),
    ):
        Client(address).ask([], {})
    assert len(asked) == 1


def test_requests_keep_their_distance() -> None:
    waits: list[float] = []
    with serving(lambda *_: completion({})) as (address, _):
        client = Client(f"{address}?rpm=6", sleep=waits.append)
        client.ask([], {})
        client.ask([], {})
    assert len(waits) == 1
    assert 9 < waits[0] <= 10


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "nowhere", "http://x/?speed=1", "http://x/?rpm=fast"]
)
def test_addresses_that_cannot_be_used(address: str) -> None:
    with pytest.raises(UnknownAnnotator, match="llm:"):
        find(f"llm:{address}")


def test_a_long_text_is_asked_about_in_pieces_and_joined() -> None:
    text = (
        "\n\n".join(f"Ada Voss said on day {i} that the dam was safe and sound. " * 20 for i in range(60))
        .replace(". \n", ".\n")
        .strip()
    )
    made = article(text)
    cut = list(pieces(made))
    assert len(cut) > 1
    assert "\n\n".join(cut) == text
    said: dict[str, list[Any]] = {"entities": [], "quotes": [], "officials": []}
    merge(said, SAID, 0)
    merge(
        said,
        {
            **SAID,
            "entities": [*SAID["entities"][1:], {"entity_id": "e1", "type": "PERSON", "name": "Ada Voss"}],
        },
        1,
    )
    assert [entity["entity_id"] for entity in said["entities"]] == ["e1", "e2", "e3"]
    assert [quote["speaker_id"] for quote in said["quotes"]] == ["e1", "e1", None, "e1", "e1", None]
    assert [quote["quote_id"] for quote in said["quotes"]] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert said["officials"][1]["official_id"] == "o2"
