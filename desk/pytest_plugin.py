"""The pytest plugin: scenario files are collected as tests; fixtures and assertions for tests of one's own cases.

Nothing is imported here before it is asked for: the plugin is loaded in every run of pytest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from desk import Desk
    from workflow.testing.scenarios import Result, Scenario
    from workflow.testing.scenarios.assertions import Law

# As in desk.scenario_files, which is not imported before one is found.
_SUFFIXES = tuple(f".{stem}.{kind}" for stem in ("scenario", "情形") for kind in ("yaml", "csv", "xlsx"))
_ENCODED = tuple(suffix.encode() for suffix in _SUFFIXES)
_LOCKS = ("~$", ".~", "._")  # as in desk.lock_files: what is left beside a sheet that is open
_TOUCHED = "yishenqing_touched"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    group = parser.getgroup("yishenqing", "依申请 (Yishenqing)")
    group.addoption(
        "--article-coverage",
        action="store_true",
        default=False,
        help="list the articles and duties that have scenarios, and those that have none",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Write failures so that the terminal can show them; gather what the scenarios touch, where that is asked for."""
    config.pluginmanager.register(_Readable(config), "yishenqing-readable")
    if config.getoption("--article-coverage"):
        config.pluginmanager.register(_ArticleCoverage(), "yishenqing-article-coverage")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect scenario files."""
    if _is_scenario(file_path.name) and not file_path.name.startswith(_LOCKS):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def _is_scenario(name: str) -> bool:
    return name.endswith(_SUFFIXES) or os.fsencode(name).endswith(_ENCODED)  # see desk.scenario_files


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give ``shipped_scenario``: each scenario that comes with the library."""
    if "shipped_scenario" in metafunc.fixturenames:
        from desk.scenario_files import shipped

        scenarios = shipped()
        metafunc.parametrize("shipped_scenario", scenarios, ids=[scenario.title for scenario in scenarios])


class ScenarioFailed(Exception):
    """A scenario in which something differs; ``result`` says what."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.failures)
        self.result = result


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterable[ScenarioItem]:
        """Yield the scenarios; a file that cannot be read is one error, in one message."""
        from desk.scenario_files import read
        from desk.screen import visible
        from workflow.errors import YishenqingError

        try:
            scenarios = read(self.path, self.nodeid or self.path.name)
        except YishenqingError as error:
            raise self.CollectError(visible(error.message(), lines=True)) from None
        for scenario in scenarios:
            yield ScenarioItem.from_parent(self, name=_nameable(scenario.title), scenario=scenario)


def _nameable(title: str) -> str:
    """Return a title as it can stand in the environment, where pytest puts it while the test runs."""
    try:
        os.fsencode(title)
    except UnicodeEncodeError:
        return title.encode("ascii", "backslashreplace").decode()
    return title


class ScenarioItem(pytest.Item):
    """One scenario. Its tags are words for ``-k``."""

    def __init__(self, *, scenario: Scenario, **more: Any) -> None:
        super().__init__(**more)
        self.scenario = scenario
        self.extra_keyword_matches.update(scenario.tags)

    def runtest(self) -> None:
        """Play the scenario and judge it."""
        from workflow.testing.scenarios import run

        result = run(self.scenario)
        if self.config.getoption("--article-coverage"):
            from workflow.testing.scenarios.coverage import touched

            self.user_properties.append((_TOUCHED, [list(part) for part in touched(result)]))
        if not result.passed:
            raise ScenarioFailed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the report of the scenario: what differs, the derivation, the article."""
        if isinstance(excinfo.value, ScenarioFailed):
            from desk.screen import visible

            return visible(excinfo.value.result.report(), lines=True)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the scenario stands."""
        return self.path, self.scenario.line - 1, self.name


class _Readable:
    """Writes what the terminal has no character for in another way: pytest would escape the whole report."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Put the report of a scenario that failed into characters that the terminal has."""
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        encoding = getattr(getattr(getattr(terminal, "_tw", None), "_file", None), "encoding", None)
        if encoding and isinstance(report.longrepr, str) and _is_scenario(report.nodeid.split("::")[0]):
            from desk.plain import readable

            report.longrepr = readable(report.longrepr, encoding)


class _ArticleCoverage:
    """Gathers what the scenarios touch, from this process or from workers, and prints it at the end."""

    def __init__(self) -> None:
        self.found: list[Any] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a scenario touched."""
        if report.when == "call":
            self.found += [value for name, value in report.user_properties if name == _TOUCHED]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the table."""
        from workflow.testing.scenarios.coverage import Touched, report

        terminalreporter.section("条款与义务的情形覆盖 (article coverage)")
        terminalreporter.write_line(report(Touched(*map(tuple, value)) for value in self.found))


@pytest.fixture
def law() -> Law:
    """The law: default readings, the calendar, the provisions and the duties."""
    from workflow.testing.scenarios.assertions import Law

    return Law()


@pytest.fixture
def desk_now() -> Any:
    """Where the clock of ``desk`` stands: a day or a moment; None for the real clock. A project overrides it."""
    return None


@pytest.fixture
def desk(tmp_path: Path, desk_now: Any) -> Generator[Desk]:
    """A desk over a new register in a temporary folder; its clock stands at ``desk_now``, where that is given."""
    from desk import Desk

    clock = {} if desk_now is None else {"now": desk_now}
    with Desk.create(tmp_path / "register.db", **clock) as opened:
        yield opened


@pytest.fixture
def make_case() -> Callable[..., Any]:
    """Build a case from facts by name: ``make_case(received="2025-03-03", replied="2025-03-20")``."""
    from workflow.testing.scenarios.assertions import make_case

    return make_case


@pytest.fixture
def assert_deadline() -> Callable[..., None]:
    """Assert when a limit ends: ``assert_deadline(case, "2025-03-31", because=["31(1)", "33(2)"])``."""
    from workflow.testing.scenarios.assertions import assert_deadline

    return assert_deadline


@pytest.fixture
def assert_breaches() -> Callable[..., None]:
    """Assert which duties were not met: ``assert_breaches(case, ["reply"])``."""
    from workflow.testing.scenarios.assertions import assert_breaches

    return assert_breaches


@pytest.fixture
def assert_lawful() -> Callable[..., None]:
    """Assert that every duty was met: ``assert_lawful(case)``."""
    from workflow.testing.scenarios.assertions import assert_lawful

    return assert_lawful


@pytest.fixture
def what_if() -> Callable[..., Any]:
    """Say which scenarios' limits would move: ``what_if("修改: {条款: reply, 数: 15, 自: 2024-01-01}", scenarios)``.

    ``scenarios`` are those of a file or folder by its path, or scenarios; by default those that come with the library.
    """
    from desk import scenario_files
    from workflow.testing.what_if import what_if
    from workflow.vocabulary.malformed import MalformedScenario
    from workflow.words import Words

    def over(suppositions: Any, scenarios: Any = None) -> Any:
        if isinstance(scenarios, (str, Path)):
            if not Path(scenarios).exists():
                raise MalformedScenario(
                    0, Words("没有这个文件或者文件夹", "there is no such file or folder"), str(scenarios)
                )
            paths = scenario_files.found([Path(scenarios)])
            scenarios = [one for path in paths for one in scenario_files.read(path)]
        return what_if(suppositions, scenario_files.shipped() if scenarios is None else scenarios)

    return over
