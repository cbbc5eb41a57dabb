"""The commands that keep the book: erase personal data, in time or at its end, copy the register, bring a copy back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from desk.keeping import certificate_text, retention_text
from persistence import restore as restore_copy
from workflow.errors import InvalidFact
from workflow.words import Words, counted

from .language import lang, say
from .recorded import copied
from .root import ysq
from .shell import open_desk, print_json, shared, tell, write


@ysq.command(
    help=say(
        "删除申请人个人信息（姓名、身份证明、联系方式）；历史不变，仍可核验。",
        "Erase who asked (name, identity, contact); the history stays, and still verifies.",
    )
)
@shared()
@click.option("--reason", required=True, help=say("删除的理由", "Why it is erased."))
@click.option("--by", help=say("经办人", "Who does it."))
@click.argument("case")
def forget(db: Path, as_json: bool, reason: str, by: str | None, case: str) -> None:
    """Erase the personal data of a case."""
    erased = open_desk(db).forget(case, reason, by)
    if as_json:
        print_json(erased._asdict())
    tell(f"已删除案件 {case} 的申请人个人信息", f"erased the personal data of case {case}")
    _tell_if_log_kept(db)


def _tell_if_log_kept(db: Path) -> None:
    """Tell where another process reads: what was erased can be read in file and log until all have let go."""
    log = db.with_name(f"{db.name}-wal")
    if log.exists() and log.stat().st_size:
        tell(
            f"另有进程正在读取登记簿，原文暂留在 {db} 及 {log.name} 中，待所有打开登记簿的进程都关闭它后消失",
            f"another process is reading: {db} and {log.name} still hold the bytes; they go when all who have it open close it",
        )


@ysq.command(
    help=say(
        "个人信息的保存期限，及到期可销毁的案件。期限由机关自定，没有默认值。",
        "How long personal data is kept, and what is due. The organ sets its own periods; there is no default.",
    )
)
@shared(on=True)
@click.option(
    "--set",
    "wanted",
    multiple=True,
    metavar="OUTCOME=YEARS",
    help=say(
        "设定期限：办理结果（all 为其余各项）=年数、permanent（永久）或 none（撤销）",
        "Set a period: an outcome (all: every other one) = whole years, permanent, or none to withdraw it.",
    ),
)
@click.option("--by", help=say("设定人", "Who sets it."))
@click.option("--certificates", is_flag=True, help=say("列出历次销毁证明", "Print the certificates of destruction."))
def retention(
    db: Path, on: date | None, as_json: bool, wanted: tuple[str, ...], by: str | None, certificates: bool
) -> None:
    """List what is due, after setting what is to be set."""
    desk = open_desk(db)
    pairs = [_pair(text) for text in wanted]
    if pairs:
        desk.keep(pairs, by)
    if certificates:
        made = desk.certificates()
        if as_json:
            print_json([certificate.as_json() for certificate in made])
        elif made:
            write("\n\n".join(certificate_text(c, desk.settings.agency, lang()) for c in made))
        else:
            write(say("没有销毁证明", "nothing was destroyed"))
        return
    found = desk.retention(on)
    if as_json:
        print_json(found.as_json())
    else:
        write(retention_text(found, lang()))


def _pair(text: str) -> tuple[str, str]:
    outcome, equals, period = text.partition("=")
    if not equals:
        raise InvalidFact(
            "set", text, Words("办理结果=年数，如 granted=10", "OUTCOME=YEARS, as in granted=10"), "retention"
        )
    return outcome.strip(), period.strip()


@ysq.command(
    help=say(
        "销毁到期案件的申请人个人信息，须两人办理，并出具证明；历史与年报数字不变。",
        "Destroy personal data that is due: by two people, with a certificate; history and figures stay.",
    )
)
@shared()
@click.option("--by", required=True, help=say("销毁人", "Who destroys it."))
@click.option("--and-by", required=True, help=say("监销人（另一人）", "Who watches: somebody else."))
@click.option("--reason", required=True, help=say("销毁的理由", "Why it is destroyed."))
@click.argument("cases", nargs=-1, required=True, metavar="CASE…")
def destroy(db: Path, as_json: bool, by: str, and_by: str, reason: str, cases: tuple[str, ...]) -> None:
    """Destroy personal data and print the certificate."""
    desk = open_desk(db)
    made = desk.destroy(*cases, by=by, and_by=and_by, reason=reason)
    if as_json:
        print_json(made.as_json())
    else:
        write(certificate_text(made, desk.settings.agency, lang()))
    _tell_if_log_kept(db)


@ysq.command(help=say("备份登记簿（可在使用中进行），并核验副本。", "Copy the register while it is used; verified."))
@shared()
@click.argument("file", type=click.Path(path_type=Path))
def backup(db: Path, as_json: bool, file: Path) -> None:
    """Copy the register."""
    found = open_desk(db).backup(file)
    copied(Words(f"已备份到 {file}", f"copied to {file}"))
    if as_json:
        print_json({"file": str(file), **found.as_json()})
    tell(
        f"已备份到 {file}：{found.events} 条记录，链首 {found.head}",
        f"copied to {file}: {counted(found.events, 'fact')}, head {found.head}",
    )


@ysq.command(
    help=say("从备份恢复登记簿；先核验，不覆盖已有的文件。", "Bring a copy back, verified; never over a file.")
)
@shared()
@click.argument("file", type=click.Path(path_type=Path))
def restore(db: Path, as_json: bool, file: Path) -> None:
    """Make the register from a copy."""
    found = restore_copy(file, db)
    copied(Words(f"已恢复 {db}", f"restored {db}"))
    if as_json:
        print_json({"file": str(db), **found.as_json()})
    tell(f"已恢复 {db}：{found.events} 条记录", f"restored {db}: {counted(found.events, 'fact')}")
