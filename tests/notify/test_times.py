"""Instants in the practice's zone, over daylight saving, in both languages."""

from datetime import UTC, datetime

import pytest

from notify import times

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("instant", "zone", "english", "french"),
    [(datetime(2026, 11, 26, 14, 43, tzinfo=UTC), "America/Toronto", f"Thursday 26 November, 9:43{NB}am",
      f"jeudi 26 novembre à 9{NB}h{NB}43"),
     (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "America/Toronto", f"Sunday 1 November, 1:30{NB}am",
      f"dimanche 1er novembre à 1{NB}h{NB}30"),
     (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "America/Toronto", f"Sunday 1 November, 1:30{NB}am",
      f"dimanche 1er novembre à 1{NB}h{NB}30"),
     (datetime(2026, 8, 2, 4, 0, tzinfo=UTC), "America/Toronto", f"Sunday 2 August, 12:00{NB}am",
      f"dimanche 2 août à 0{NB}h{NB}00"),
     (datetime(2026, 8, 2, 12, 5, tzinfo=UTC), "UTC", f"Sunday 2 August, 12:05{NB}pm",
      f"dimanche 2 août à 12{NB}h{NB}05"),
     (datetime(2026, 8, 2, 12, 5, tzinfo=UTC), "Nowhere/Atall", f"Sunday 2 August, 12:05{NB}pm",
      f"dimanche 2 août à 12{NB}h{NB}05")],
)
def test_an_instant_as_it_is_said(instant, zone, english, french):
    assert (times.shown(instant, zone, "en"), times.shown(instant, zone, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [("America/Toronto", "Toronto time", "heure de Toronto"), ("America/St_Johns", "St Johns time", "heure de St Johns"),
     ("America/Argentina/Buenos_Aires", "Buenos Aires time", "heure de Buenos Aires"), ("UTC", "UTC", "UTC"), ("Etc/GMT+5", "-05", "-05")],
)
def test_whose_time_it_is(zone, english, french):
    now = datetime(2026, 8, 2, tzinfo=UTC)
    assert (times.place(now, zone, "en"), times.place(now, zone, "fr")) == (english, french)
