"""The annual report's tables: forms by year, cases into cells, cells back to cases, and the balances."""

from .balance import RULES3, RULES4, Equality, Imbalance, Rule, imbalances
from .conclusions import CONCLUSIONS
from .counting import counts_of, counts_otherwise
from .dates import report_due, report_provision
from .disclosure import declared_cells, lines_in_cell, table2
from .disputes import REFUSED, Dispute, DisputeKey, counted_once, disputes_in_cell, table4, table4_from_tally
from .following import CARRY, STOCK, Follows, YearlyRule, carry_imbalances, stock_imbalances
from .forms import FORM_2019, FORM_2021, FORMS, form_for
from .from_case import counted_of, disputes_of
from .frozen import Difference, FrozenYear, Tables, differences, differs
from .grid import Table, Table2, Table3, Table4, TablesDiffer, rolled_up
from .layout import Block, Column, Form, Row, UnknownCell, UnknownForm, spans
from .ledger import LedgerLine
from .ledger_odd import ledger_warnings, stock_warnings, unrecorded, with_flows
from .ledger_rows import LedgerRow
from .ledger_taking import CannotMend, LineTwice
from .rollup import Part, RollUp, roll_up
from .tables import (
    Counted,
    Selection,
    TallyKey,
    cases_in_cell,
    cells_of,
    may_count,
    selection,
    table3,
    table3_from_tally,
)
from .warnings import Finding, direct_suits, other_high

__all__ = [
    "CARRY",
    "CONCLUSIONS",
    "FORMS",
    "FORM_2019",
    "FORM_2021",
    "REFUSED",
    "RULES3",
    "RULES4",
    "STOCK",
    "Block",
    "CannotMend",
    "Column",
    "Counted",
    "Difference",
    "Dispute",
    "DisputeKey",
    "Equality",
    "Finding",
    "Follows",
    "Form",
    "FrozenYear",
    "Imbalance",
    "LedgerLine",
    "LedgerRow",
    "LineTwice",
    "Part",
    "RollUp",
    "Row",
    "Rule",
    "Selection",
    "Table",
    "Table2",
    "Table3",
    "Table4",
    "Tables",
    "TablesDiffer",
    "TallyKey",
    "UnknownCell",
    "UnknownForm",
    "YearlyRule",
    "carry_imbalances",
    "cases_in_cell",
    "cells_of",
    "counted_of",
    "counted_once",
    "counts_of",
    "counts_otherwise",
    "declared_cells",
    "differences",
    "differs",
    "direct_suits",
    "disputes_in_cell",
    "disputes_of",
    "form_for",
    "imbalances",
    "ledger_warnings",
    "lines_in_cell",
    "may_count",
    "other_high",
    "report_due",
    "report_provision",
    "roll_up",
    "rolled_up",
    "selection",
    "spans",
    "stock_imbalances",
    "stock_warnings",
    "table2",
    "table3",
    "table3_from_tally",
    "table4",
    "table4_from_tally",
    "unrecorded",
    "with_flows",
]
