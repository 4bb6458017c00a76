"""Many stories on one board, put there straight through the app's verbs."""

from facilitator.domain import approval
from facilitator.models import Activity
from tests.support.browser_world import World, now
from tests.support.lead import STRENGTHS

TEXT = (
    "Vi satte oss i ringen og ventet. Ingen sa noe på lenge, og så begynte det stille. "
    "Etter hvert fortalte alle, og det ble en annen tone i rommet resten av dagen. "
)
SOME = sorted(STRENGTHS)


def fill(world: World, count: int, *, longest: int = 0) -> None:
    """`count` stories released to the whole kull; the first of `longest` characters if told."""
    people = list(world.people.values())
    with world.server.database.transaction() as db:
        activity = db.get_one(Activity, world.activity)
        for number in range(count):
            text = (TEXT * 20)[:longest] if longest and number == 0 else TEXT
            approval.record_story(
                db,
                activity,
                teller_id=people[number % len(people)],
                interviewer_id=None,
                fields={
                    "title": f"Fortelling {number + 1} om å holde ut sammen",
                    "text": text,
                    "strengths": [SOME[number % len(SOME)]],
                },
                visibility="cohort",
                phase_key="godkjenn",
                known_strengths=STRENGTHS,
                client_id=f"wall-{number}",
                now=now(),
            )
