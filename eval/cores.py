"""A task for each of many items, on all cores where processes can be forked."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from eval.extras import need
from eval.progress import track

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 64  # items for which starting processes isn't worth it
_task: Any = None  # forked processes find it here, with all that it holds: a bot is too big to send


def spread(task: Callable[[Item], Result], items: Sequence[Item], label: str) -> Iterator[Result]:
    """task(item) for each item, in order. A task must not count on what an earlier one has changed.

    Raises MissingExtra without the `eval` extra.
    """
    global _task
    cores = os.cpu_count() or 1
    if cores == 1 or len(items) < FEW or not sys.platform.startswith("linux"):
        yield from map(task, track(items, label))
        return
    one_thread_each = need("threadpoolctl").threadpool_limits  # more, on the same cores, make answers 3 times slower
    _task = task
    try:
        with multiprocessing.get_context("fork").Pool(cores, one_thread_each, (1,)) as pool:
            for result, _ in zip(pool.imap(_run, items, chunksize=8), track(items, label), strict=True):
                yield result
    finally:
        _task = None


def _run(item: Any) -> Any:
    return _task(item)
