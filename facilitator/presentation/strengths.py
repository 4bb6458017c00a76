"""The strength catalogue as the picker shows it: groups with their strengths."""

from dataclasses import dataclass

from facilitator.models import Cohort
from facilitator.processes.catalogue import Strength, catalogue_or_first


@dataclass(frozen=True, slots=True)
class VirtueGroup:
    hue: str
    name: str
    strengths: tuple[Strength, ...]


def groups_of(catalogue_key: str) -> tuple[VirtueGroup, ...]:
    catalogue = catalogue_or_first(catalogue_key)
    return tuple(VirtueGroup(v.hue, v.name, catalogue.of(v)) for v in catalogue.virtues)


def of_cohort(cohort: Cohort) -> tuple[VirtueGroup, ...]:
    return groups_of(cohort.catalogue)


def known(catalogue_key: str) -> frozenset[str]:
    """The keys a story may carry."""
    return frozenset(strength.key for strength in catalogue_or_first(catalogue_key).strengths)
