"""What holds for every test: messages are English, and a property has no deadline (machines are busy)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("heding", deadline=None)
settings.load_profile("heding")


@pytest.fixture(autouse=True, scope="session")
def _english() -> Iterator[None]:
    """Speak English; a test about the language sets its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield
