"""`heding archive show` and `heding archive get`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from archive.errors import ArchiveError
from archive.logical_paths import find_fault
from exporter.cli import options
from exporter.cli.frame import Command
from exporter.cli.place import find_object, open_archive, readable
from exporter.cli.report import print_json, print_rows, size
from exporter.language import say
from exporter.writing import prepare_folder, write_set


@click.command(
    "show",
    cls=Command,
    help=say(
        """说明一期：各版本及其文件。ID 可以是完整标识，或其中独有的一段（如日期）。

        \b
        例：heding archive show 2024-06-07
        """,
        """Show an edition: its versions and their files. ID may be a unique part of an id, such as a date.

        \b
        Example: heding archive show 2024-06-07
        """,
    ),
)
@click.argument("wanted", metavar="ID")
@options.archive_folder
@options.as_json
def show(wanted: str, archive_folder: Path | None, as_json: bool) -> None:
    """Show an object."""
    found = find_object(open_archive(archive_folder), wanted)
    versions = [
        {
            "version": version.number,
            "created": version.created.isoformat(),
            "user": version.user.name if version.user else "",
            "address": version.user.address if version.user else "",
            "message": version.message,
            "files": dict(sorted(version.state.items())),
        }
        for version in found.versions()
    ]
    if as_json:
        print_json({"id": found.inventory.object_id, "path": str(found.path), "versions": versions})
        return
    click.echo(readable(found.inventory.object_id))
    click.echo(str(found.path))
    print_rows(
        say("版本 时间 存入者 说明 文件", "version created user message files").split(),
        [
            [
                version.number,
                version.created.isoformat(" ", "minutes"),
                version.user.name if version.user else "",
                version.message,
                " ".join(sorted(version.state)),
            ]
            for version in found.versions()
        ],
    )


@click.command(
    "get",
    cls=Command,
    help=say(
        """取出一期的文件，每个字节都经过核对。

        \b
        例：heding archive get 2024-06-07 -o restored
            heding archive get 2024-06-07 --version v1 -o first
        """,
        """Get an edition's files, every byte proved against its digest.

        \b
        Example: heding archive get 2024-06-07 -o restored
                 heding archive get 2024-06-07 --version v1 -o first
        """,
    ),
)
@click.argument("wanted", metavar="ID")
@options.output_folder
@options.version
@options.archive_folder
@options.force
@options.as_json
def get(
    wanted: str, output: Path, version: str | None, archive_folder: Path | None, force: bool, as_json: bool
) -> None:
    """Copy an object's files out."""
    from archive.tombstone import check_standing

    found = find_object(open_archive(archive_folder), wanted)
    if version is None:
        check_standing(found)
    state = found.state(version)
    if fault := find_fault(state):  # another tool's object may hold any name
        raise ArchiveError(*fault)
    files = {path: found.read(path, version) for path in sorted(state)}
    paths: list[Path] = []
    for folder in sorted({PurePosixPath(path).parent for path in files}):
        here = {place.name: files[str(place)] for place in map(PurePosixPath, files) if place.parent == folder}
        prepare_folder(output / folder)
        paths += write_set(output / folder, here, force=force)
    sizes = [path.stat().st_size for path in paths]
    written = [{"path": str(path), "bytes": count} for path, count in zip(paths, sizes, strict=True)]
    if as_json:
        print_json({"id": found.inventory.object_id, "files": written})
    else:
        rows = [[str(path), size(count)] for path, count in zip(paths, sizes, strict=True)]
        print_rows(say("文件 大小", "file size").split(), rows)
