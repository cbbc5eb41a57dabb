"""``ysq scenario``: scenario files run without pytest, one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desk.lock_files import without_lock_files
from workflow.testing.scenarios import Result, run
from workflow.words import counted

from .language import lang, say
from .root import ysq
from .shell import law_at_hand, print_json, shared, tell_passed_over, write


@ysq.command(
    help=say(
        "运行情形文件（*.情形.yaml、*.scenario.yaml，或 CSV、XLSX）；有不符则退出码为 1。",
        "Run scenario files (YAML, CSV, XLSX); exit status 1 when anything differs.",
    )
)
@shared()
@click.option("--shipped", is_flag=True, help=say("随软件附带的情形", "The scenarios that come with the library."))
@click.argument("files", nargs=-1, metavar="FILE…", type=click.Path(path_type=Path))
def scenario(db: Path, as_json: bool, shipped: bool, files: tuple[Path, ...]) -> int:
    """Run the scenarios of the files, or of the folders, that are named. No register is needed."""
    from desk import scenario_files

    if not files and not shipped:
        raise click.UsageError(say("请给出情形文件，或 --shipped", "name scenario files, or give --shipped"))
    law = law_at_hand()
    paths, passed_over = without_lock_files(scenario_files.found(files))
    tell_passed_over(passed_over)
    every = [one for path in paths for one in scenario_files.read(path, str(path), law)]
    if not every and not shipped:
        raise click.ClickException(say("文件夹中没有情形文件", "no scenario file in these folders"))
    results = [run(one) for one in [*every, *(scenario_files.shipped(law) if shipped else ())]]
    if as_json:
        print_json([_as_json(result) for result in results])
    else:
        for result in results:
            write(f"✓ {result.scenario.title}" if result.passed else f"✗ {result.report(lang())}")
        failed = sum(not result.passed for result in results)
        write(
            say(f"共 {len(results)} 条情形，{failed} 条不符", f"{counted(len(results), 'scenario')}, {failed} failed")
        )
    return 0 if all(result.passed for result in results) else 1


def _as_json(result: Result) -> dict[str, Any]:
    one = result.scenario
    return {
        "file": one.source,
        "line": one.line,
        "scenario": one.title,
        "authority": list(one.authority),
        "passed": result.passed,
        "failures": [
            {
                "line": failure.line,
                "key": failure.label.say(lang()),
                "expected": failure.expected.say(lang()),
                "found": failure.found.say(lang()),
            }
            for failure in result.failures
        ],
        "derivation": result.derivation(lang()).splitlines() if not result.passed else [],
    }
