"""The log's sentences, one for each kind of entry. No entry's words come from what was written."""

import datetime as dt

import pytest

from facilitator.domain import audit, email_codes, forgetting, taken_back_again
from facilitator.domain.audit_reading import Names
from facilitator.models import AuditEntry
from facilitator.presentation.audit_sentences import VERBS, sentence

NAMES = Names({1: "Turid Vidsyn", 2: "Aslak Lie"}, {5: "Ane Havgløtt"}, {1: "Kull 10"})


def entry(verb, what="", **more):
    details = more.pop("details", {})
    at = dt.datetime(2027, 9, 15, 9, tzinfo=dt.UTC)
    given = {"by": "Aslak", "facilitator_id": 2, "cohort_id": 1} | more
    return AuditEntry(verb=verb, what=what, at=at, details=details, **given)


SAID = [
    (entry(audit.OPENED, "arbeidsmappa", about_id=5),
     "Aslak Lie åpnet arbeidsmappa til Ane Havgløtt"),
    (entry(audit.OPENED, "siden for å skrive for {}", about_id=5),
     "Aslak Lie åpnet siden for å skrive for Ane Havgløtt"),
    (entry(audit.EXPORTED, "oppmøtelista", details={"as": "xlsx"}),
     "Aslak Lie hentet ut oppmøtelista (Excel)"),
    (entry(audit.ISSUED, "kompetansebevis 10-001", about_id=5),
     "Aslak Lie utstedte kompetansebevis 10-001 til Ane Havgløtt"),
    (entry(audit.CHANGED, "kompetansebevis 10-001", about_id=5, details={"did": "trakk"}),
     "Aslak Lie trakk kompetansebevis 10-001 til Ane Havgløtt"),
    (entry(audit.CHANGED, "navnet", about_id=99), "Aslak Lie endret navnet til en som er slettet"),
    (entry(audit.ROLE, "Turid Vidsyn er kursholder"),
     "Aslak Lie bestemte: Turid Vidsyn er kursholder"),
    (entry(audit.DELETED, forgetting.WISHED, about_id=5),
     "Aslak Lie ba om at alt som hører til Ane Havgløtt, blir slettet"),
    (entry(audit.DELETED, forgetting.WISHED, facilitator_id=None, participant_id=5, about_id=5),
     "Ane Havgløtt ba om å få alt slettet"),
    (entry(audit.LINK, email_codes.BY_CODE, facilitator_id=None, participant_id=5, about_id=5),
     "Ane Havgløtt kom inn med en kode på e-post"),
    (entry(audit.SETTINGS, "logoen"), "Aslak Lie endret innstillingene: logoen"),
    (entry(audit.SIGNED_IN, "password"), "Aslak Lie logget inn med passord"),
    (entry(audit.CONSENT, "photo", facilitator_id=None, participant_id=5, about_id=5,
           details={"answer": "nei"}), "Ane Havgløtt svarte nei til bilder"),
    (entry(audit.CONSENT, "photo", facilitator_id=None, by="facilitator restore", about_id=5,
           details={"answer": "nei"}), "Serveren gjentok et nei til bilder fra Ane Havgløtt"),
    (entry(audit.CHANGED, taken_back_again.ALREADY, facilitator_id=None, by="facilitator restore"),
     "Serveren tok på nytt tilbake det som var tatt tilbake siden kopien"),
    (entry(audit.DELETED, "alt om en deltaker", facilitator_id=None, by="facilitator"),
     "Serveren slettet alt om en deltaker"),
]  # fmt: skip


@pytest.mark.parametrize(("noted", "said"), SAID, ids=lambda each: getattr(each, "verb", ""))
def test_each_entry_is_a_plain_sentence(noted, said):
    assert sentence(noted, NAMES) == said


def test_it_is_said_to_the_one_it_is_about_and_without_names_to_the_owner():
    opened = entry(audit.OPENED, "arbeidsmappa", about_id=5)
    assert sentence(opened, NAMES, own=True) == "Aslak Lie åpnet arbeidsmappa di"
    assert sentence(opened, NAMES, nameless=True) == "Aslak Lie åpnet arbeidsmappa til en deltaker"


def test_every_verb_has_a_name_and_a_sentence():
    assert set(VERBS) == set(audit.VERBS)
    for verb in audit.VERBS:
        assert sentence(entry(verb, "noe", about_id=5), NAMES).startswith("Aslak Lie")
