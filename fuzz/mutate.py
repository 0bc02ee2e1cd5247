"""Mutate bytes, values in JSON, and members of archives."""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

PIECES = [
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1f\x8b", b"PAR1", b"PK\3\4", b"\n", b"\r"),
    *(b'"', b"'", b"<", b">", b"</p>", b"<!--", b"<![CDATA[", b"&#0;", b"&#x110000;", b"{", b"}"),
    *(b"[", b"]", b"[[", b"]]", b",", b"\t", b"=", b"1e999", b"-1", b"null", b"NaN", b"\\u0000"),
    *(b"\\ud800", "\u202e".encode(), "\u2028".encode(), "“".encode(), "。".encode(), b"@highlight"),
    *(b"\n\n", b". ", b"- ", b"#", b"|", b"```", b"a. ", b"A", b"'s ", b"(", b"<b>", b"<br>", b":"),
    *(b"\\", b"\\'", b"{\\", b"<?x", b"&a;", b"--x", b"true", b'""', b"{}", b"9" * 30, b"\x1b["),
    *(b"-->", b"<?xml version='1.0' encoding='x'?>", b"<!DOCTYPE a [", b"]>", b"<template>"),
    *(b'<script type="text/template">', b"</script>", b"<iframe srcdoc='", b"<item>"),
    *(b"<![CDATA[<p>", b"&lt;p&gt;", b"&amp;lt;", b"Content-Type: ", b"=\n", b"=?utf-8?b?", b"?="),
    *(b"\n\n> ", b"\n# ", b"\n---\n", b"00:00:01,000 --> 00:00:02,000\n", b"\nBy ", b"[b]"),
    *(b"\\par ", b"\\'e9", b"\\u8217?", b"\\bin9 ", b"<w:p>", b"<text:p>", b"(AP) - "),
    *("\u0301".encode(), "👩\u200d👩".encode(), "\u00ad".encode(), "İ".encode(), "กา".encode()),
]  # fmt: skip
LEAVES: list[Any] = [
    *(None, True, False, 0, -1, 1, 10**30, -(10**30), 1.5, float("nan"), float("inf"), 1e308),
    *("", "a", "lead", "rouge1.f", "a1", "\0", "\ud800", "x" * 3000, "2.0", "\n", "=", "../x"),
    *([], {}, [[]], [None], [1, 2], {"a": 1}, {"": None}, [["a"]], [{"a": 1}]),
]  # fmt: skip


def mutated(seed: bytes, rng: random.Random) -> bytes:
    """Return a seed with some parts deleted, copied, changed or inserted, sometimes compressed."""
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((1, 1, 4, 16, 64)))
        kind = rng.randrange(6)
        if kind == 0:
            del data[start:end]
        elif kind == 1:
            data[start:start] = rng.choice(PIECES) * rng.choice((1, 1, 1, 3, 200))
        elif kind == 2:
            data[start:start] = data[start:end] * rng.choice((1, 2, 30))
        elif kind == 3 and start < len(data):
            data[start] = rng.randrange(256)
        elif kind == 4 and start < len(data):
            data[start] ^= 1 << rng.randrange(8)
        else:
            other = rng.randrange(len(data) + 1)
            data[start:end] = data[other : other + rng.choice((4, 16, 64))]
    if rng.random() < 0.02:
        packed = gzip.compress(bytes(data), 1)
        return packed[: rng.randrange(len(packed)) if rng.random() < 0.5 else len(packed)]
    return bytes(data)


def mutated_json(seed: bytes, rng: random.Random) -> bytes:
    """Return JSON data with a few values replaced, removed, copied or renamed; or its bytes."""
    if rng.random() < 0.3:
        return mutated(seed, rng)
    data = json.loads(seed)
    for _ in range(rng.choice((1, 1, 2, 3))):
        places = [*_places(data)]
        if not places:
            break
        holder, key = rng.choice(places)
        kind = rng.randrange(5)
        other_holder, other = rng.choice(places)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            # A copy, because a list that contains itself would have no end.
            holder[key] = json.loads(json.dumps(other_holder[other]))
        elif kind == 2 and isinstance(holder, dict):
            holder[rng.choice(("", "a", "lead", "format", "0"))] = holder.pop(key)
        elif kind == 3 and isinstance(holder, list):
            holder.insert(key, rng.choice(LEAVES))
        else:
            holder[key] = rng.choice(LEAVES)
        data = json.loads(json.dumps(data))
    return json.dumps(data).encode()


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of every value in JSON data."""
    found = []
    todo = [data]
    while todo:
        holder = todo.pop()
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            found.append((holder, key))
            if isinstance(value, dict | list):
                todo.append(value)
    return found
