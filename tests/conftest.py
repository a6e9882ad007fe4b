"""What holds for every test: messages are English, and a property has no deadline (machines are busy).

With CI=true a property is tried on the same examples every time, so that a change is judged by what it changes;
anywhere else on new ones, which is how the rare ones are found.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("heding", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("heding")


@pytest.fixture(autouse=True, scope="session")
def _english() -> Iterator[None]:
    """Speak English; a test about the language sets its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield
