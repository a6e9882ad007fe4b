"""One bit, byte, length or name changed, anywhere in an archive: verification finds it and names the file."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archive.fixity import Report, verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import CORRECTION, EDITION, keep, stored_files
from tests.archive.proofs.actions import in_memory

Damage = Callable[[Path, random.Random], tuple[Path, ...]]


def corrupt(count: int, seed: int = 20240607) -> Counter[str]:
    """Damage an archive so often, each time in one way in one place; return how often each way was found.

    Every file of the archive is fair game, its declarations too. Raises AssertionError for damage that is not found,
    or whose report names neither the file nor, where that is gone, whose it was.
    """
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    with in_memory() as folder:
        root = create_root(folder / "archive").path
        _fill(root, chance)
        assert verify(root).problems == ()
        for _ in range(count):
            victim = chance.choice(stored_files(root))
            before = victim.read_bytes()
            name, damage = chance.choice([each for each in DAMAGES.items() if before or each[0] not in NEED_BYTES])
            touched = damage(victim, chance)
            report = verify(root)
            where = f"{name}: {', '.join(str(path.relative_to(root)) for path in touched)}"
            assert not report.intact, f"not found: {where}"
            assert _names(report, touched, root), f"not named: {where}: {report.problems}"
            found[name] += 1
            for path in touched:
                path.unlink(missing_ok=True)
            victim.write_bytes(before)
        assert verify(root).problems == ()
    return found


def _fill(root: Path, chance: random.Random) -> None:
    store = StorageRoot(root)
    for number in range(5):
        object_id = f"urn:heding:明溪日报:2024-06-{number + 1:02}"
        for files in (EDITION, CORRECTION, {**CORRECTION, "页/01.txt": chance.randbytes(5_000), "empty": b""}):
            keep(store, files, object_id)


def _names(report: Report, touched: tuple[Path, ...], root: Path) -> bool:
    """Return whether the problems name one of the files: by their path, or as part of what they say of its folder."""
    for found in report.errors:
        for path in touched:
            relative = path.relative_to(root)
            if found.path == str(relative) or (path.parent == root / found.path and path.name in found.en):
                return True
            pair = relative.with_name("inventory.json"), relative.with_name("inventory.json.sha512")
            if relative in pair and Path(found.path) in pair:
                return True  # which of an inventory and its sidecar is damaged nobody can tell
    return False


def _flip_bit(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    data = bytearray(victim.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    victim.write_bytes(data)
    return (victim,)


def _change_byte(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    data = bytearray(victim.read_bytes())
    at = chance.randrange(len(data))
    data[at] = (data[at] + chance.randrange(1, 256)) % 256
    victim.write_bytes(data)
    return (victim,)


def _cut(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    data = victim.read_bytes()
    victim.write_bytes(data[: chance.randrange(len(data))])
    return (victim,)


def _grow(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    victim.write_bytes(victim.read_bytes() + chance.randbytes(chance.randrange(1, 100)))
    return (victim,)


def _rename(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    letters = list(victim.name)
    at = chance.randrange(len(letters))
    letters[at] = chance.choice([other for other in "abcXYZ019_" if other != letters[at]])
    target = victim.with_name("".join(letters))
    if target.exists():
        return _remove(victim, chance)
    return victim, victim.rename(target)


def _remove(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    victim.unlink()
    return (victim,)


def _replace_by_a_link(victim: Path, chance: random.Random) -> tuple[Path, ...]:
    victim.unlink()
    victim.symlink_to("/etc/hostname")
    return (victim,)


DAMAGES: dict[str, Damage] = {
    "bit": _flip_bit,
    "byte": _change_byte,
    "shorter": _cut,
    "longer": _grow,
    "name": _rename,
    "gone": _remove,
    "link": _replace_by_a_link,
}
NEED_BYTES = ("bit", "byte", "shorter")
