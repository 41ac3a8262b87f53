"""Who of one chart is whom of the other."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.errors import Invalid
from clinic.domain.imports.plans import alike
from clinic.models import Contact, Relationship


def may_join(both: Sequence[Relationship], people: Mapping[UUID, Contact], kept_id: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """By each contact of the chart that goes: who of the one that stays has their address or their name, the likeliest first."""
    there = {one.contact_id: one for one in both if one.client_id == kept_id}
    here = {one.contact_id: one for one in both if one.client_id != kept_id}
    found = {}
    for gone in here.keys() - there.keys():
        alone = there.keys() - here.keys()
        if here[gone].relationship == "SELF" and (himself := [one for one in alone if there[one].relationship == "SELF"]):
            found[gone] = tuple(himself)
            continue
        ranked = sorted(alone, key=lambda one: (-_resembles(people[gone], people[one]), str(one)))
        found[gone] = tuple(one for one in ranked if _resembles(people[gone], people[one]))
    return found


def _resembles(one: Contact, other: Contact) -> int:
    return 2 * alike(one, other) + bool(one.email_key and one.email_key == other.email_key)


def chosen(
    both: Sequence[Relationship], people: Mapping[UUID, Contact], may: Mapping[UUID, tuple[UUID, ...]], said: Mapping[UUID, UUID | None]
) -> dict[UUID, UUID]:
    """Who is who: a client is themself, whatever their addresses; of others the same name and address, unless somebody says else."""
    selves = {one.contact_id for one in both if one.relationship == "SELF"}
    joins: dict[UUID, UUID] = {}
    for gone, found in sorted(may.items(), key=lambda item: str(item[0])):
        certain = [one for one in found if {gone, one} <= selves]
        likely = [one for one in found if _resembles(people[gone], people[one]) == 3]
        stays = certain[0] if certain else said.get(gone, likely[0] if likely else None)
        if stays is not None and stays in found and stays not in joins.values():
            joins[gone] = stays
    if strange := {gone: one for gone, one in said.items() if one is not None and joins.get(gone) != one}:
        told = "These two can't be one person: neither name nor address is the same, or another was chosen for them already."
        raise Invalid(errors=[{"field": "joins", "reason": "NOT_ONE_PERSON", "detail": f"{told} {next(iter(strange))}"}])
    return joins
