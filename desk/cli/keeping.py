"""The commands that keep the book: erase personal data, copy the register, bring a copy back."""

from __future__ import annotations

from pathlib import Path

import click

from persistence import restore as restore_copy

from .language import say
from .root import ysq
from .shell import open_desk, print_json, shared, tell


@ysq.command(
    help=say(
        "抹除申请人个人信息（姓名、身份证明、联系方式）；历史不变，仍可核验。",
        "Erase who asked (name, identity, contact); the history stays, and still verifies.",
    )
)
@shared()
@click.option("--reason", required=True, help=say("抹除的理由", "Why it is erased."))
@click.option("--by", help=say("经办人", "Who does it."))
@click.argument("case")
def forget(db: Path, as_json: bool, reason: str, by: str | None, case: str) -> None:
    """Erase the personal data of a case."""
    erased = open_desk(db).forget(case, reason, by)
    if as_json:
        print_json(erased._asdict())
    tell(f"已抹除案件 {case} 的申请人个人信息", f"erased the personal data of case {case}")


@ysq.command(help=say("备份登记簿（可在使用中进行），并核验副本。", "Copy the register while it is used; verified."))
@shared()
@click.argument("file", type=click.Path(path_type=Path))
def backup(db: Path, as_json: bool, file: Path) -> None:
    """Copy the register."""
    found = open_desk(db).backup(file)
    if as_json:
        print_json({"file": str(file), **found.as_json()})
    tell(
        f"已备份到 {file}：{found.events} 条记录，链首 {found.head}",
        f"copied to {file}: {found.events} facts, head {found.head}",
    )


@ysq.command(
    help=say("从备份恢复登记簿；先核验，不覆盖已有的文件。", "Bring a copy back, verified; never over a file.")
)
@shared()
@click.argument("file", type=click.Path(path_type=Path))
def restore(db: Path, as_json: bool, file: Path) -> None:
    """Make the register from a copy."""
    found = restore_copy(file, db)
    if as_json:
        print_json({"file": str(db), **found.as_json()})
    tell(f"已恢复 {db}：{found.events} 条记录", f"restored {db}: {found.events} facts")
