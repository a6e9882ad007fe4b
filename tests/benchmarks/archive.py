"""How fast the archive is, beside what the machine can do: `.venv/bin/python -m tests.benchmarks.archive`.

    verify    bytes a second on one core, over `sha512sum` on the same files in the same run (both from memory)
    memory    what verifying takes at its peak, for an archive and for one ten times as large
    deposit   deposits a second with everything brought to the disk, over files written and synced a second
    list      seconds to list ten thousand editions, once the index is there, and to make it

Arguments name some of them. `--small` runs all in a moment, to see that they work. Only ratios say something on a busy
machine. The archives lie in a temporary folder; set TMPDIR to the disk that is to be measured.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from archive.catalogue import list_editions
from archive.filesystem import write_new
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import keep, stored_files

HERE = Path(__file__).parents[2]
# An edition's files as they come out of an export: source, provenance, JSON, EPUB, PDF.
SIZES = {"source.txt": 60_000, "provenance.json": 250_000, "edition.json": 180_000, "issue.epub": 90_000}
SIZES |= {"issue.pdf": 600_000}
ROUNDS = 5


def main(names: list[str], *, small: bool) -> None:
    """Run the benchmarks of these names, all where there are none."""
    for name in names or BENCHMARKS:
        with TemporaryDirectory() as folder:
            print(f"{name:8}", BENCHMARKS[name](Path(folder), small), flush=True)


def bench_verify(folder: Path, small: bool) -> str:
    """Return the ratio of speeds, for whole editions and for large files."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    editions = _race(_filled(folder / "editions", SIZES, 3 if small else 300))
    scans = _race(_filled(folder / "scans", {"scan.tif": 40_000_000}, 1 if small else 8))
    return f"editions {editions}, large files {scans}"


def _race(root: StorageRoot) -> str:
    """Verify an archive and run sha512sum on its content, by turns, so that both meet the same load; compare the best.

    Each round is counted by the processor's time that it took, ours with what Python itself needs in it.
    """
    files = [path for path in stored_files(root.path) if "content" in path.parts]
    rounds = [(_processor(lambda: verify(root.path)), _processor(lambda: _sha512sum(files))) for _ in range(ROUNDS)]
    ours, theirs = (min(times) for times in zip(*rounds, strict=True))
    return f"{theirs / ours:.2f} of sha512sum ({sum(path.stat().st_size for path in files) / ours / 1e6:.0f} MB/s)"


def bench_memory(folder: Path, small: bool) -> str:
    """Return the peak memory of a process that verifies an archive, and one of ten times the objects."""
    count = 10 if small else 200
    peaks = [
        _peak(_filled(folder / str(times), {"source.txt": 2_000, "issue.pdf": 5_000}, count * times).path)
        for times in (1, 10)
    ]
    return f"{count} objects {peaks[0]} kB, {10 * count} objects {peaks[1]} kB ({peaks[1] / peaks[0]:.3f})"


def bench_deposit(folder: Path, small: bool) -> str:
    """Return the deposits a second, new objects and corrections, and plain synced files a second beside them."""
    root = create_root(folder / "archive")
    count = 5 if small else 100
    editions = [_content(SIZES, number) for number in range(count)]
    first = _seconds(lambda: [keep(root, files, f"urn:x:{number}") for number, files in enumerate(editions)])
    changed = [{**files, "issue.pdf": files["issue.pdf"][::-1]} for files in editions]
    second = _seconds(lambda: [keep(root, files, f"urn:x:{number}") for number, files in enumerate(changed)])
    plain = _seconds(lambda: _write_plainly(folder / "plain", editions))
    files = count * len(SIZES)
    return (
        f"{count / first:.1f} new/s, {count / second:.1f} corrections/s, {files / plain:.0f} synced files/s; "
        f"a deposit costs as much as {first / count / (plain / files):.1f} of those (it writes {len(SIZES)} and more)"
    )


def bench_list(folder: Path, small: bool) -> str:
    """Return the seconds to list an archive, and the processor's seconds, with its index and without."""
    count = 50 if small else 10_000
    root = create_root(folder / "archive")
    with mock.patch("os.fsync"):  # what is listed need not have been brought to the disk
        for number in range(count):
            item = {
                "headlines": [{"value": "明溪日报"}],
                "versionCreated": f"{1950 + number // 365}-01-01T00:00:00Z",
                "associations": [{"type": "text"}] * 30,
            }
            keep(root, {"edition.json": json.dumps(item).encode()}, f"urn:heding:x:{number}")
    index = folder / "cache" / "index.sqlite"
    first = _processor(lambda: list_editions(root, index))
    rounds = [
        (_seconds(lambda: list_editions(root, index)), _processor(lambda: list_editions(root, index)))
        for _ in range(ROUNDS)
    ]
    again, spent = (min(times) for times in zip(*rounds, strict=True))
    assert len(list_editions(root, index)) == count
    return f"{count} editions: {again:.2f} s, {spent:.2f} s of the processor; the first time {first:.2f} s of it"


def _filled(folder: Path, sizes: Mapping[str, int], count: int) -> StorageRoot:
    root = create_root(folder)
    with mock.patch("os.fsync"):
        for number in range(count):
            keep(root, _content(sizes, number), f"urn:heding:x:{number}")
    return root


def _content(sizes: Mapping[str, int], seed: int) -> dict[str, bytes]:
    chance = random.Random(seed)
    return {name: chance.randbytes(size) for name, size in sizes.items()}


def _write_plainly(folder: Path, editions: list[dict[str, bytes]]) -> None:
    for number, files in enumerate(editions):
        for name, data in files.items():
            write_new(folder / str(number) / name, data)


def _sha512sum(files: list[Path]) -> None:
    subprocess.run(["sha512sum", "--", *map(str, files)], stdout=subprocess.DEVNULL, check=True)


def _peak(root: Path) -> int:
    code = (
        "import sys, pathlib; from archive.fixity import verify\n"
        "assert verify(pathlib.Path(sys.argv[1])).intact\n"
        "print(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    command = [sys.executable, "-c", code, str(root)]
    return int(subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True).stdout)


def _processor(work: Callable[[], object]) -> float:
    """Return the processor's seconds that this process and its children spent on some work."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


BENCHMARKS = {"verify": bench_verify, "memory": bench_memory, "deposit": bench_deposit, "list": bench_list}

if __name__ == "__main__":
    arguments = sys.argv[1:]
    main([name for name in arguments if name != "--small"], small="--small" in arguments)
