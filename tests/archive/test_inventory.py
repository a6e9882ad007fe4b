from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.inventory import parse_inventory
from archive.problems import Severity

A, B = "a" * 128, "b" * 128
SOUND: dict[str, Any] = {
    "id": "urn:heding:明溪日报:2024-06-07",
    "type": "https://ocfl.io/1.1/spec/#inventory",
    "digestAlgorithm": "sha512",
    "head": "v2",
    "manifest": {A: ["v1/content/a"], B: ["v2/content/b/c"]},
    "versions": {
        "v1": {
            "created": "2024-06-07T08:00:00+08:00",
            "state": {A: ["a"]},
            "message": "",
            "user": {"name": "林", "address": "mailto:l@example.org"},
        },
        "v2": {
            "created": "2024-06-08T08:00:00.5Z",
            "state": {A: ["a"], B: ["b/c", "d"]},
            "message": "更正",
            "user": {"name": "林", "address": "mailto:l@example.org"},
        },
    },
}


def codes(document: object) -> set[str]:
    return {found.code for found in parse_inventory(json.dumps(document).encode(), "inventory.json")[1]}


def changed(*path: str, to: object) -> dict[str, Any]:
    """Return a copy of the sound inventory with one value replaced."""
    document: dict[str, Any] = json.loads(json.dumps(SOUND))
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return document


def test_a_sound_inventory_is_read() -> None:
    inventory, problems = parse_inventory(json.dumps(SOUND).encode(), "")
    assert problems == ()
    assert inventory is not None
    assert inventory.head.state == {"a": A, "b/c": B, "d": B}
    assert inventory.content == {"v1/content/a": A, "v2/content/b/c": B}
    assert parse_inventory(inventory.to_json(), "") == (inventory, ())


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (changed("id", to=""), "E037"),
        (changed("id", to="no-uri"), "W005"),
        (changed("type", to="https://ocfl.io/2.0/spec/#inventory"), "E038"),
        (changed("digestAlgorithm", to=["sha512"]), "E025"),
        (changed("contentDirectory", to=".."), "E018"),
        (changed("contentDirectory", to="a/b"), "E017"),
        (changed("head", to="v1"), "E040"),
        (changed("extra", to=1), "E102"),
        (changed("manifest", to=[]), "E106"),
        (changed("versions", to=[]), "E044"),
        (changed("versions", to={}), "E008"),
        (changed("versions", "v" + "9" * 5000, to={}), "E046"),
        (changed("versions", "v4", to=SOUND["versions"]["v2"]), "E010"),
        (changed("versions", "v02", to=SOUND["versions"]["v2"]), "E012"),
        (changed("versions", "v2", to=None), "E047"),
        (changed("versions", "v2", to={}), "E048"),
        (changed("versions", "v2", "created", to="2024-06-08"), "E049"),
        (changed("versions", "v2", "created", to="2024-13-08T00:00:00Z"), "E049"),
        (changed("versions", "v2", "message", to=7), "E094"),
        (changed("versions", "v2", "user", to="林"), "E054"),
        (changed("versions", "v2", "user", "address", to="林"), "W009"),
        (changed("versions", "v2", "state", A, to="a"), "E050"),
        (changed("versions", "v2", "state", "c" * 128, to=["x"]), "E050"),
        (changed("versions", "v2", "state", A, to=["../a"]), "E052"),
        (changed("versions", "v2", "state", A, to=["/a"]), "E053"),
        (changed("versions", "v2", "state", A, to=["b"]), "E095"),
        (changed("versions", "v2", "state", A, to=["d"]), "E095"),
        (changed("manifest", A, to=["v1/content/../../../../etc/passwd"]), "E099"),
        (changed("manifest", A, to=["/v1/content/a"]), "E100"),
        (changed("manifest", A, to=["v3/content/a"]), "E042"),
        (changed("manifest", A, to=["v1/a"]), "E042"),
        (changed("manifest", A, to=["v2/content/b"]), "E101"),
        (changed("manifest", A, to=[]), "E092"),
        (changed("manifest", A, to=[["v1/content/a"]]), "E092"),
        (changed("manifest", "c" * 128, to=["v1/content/c"]), "E107"),
        (changed("manifest", "A" * 128, to=["v1/content/c"]), "E096"),
        (changed("manifest", "xyz", to=["v1/content/c"]), "E025"),
        (changed("fixity", to=[]), "E111"),
        (changed("fixity", to={"crc32": {}}), "E056"),
        (changed("fixity", to={"md5": []}), "E057"),
        (changed("fixity", to={"md5": {"0" * 32: ["../x"]}}), "E099"),
    ],
)
def test_each_rule_has_its_code(document: dict[str, Any], code: str) -> None:
    assert code in codes(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from(
    [(key,) for key in SOUND]
    + [("manifest", A), ("versions", "v1"), ("fixity",), ("contentDirectory",)]
    + [("versions", "v1", key) for key in ("created", "state", "message", "user")]
    + [("versions", "v1", "state", A), ("versions", "v1", "user", "name"), ("versions", "v1", "user", "address")]
)


@given(path=PATHS, value=JSON)
def test_no_value_of_any_type_is_taken_on_trust(path: tuple[str, ...], value: object) -> None:
    inventory, problems = parse_inventory(json.dumps(changed(*path, to=value)).encode(), "inventory.json")
    assert (inventory is None) == any(found.severity is Severity.ERROR for found in problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes) -> None:
    assert parse_inventory(data, "")[0] is None
