"""What is said of letters where none can be sent: nothing that is not so."""

from facilitator.domain import retention
from facilitator.models import Cohort
from facilitator.presentation import retention_letters
from tests.domain.test_retention_kinds import course_ended


def test_without_a_mail_server_the_kull_is_told_that_nobody_gets_a_letter(db, cast, clock):
    course_ended(db, cast, clock, 160)
    cohort = db.get_one(Cohort, cast.cohort)
    assert retention_letters.for_kull(db, cohort, clock(), can_send=False) is None, "not warned"
    retention.run(db, clock())
    found = retention_letters.for_kull(db, cohort, clock(), can_send=False)
    assert found == retention_letters.KullLetters((retention_letters.NO_MAIL,), ())
    [line] = retention_letters.for_owner(db, clock(), can_send=False)
    assert line.said == ()
    found = retention_letters.for_kull(db, cohort, clock(), can_send=True)
    assert found is not None
    assert (found.said, len(found.unreached)) == (("36 har ikke e-post.",), 36)
