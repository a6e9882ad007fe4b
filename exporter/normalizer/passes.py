"""The passes, in their order, and the one function that runs them."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.edition import Edition
from exporter.normalizer.provenance import Provenance
from exporter.normalizer.source_text import SourceText


@dataclass(frozen=True, slots=True)
class Normalization:
    """What comes out of the normalizer: the edition, and the record of how it came about."""

    edition: Edition
    provenance: Provenance


def normalize(source: SourceText) -> Normalization:
    """Turn raw text into an edition. Raises InputError where the text holds nothing but white space."""
    raise NotImplementedError
