"""What the archive's tests share: deposits with invented editions, the outside judge, and the damage they do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from archive.deposit import Receipt, User, deposit
from archive.storage_root import StorageRoot

ID = "urn:heding:明溪日报:2024-06-07"
USER = User("林知远", "mailto:lin@example.org")
NOW = datetime(2024, 6, 8, 9, 30, tzinfo=UTC)
EDITION = {"source.txt": "溪水清清\n".encode(), "issue.pdf": b"%PDF-1.7 first", "edition.json": b"{}"}
CORRECTION = {**EDITION, "issue.pdf": b"%PDF-1.7 second"}


def keep(
    root: StorageRoot, files: Mapping[str, bytes] = EDITION, object_id: str = ID, message: str = "存入"
) -> Receipt:
    return deposit(root, object_id, files, user=USER, message=message, now=NOW)


def judged(root: Path) -> list[str]:
    """Return every error and warning that ocfl-py has about a storage root and its objects."""
    from tests.judges import need  # here, for the writers that tests start and kill do without pytest

    try:
        import ocfl  # type: ignore[import-untyped]
    except ImportError:
        need(False, "ocfl-py, the outside judge of OCFL")
    store = ocfl.StorageRoot(root=str(root))
    valid = store.validate(log_warnings=True)
    complaints = [message for _, message in store.errors] + list(store.log.messages)
    assert complaints or (valid and store.num_objects == store.good_objects)
    return complaints


def left_overs(root: StorageRoot) -> list[str]:
    """Return what writers, killed or at work, have left in their work folders."""
    return sorted(path.name for path in root.work.iterdir()) if root.work.is_dir() else []


def stored_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
