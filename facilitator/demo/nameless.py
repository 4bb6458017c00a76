"""What the year's data holds without a name: words, and thoughts that were turned.

They come to their boards as copies that nobody wrote. To give them to somebody would be to
put words into that person's arbeidsmappe.
"""

import secrets

from facilitator.demo.data import DemoData
from facilitator.demo.kull import Kull
from facilitator.domain import contributions, copies, rooms
from facilitator.domain.contributions import Sent
from facilitator.models import Activity
from facilitator.processes.schema import Phase

WORD = "word"
TURNED = "reframe"


def words_at(data: DemoData, number: int) -> dict[str, list[str]]:
    """The words of a samling by the process they were written in."""
    samples = {"innsjekk": data.checkin_samples, "utsjekk": data.checkout_samples}
    found = {
        key: [word.text for word in words if word.gathering == number]
        for key, words in samples.items()
    }
    return {key: texts for key, texts in found.items() if texts}


def lay(kull: Kull, activity: Activity, phase: Phase, words: list[str]) -> None:
    """What the phase asks for, as far as the data has it."""
    if phase.card is None or phase.release is None:
        return
    if phase.card.type == WORD:
        for text in words:
            copies.offer(kull.session, activity, phase, {"text": text}, _secret())
    elif phase.card.type == TURNED and contributions.only_shares(phase):
        _share(kull, activity, phase)


def _share(kull: Kull, activity: Activity, phase: Phase) -> None:
    """By the form of the phase, which keeps nothing of who sends it."""
    somebody = rooms.present(kull.session, activity.room)[0]
    for item in kull.data.reframes:
        fields = {"0-belief": item.defensive, "0-new_belief": item.offensive}
        sent = Sent(fields, agreed=True, secret=_secret())
        now = activity.started_at or activity.created_at
        contributions.contribute(kull.session, activity, phase, somebody, sent, now)


def _secret() -> str:
    """No phone holds it: what lies there is not taken back by anybody."""
    return secrets.token_urlsafe(24)
