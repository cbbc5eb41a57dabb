"""The chain: each row of the journal is bound to the one before it, so that no change goes unseen.

``hash = H(hash of the row before ‖ canonical bytes of the row)``. The canonical bytes are the columns as they
are stored, in the order of the table, as one compact JSON array in UTF-8; the row before the first has the hash
of thirty-two zero bytes.
"""

from __future__ import annotations

import hashlib
import json.encoder
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from .errors import BadHead, UnknownHash

ALGORITHMS = ("sha256", "sm3")
"""What a register may be chained with; SM3 is the national standard GB/T 32905."""
DEFAULT_ALGORITHM = "sha256"
START = bytes(32)
_MOST_ROWS = 2**63 - 1  # that SQLite can number

Hash = Callable[[bytes], bytes]
_quoted = json.encoder.encode_basestring


class Head(NamedTuple):
    """The last row of a journal and its hash: noted elsewhere, it proves later that the book still holds it."""

    algorithm: str
    seq: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.seq}:{self.digest.hex()}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read ``algorithm:number:hash in hexadecimal``; raise ``BadHead``."""
        parts = text.strip().split(":")
        try:
            algorithm, seq, digest = parts
            head = cls(algorithm, int(seq), bytes.fromhex(digest))
        except ValueError:
            raise BadHead(text) from None
        if algorithm not in ALGORITHMS or not 0 <= head.seq <= _MOST_ROWS or len(head.digest) != len(START):
            raise BadHead(text)
        return head


@cache
def hasher(algorithm: str) -> Hash:
    """Return the hash function named *algorithm*; raise ``UnknownHash`` if there is none, here or at all."""
    if algorithm not in ALGORITHMS:
        raise UnknownHash(algorithm, ALGORITHMS)
    if algorithm == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    try:
        hashlib.new(algorithm, b"")
    except ValueError:
        raise UnknownHash(algorithm, (DEFAULT_ALGORITHM,)) from None
    return lambda data: hashlib.new(algorithm, data).digest()


def canonical(row: tuple[Any, ...]) -> bytes:
    """Return the bytes that stand for a row: its columns from ``seq`` to ``data``, without the hash.

    They are a JSON array in UTF-8 with nothing between its items, Chinese as it is.
    """
    seq, number, no, kind, on, recorded_at, by, note, data = row
    try:
        said_by, said_note = "null" if by is None else _quoted(by), "null" if note is None else _quoted(note)
        texts = f"{_quoted(kind)},{_quoted(on)},{_quoted(recorded_at)},{said_by},{said_note},{_quoted(data)}"
        return f"[{seq:d},{_quoted(number)},{no:d},{texts}]".encode("utf-8", "surrogateescape")
    except (TypeError, ValueError):  # a column of a type that was never written: it stands for nothing recorded
        return repr(row).encode("utf-8", "replace")


def follows(hash_of: Hash, before: bytes, row: tuple[Any, ...], digest: bytes) -> bool:
    """Tell whether *row* with its *digest* follows a row whose hash is *before*."""
    if linked(hash_of, before, row) == digest:
        return True
    *head, by, note, data = row
    return any(
        hash_of(before + canonical((*head, *who, data))) == digest for who in product(_numbers(by), _numbers(note))
    )


def _numbers(text: Any) -> tuple[Any, ...]:
    """Return *text* and the numbers that SQLite keeps as this text.

    Versions under rules 1 took a number as the clerk or the note of an entry of the book and made the hash over it,
    while the column kept its text.
    """
    found: list[Any] = [text]
    for kind in (int, float) if isinstance(text, str) else ():
        try:
            number = kind(text)
        except ValueError:
            continue
        found += [number] if repr(number) == text else []
    return (*found, bool(int(text))) if text in ("0", "1") else tuple(found)


def linked(hash_of: Hash, before: bytes, row: tuple[Any, ...]) -> bytes:
    """Return the hash of *row*, which follows a row whose hash is *before*."""
    return hash_of(before + canonical(row))


__all__ = ["ALGORITHMS", "DEFAULT_ALGORITHM", "START", "Hash", "Head", "canonical", "follows", "hasher", "linked"]
