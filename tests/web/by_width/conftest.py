"""Walks that share a practice: one width after the other, and people of each walk's own."""

import pytest

from tests.system.practice import Practice
from tests.web.conftest import SIZES


@pytest.fixture(scope="module", params=SIZES)
def size(request):
    """All walks at the desktop's width, then all on a phone."""
    return request.param


@pytest.fixture(scope="module")
def practice(stack, size):
    """One for the walks of a file at a width."""
    return Practice(stack)
