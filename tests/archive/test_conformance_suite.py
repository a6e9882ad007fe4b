"""The objects of OCFL/fixtures: what verification says of each, against what its folder's name says."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest

from archive.errors import NotAStorageRoot
from archive.fixity import verify
from tests.judges import need_shared

# The object is found broken, but under another code than the one its name gives: where the inventory itself breaks a
# rule, what hangs on it is not looked at any more.
OTHER_CODE = {
    "E010_missing_versions",
    "E015_content_not_in_content_dir",
    "E019_inconsistent_content_dir",
    "E092_E093_content_path_does_not_exist",
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fixtures")
    with tarfile.open(need_shared("suites/ocfl-fixtures.tar.gz")) as packed:
        packed.extractall(folder, filter="data")
    return folder


def objects(suite: Path, kind: str) -> list[Path]:
    return sorted(suite.glob(f"1.[01]/{kind}-objects/*"))


def test_good_objects_have_no_problem(suite: Path) -> None:
    found = objects(suite, "good")
    assert len(found) == 22
    assert [(path.name, report.problems) for path in found if (report := verify(path)).problems] == []


def test_objects_to_warn_of_are_intact_and_warned_of(suite: Path) -> None:
    found = objects(suite, "warn")
    assert len(found) == 27
    for path in found:
        report = verify(path)
        assert report.intact, path.name
        assert set(re.findall(r"W\d{3}", path.name)) <= {problem.code for problem in report.problems}, path.name


def test_bad_objects_are_not_intact(suite: Path) -> None:
    found = objects(suite, "bad")
    assert len(found) == 107
    for path in found:
        if path.name == "E003_E063_empty":  # an empty folder is no object at all
            with pytest.raises(NotAStorageRoot):
                verify(path)
            continue
        report = verify(path)
        assert not report.intact, path.name
        named = set(re.findall(r"E\d{3}", path.name))
        assert (named <= {problem.code for problem in report.problems}) == (path.name not in OTHER_CODE), path.name
