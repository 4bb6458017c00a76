"""Choosing whom one works with, where people put themselves together."""

from dataclasses import dataclass

from facilitator.domain import groups, teams
from facilitator.models import Group
from facilitator.presentation.phone_scene import Scene, Screen, others
from facilitator.presentation.templating import spelled_out


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team that one may join. `letter` is what it is listed under."""

    id: int
    names: tuple[str, ...]
    places: str


@dataclass(frozen=True, slots=True)
class TeamsBody:
    """`mates` are those one is together with so far."""

    activity_id: int
    process: str
    prompt: str
    mates: tuple[str, ...]
    may_be_alone: bool
    most: int
    full: bool
    teams: tuple[TeamView, ...]


def screen(scene: Scene) -> Screen | None:
    """The screen, where teams are put together now."""
    key = teams.chosen_now(scene.on)
    mine = scene.group(key) if key else None
    if mine is None:
        return None
    span = scene.process.groups[key].span
    most = span.max or 0
    found = groups.of_set(scene.db, scene.on, key)
    body = TeamsBody(
        activity_id=scene.on.id,
        process=spelled_out(scene.process.name),
        prompt=scene.prompt,
        mates=others(mine, scene.person),
        may_be_alone=span.min == 1,
        most=most,
        full=bool(most) and len(mine.members) >= most,
        teams=_open_teams(scene, found, mine, most),
    )
    return Screen("choose_team", body, scene.process.name, key=f"teams-{key}")


def _open_teams(scene: Scene, found: list[Group], mine: Group, most: int) -> tuple[TeamView, ...]:
    """Those with room for one more; people of one's own workplace first."""
    free = [g for g in found if g.id != mine.id and g.members and (not most or _has_room(g, most))]
    own_place = scene.person.workplace_name

    def order(group: Group) -> tuple[bool, str]:
        people = group.people
        return all(p.workplace_name != own_place for p in people), people[0].name

    return tuple(
        TeamView(
            id=group.id,
            names=tuple(person.name for person in group.people),
            places=", ".join(sorted({person.workplace_name for person in group.people})),
        )
        for group in sorted(free, key=order)
    )


def _has_room(group: Group, most: int) -> bool:
    return len(group.members) < most
