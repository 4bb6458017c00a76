"""Handing letters over to a real server on this machine, and each way it may refuse."""

import logging
import smtplib
import socket
from collections.abc import Iterator

import pytest

from facilitator import mail
from facilitator.mail import Mailer, Message
from tests.support.post import SENDER, Post, post_office


@pytest.fixture(scope="module")
def office() -> Iterator[Post]:
    with post_office() as post:
        yield post


@pytest.fixture
def post(office: Post) -> Post:
    office.letters.clear()
    office.refused.clear()
    office.connections = 0
    return office


def to(address: str, subject: str = "Lenken din", body: str = "Hei") -> Message:
    return Message(address, subject, body)


def test_norwegian_letters_arrive_as_they_were_written(post: Post) -> None:
    body = "Hei Åse\n\nHer er «mappa» di – blåbærsyltetøy:\n" + "x" * 1200
    sender = post.server(sender_name="Sørås kommune")
    assert Mailer(sender).send([to("ase@øre.example", "Måned: æøå", body)]) == [""]
    (letter,) = post.letters
    assert letter["Subject"] == "Måned: æøå"
    assert letter.get_content().split("\r\n") == [*body.split("\n"), ""]
    assert str(letter["From"]) == f"Sørås kommune <{SENDER}>"
    assert letter["To"].addresses[0].domain == "xn--re-kka.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert socket.gethostname() not in letter.as_string()


def test_many_go_through_one_connection_and_one_refusal_stops_nobody(post: Post) -> None:
    post.refused.add("borte@vert.example")
    people = ["ane@vert.example", "borte@vert.example", "siv@vert.example"]
    faults = Mailer(post.server()).send([to(each) for each in people])
    assert faults == ["", mail.NOT_TAKEN, ""]
    assert post.to() == ["ane@vert.example", "siv@vert.example"]
    assert post.connections == 1


@pytest.mark.parametrize(
    "address",
    ["", "ane", "@vert.example", "ane@", "a@b@c", "ane@vert.example\nBcc: x@vert.example",
     "ane@vert.example, siv@vert.example", "åne@vert.example"],
)  # fmt: skip
def test_what_is_no_single_address_is_never_sent(post: Post, address: str) -> None:
    assert Mailer(post.server()).send([to(address)]) == [mail.NO_ADDRESS]
    assert post.letters == []


def test_nothing_is_put_into_the_head_by_a_subject(post: Post) -> None:
    subject = "Hei\r\nBcc: alle@vert.example\r\n\r\nAnnen tekst"
    assert Mailer(post.server()).send([to("ane@vert.example", subject)]) == [""]
    assert post.letters[0]["Bcc"] is None
    assert post.letters[0]["Subject"] == "Hei Bcc: alle@vert.example Annen tekst"


@pytest.mark.parametrize(
    "packed", ["q?=0D=0ABcc:_x=40vert.example", "b?DQpCY2M6IHhAdmVydC5leGFtcGxl"]
)
def test_nothing_is_unpacked_in_the_head_either(post: Post, packed: str) -> None:
    """A subject may hold a name, and that is its owner's to write."""
    hidden = f"=?utf-8?{packed}?="
    sender = post.server(sender_name=hidden)
    assert Mailer(sender).send([to("ane@vert.example", f"Hei {hidden}")]) == [""]
    assert Mailer(sender).send([to(f"{hidden}@vert.example")]) == [mail.NO_ADDRESS]
    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == f"Hei {hidden.replace('=?', '= ?')}"


def test_a_server_that_is_down_is_said_and_asked_once(post: Post) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        down = post.server(port=taken.getsockname()[1])
        assert Mailer(down).send([to("a@b.example")] * 3) == [mail.NO_ANSWER] * 3


def test_one_that_never_answers_is_given_up(post: Post) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = post.server(port=silent.getsockname()[1])
        assert Mailer(server, patience=0.05).send([to("a@b.example")]) == [mail.NO_ANSWER]


def test_what_takes_too_long_together_is_left_for_the_next_time(post: Post) -> None:
    moments = iter([0.0, 1.0, 100.0])
    mailer = Mailer(post.server(), elapsed=lambda: next(moments))
    assert mailer.send([to("a@b.example"), to("c@d.example")]) == ["", mail.NO_ANSWER]


@pytest.mark.parametrize("how", ["tls", "starttls"])
def test_an_unsafe_connection_is_refused_and_no_letter_goes(post: Post, how: str) -> None:
    assert Mailer(post.server(**{how: True})).send([to("a@b.example")]) == [mail.NOT_SAFE]
    assert post.letters == []


def test_a_wrong_password_is_told_to_whoever_runs_the_app() -> None:
    with post_office(password="riktig") as post:
        right, wrong = (post.server(user="smart", password=word) for word in ("riktig", "galt"))
        assert Mailer(wrong).send([to("a@b.example")]) == [mail.NO_LOGIN]
        assert Mailer(right).send([to("a@b.example")]) == [""]


def test_a_connection_that_is_lost_is_made_anew(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over, calls = smtplib.SMTP.data, []

    def lost_once(self: smtplib.SMTP, text: bytes) -> tuple[int, bytes]:
        calls.append(1)
        if len(calls) == 1:
            self.close()
            raise smtplib.SMTPServerDisconnected
        return hand_over(self, text)

    monkeypatch.setattr(smtplib.SMTP, "data", lost_once)
    faults = Mailer(post.server()).send([to("a@b.example"), to("c@d.example")])
    assert faults == [mail.NO_ANSWER, ""]
    assert post.connections == 2


def test_neither_address_nor_text_stands_in_the_log(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.refused.add("ane@vert.example")
    with caplog.at_level(logging.DEBUG):
        Mailer(post.server()).send([to("ane@vert.example", "hemmelig", "/lenke/abc")])
    ours = [record for record in caplog.records if record.name.startswith("facilitator")]
    said = " ".join(record.getMessage() for record in ours)
    assert "SMTPRecipientsRefused" in said
    assert not any(word in said for word in ("ane@", "hemmelig", "/lenke"))
