"""Many writers at once on shared ids, some of them killed: no version lost, none doubled, never an invalid state."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from archive.archival_object import open_object
from archive.fixity import verify
from archive.storage_root import StorageRoot, create_root
from tests.archive.archives import judged, keep, left_overs
from tests.archive.proofs.actions import in_memory


def gather(writers: int, updates: int, ids: int, *, killed: int = 0) -> dict[str, int]:
    """Let so many processes make so many updates each, and others be killed among them; return the versions of each id.

    A reader looks at the archive meanwhile. Asserts that every acknowledged version is there once, with its content.
    """
    names = [f"urn:heding:明溪日报:{number}" for number in range(ids)]
    with in_memory() as folder:
        root = create_root(folder / "root")
        victims = [_start(root, names, f"victim {number}", 1_000_000, folder) for number in range(killed)]
        workers = [_start(root, names, f"writer {number}", updates, folder) for number in range(writers)]
        looks = 0
        while workers:
            assert verify(root.path).problems == ()
            looks += 1
            if victims and looks % 3 == 0:
                os.kill(victims[-1], signal.SIGKILL)
                os.waitpid(victims.pop(), 0)
            for pid in list(workers):
                if (ended := os.waitpid(pid, os.WNOHANG))[0]:
                    assert ended[1] == 0, (folder / "errors").read_text()
                    workers.remove(pid)
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        return _check(root, names, folder, writers * updates)


def _start(root: StorageRoot, names: list[str], name: str, updates: int, folder: Path) -> int:
    """Start a writer; what it has acknowledged it writes into a file of its name."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        with (folder / name).open("a") as log:
            for turn in range(updates):
                object_id = names[(turn + hash(name)) % len(names)]
                files = {"source.txt": b"same", "who": name.encode(), "turn": b"%d" % turn}
                receipt = keep(root, files, object_id)
                assert receipt.created
                print(json.dumps([object_id, receipt.version, name, turn]), file=log, flush=True)
        code = 0
    except BaseException as error:
        (folder / "errors").write_text(repr(error))
        raise
    finally:
        os._exit(code)
    return 0


def _check(root: StorageRoot, names: list[str], folder: Path, least: int) -> dict[str, int]:
    told = {}
    for log in (*folder.glob("writer *"), *folder.glob("victim *")):
        for line in log.read_text().splitlines():
            object_id, version, name, turn = json.loads(line)
            assert (object_id, version) not in told, "a version was given twice"
            told[object_id, version] = (name.encode(), b"%d" % turn)
    keep(root)
    assert left_overs(root) == []
    counts = {}
    held = {}
    for name in names:
        stored = open_object(root, name)
        versions = stored.versions()
        counts[name] = len(versions)
        assert [version.number for version in versions] == [f"v{number + 1}" for number in range(len(versions))]
        for version in versions:
            held[name, version.number] = stored.read("who", version.number), stored.read("turn", version.number)
    assert len(set(held.values())) == len(held), "an update was made twice"
    assert {key: held[key] for key in told} == told
    untold = [who for key, (who, _) in held.items() if key not in told]
    assert all(who.startswith(b"victim") for who in untold), "a version that no living writer was told of"
    assert sum(who.startswith(b"writer") for who, _ in held.values()) == least
    assert judged(root.path) == []
    return counts
