"""Tasks on all cores: the same results in the same order, and faults that reach the caller."""

from __future__ import annotations

import pytest

from eval import cores
from eval.cores import FEW, spread


@pytest.mark.parametrize("count", [0, 3, FEW, 3 * FEW + 1])
def test_results_come_in_order(count: int) -> None:
    held = {number: f"{number} squared is {number**2}" for number in range(count)}
    assert list(spread(lambda number: held[number], range(count), "asking")) == list(held.values())
    assert cores._task is None


@pytest.mark.parametrize("count", [5, FEW])
def test_a_fault_reaches_the_caller(count: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // (number - 3), range(count), "asking"))
    assert cores._task is None
