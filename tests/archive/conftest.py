"""An empty archive for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.storage_root import StorageRoot, create_root


@pytest.fixture
def root(tmp_path: Path) -> StorageRoot:
    return create_root(tmp_path / "档案")
