"""Age, coming of age, and the day on which rights end; days are counted in the practice's zone."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Age of majority legislation of each province and territory; 18 everywhere else we serve.
NINETEEN = {"CA-BC", "CA-NB", "CA-NL", "CA-NS", "CA-NT", "CA-NU", "CA-YT"}
# Rights over a minor, held because the client is one; they end when the client is none.
GUARDIANS = {"MOTHER", "FATHER", "PARENT", "STEP_PARENT", "GRANDPARENT", "GUARDIAN"}


# So long before the day the practice is told, and told again; time enough to ask somebody how they want to go on.
FIRST_WARNING, SECOND_WARNING = timedelta(days=90), timedelta(days=30)
# So long after it, whoever has no way in of their own yet is still named.
REMEMBERED = timedelta(days=30)


class Stage(StrEnum):
    """How near somebody's coming of age is: within 90 days, within 30, or come."""

    SOON = "SOON"
    NEAR = "NEAR"
    OF_AGE = "OF_AGE"


def stage(of_age: date, today: date) -> Stage | None:
    """None: further than the first warning."""
    left = of_age - today
    if left <= timedelta(0):
        return Stage.OF_AGE
    return Stage.NEAR if left <= SECOND_WARNING else Stage.SOON if left <= FIRST_WARNING else None


def age_of_majority(region: str) -> int:
    """18 or 19 years, by ISO 3166-2 region."""
    return 19 if region in NINETEEN else 18


def today_in(zone: str, now: datetime) -> date:
    """The practice's calendar day at this instant."""
    return now.astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """The instant at which a day begins in the practice's zone."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def years_between(birth_date: date, day: date) -> int:
    """Completed years. Someone born on 29 February completes a year on 1 March where there is no 29th."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def comes_of_age(birth_date: date, region: str) -> date:
    """The first day on which a person is no minor."""
    year = birth_date.year + age_of_majority(region)
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def minor_until(birth_date: date | None, region: str, day: date) -> date | None:
    """The coming of age of somebody who is a minor on this day; None for adults and unknown dates of birth."""
    if birth_date is None:
        return None
    end = comes_of_age(birth_date, region)
    return end if day < end else None


def youngest_adult(region: str, day: date) -> date:
    """The latest date of birth of somebody who is no minor on this day: whoever was born after it is one."""
    year = day.year - age_of_majority(region)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def rights_end(
    relationship: str, end_date: date | None, *, birth_date: date | None, has_guardian: bool, added: date, region: str
) -> tuple[date | None, str | None]:
    """The first day without rights and why: SET by staff, or COMES_OF_AGE. (None, None): no end in sight.

    Coming of age ends only what was held over a minor: nobody loses rights that an adult gave them.
    """
    ends = [(end_date, "SET")] if end_date else []
    if birth_date and not has_guardian and relationship in GUARDIANS:
        of_age = comes_of_age(birth_date, region)
        ends += [(of_age, "COMES_OF_AGE")] if added < of_age else []
    return min(ends, default=(None, None), key=lambda end: end[0])
