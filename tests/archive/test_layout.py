from __future__ import annotations

from typing import Any

import pytest

from archive.layout import HashAndIdTuples, config_of, parse_layout

FLAT, HASH_ID, HASHED = (
    "0002-flat-direct-storage-layout",
    "0003-hash-and-id-n-tuple-storage-layout",
    "0004-hashed-n-tuple-storage-layout",
)
OMIT, TUPLES_OMIT = "0006-flat-omit-prefix-storage-layout", "0007-n-tuple-omit-prefix-storage-layout"
SHORT = {"digestAlgorithm": "md5", "tupleSize": 2, "numberOfTuples": 15, "shortObjectRoot": True}
TURNED = {"tupleSize": 4, "numberOfTuples": 2, "zeroPadding": "left", "reverseObjectRoot": True}
SHA = "3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"


@pytest.mark.parametrize(
    ("extension", "config", "object_id", "location"),
    [
        (FLAT, {}, "object-01", "object-01"),
        (FLAT, {}, "a/b", None),
        (FLAT, {}, "..", None),
        (FLAT, {}, "福" * 100, None),
        (HASH_ID, {}, "object-01", "3c0/ff4/240/object-01"),
        (HASH_ID, {}, "..hor/rib:le-$id", "487/326/d8c/%2e%2ehor%2frib%3ale-%24id"),
        (HASHED, {}, "object-01", f"3c0/ff4/240/{SHA}"),
        (HASHED, {"tupleSize": 0, "numberOfTuples": 0}, "object-01", SHA),
        (HASHED, SHORT, "object-01", "ff/75/53/44/92/48/5e/ab/b3/9f/86/35/67/28/88/4e"),
        (OMIT, {"delimiter": ":"}, "namespace:12887296", "12887296"),
        (OMIT, {"delimiter": ":"}, "ends:", None),
        (OMIT, {"delimiter": "EDU/"}, "https://institution.edu/abc/edu/f8.05v", "f8.05v"),
        (OMIT, {"delimiter": "info:"}, "info:fedora/object-01", None),
        (TUPLES_OMIT, TURNED, "namespace:12887296", "6927/8821/12887296"),
        (TUPLES_OMIT, TURNED, "abc123", "321c/ba00/abc123"),
        (TUPLES_OMIT, {"delimiter": "edu/", "zeroPadding": "right"}, "https://i.edu/3448793", "344/879/300/3448793"),
    ],
)
def test_locations_are_those_of_the_extensions_examples(
    extension: str, config: dict[str, Any], object_id: str, location: str | None
) -> None:
    layout = parse_layout(extension, {"extensionName": extension, **config})
    assert layout is not None
    found = layout.location(object_id)
    assert (str(found) if found else None) == location


def test_a_long_id_is_cut_and_followed_by_its_digest() -> None:
    long = HashAndIdTuples().location("abcdefghij" * 10 + "a")
    assert str(long).startswith("5cc/73e/648/" + "abcdefghij" * 10 + "-5cc73e648fbcff136510e330871180922ddacf193b68fd")
    assert len(long.name) == 165


@pytest.mark.parametrize(
    ("extension", "config"),
    [
        (HASH_ID, {"tupleSize": 33}),
        (HASH_ID, {"tupleSize": 0}),
        (HASH_ID, {"tupleSize": True}),
        (HASH_ID, {"digestAlgorithm": ["md5"]}),
        (HASHED, {"digestAlgorithm": "md5", "tupleSize": 30}),
        (OMIT, {}),
        (OMIT, {"delimiter": ""}),
        (TUPLES_OMIT, {"zeroPadding": "both"}),
        (TUPLES_OMIT, {"tupleSize": 0}),
    ],
)
def test_parameters_out_of_bounds_are_no_layout(extension: str, config: dict[str, Any]) -> None:
    assert parse_layout(extension, config) is None


def test_a_layout_is_read_as_it_was_written() -> None:
    layout = HashAndIdTuples("sha512", 2, 4)
    assert parse_layout(layout.extension, config_of(layout)) == layout
