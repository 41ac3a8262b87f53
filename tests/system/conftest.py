"""Fixtures of the journeys: a practice of one's own on the suite's stack."""

import pytest

from tests.system.practice import Practice


@pytest.fixture
def practice(stack):
    """A freshly opened practice."""
    return Practice(stack)


@pytest.fixture
def neighbour(stack):
    """Another practice on the same installation."""
    return Practice(stack)
