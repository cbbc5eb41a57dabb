"""The annual report's tables: forms by year, cases into cells, cells back to cases, and the balances."""

from .balance import RULES3, RULES4, Equality, Imbalance, Rule, carry_imbalances, imbalances
from .dates import report_due, report_provision
from .disputes import Dispute, disputes_in_cell, table4
from .forms import FORM_2019, FORM_2021, FORMS, form_for
from .from_case import counted_of, disputes_of
from .grid import Table, Table2, Table3, Table4, TablesDiffer, rolled_up
from .layout import Block, Column, Form, Row, UnknownCell, UnknownForm, spans
from .ledger import LedgerLine, declared_cells, table2
from .tables import Counted, TallyKey, cases_in_cell, cells_of, table3, table3_from_tally

__all__ = [
    "FORMS",
    "FORM_2019",
    "FORM_2021",
    "RULES3",
    "RULES4",
    "Block",
    "Column",
    "Counted",
    "Dispute",
    "Equality",
    "Form",
    "Imbalance",
    "LedgerLine",
    "Row",
    "Rule",
    "Table",
    "Table2",
    "Table3",
    "Table4",
    "TablesDiffer",
    "TallyKey",
    "UnknownCell",
    "UnknownForm",
    "carry_imbalances",
    "cases_in_cell",
    "cells_of",
    "counted_of",
    "declared_cells",
    "disputes_in_cell",
    "disputes_of",
    "form_for",
    "imbalances",
    "report_due",
    "report_provision",
    "rolled_up",
    "spans",
    "table2",
    "table3",
    "table3_from_tally",
    "table4",
]
