"""Each bad value is named together with what to set."""

import os
import stat
from pathlib import Path

import pytest

from facilitator.config import BadSetting, Settings, load_settings


def load(tmp_path: Path, **environ: str) -> Settings:
    return load_settings({"FACILITATOR_DATA": str(tmp_path / "data"), **environ})


def test_nothing_said_is_enough(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'facilitator.sqlite3'}"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.async_mode == "eventlet"
    assert settings.redis_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "åtti"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("ASYNC_MODE", "asyncio"),
        ("WORKER", "nei"),
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("REDIS_URL", "http://redis"),
        ("PUBLIC_URL", "smart.example"),
        ("PUBLIC_URL", "https://smart.example/sti"),
        ("SMTP_URL", "vert.example:587"),
        ("SMTP_URL", "http://vert.example"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://vert.example:port"),
        ("SMTP_URL", "smtp://vert.example?starttls=ja"),
        ("SMTP_URL", "smtp://vert.example?tls=1"),
        ("SMTP_URL", "smtp://vert.example/sti"),
        ("SMTP_URL", "smtp://u:hush@vert.example:25"),
        ("SECRET_KEY", "kort"),
        ("SECRET_KEY", ""),
    ],
)
def test_a_bad_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load(tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "SMTP_URL"])
def test_a_bad_secret_is_not_repeated(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load(tmp_path, **{name: "my://u:hush@h"})
    assert "hush" not in str(refused.value)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file is in the way")
    with pytest.raises(BadSetting, match="FACILITATOR_DATA"):
        load(tmp_path)


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    mode = stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode)
    if os.name == "posix":
        assert mode == 0o600


@pytest.mark.parametrize("weak", ["changeme" * 6, "x" * 64, "123456789012345678", "kort og godt"])
def test_a_key_that_can_be_guessed_is_refused(tmp_path: Path, weak: str) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY"):
        load(tmp_path, SECRET_KEY=weak)


def test_a_key_is_longer_where_everybody_reaches_us(tmp_path: Path) -> None:
    short = "tjue-tegn-9f8e7d6c5b"
    assert load(tmp_path, SECRET_KEY=short).secret_key == short
    with pytest.raises(BadSetting, match="32 tilfeldige tegn"):
        load(tmp_path, SECRET_KEY=short, PUBLIC_URL="https://smart.example")


def test_earlier_keys_are_read_and_never_shown(tmp_path: Path) -> None:
    older = "en-tidligere-nøkkel-1234-5678"
    settings = load(tmp_path, SECRET_KEY_FALLBACKS=f"{older}  {older[::-1]}")
    assert settings.earlier_keys == (older, older[::-1])
    assert older not in repr(settings)
    with pytest.raises(BadSetting, match="SECRET_KEY_FALLBACKS"):
        load(tmp_path, SECRET_KEY_FALLBACKS="dev")


def test_an_emptied_secret_is_said_and_not_used(tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / "data" / "secret_key").write_text("")
    with pytest.raises(BadSetting, match="secret_key"):
        load(tmp_path)


def test_the_secret_is_never_shown(tmp_path: Path) -> None:
    settings = load(tmp_path, SECRET_KEY="en lang og helt skjult nøkkel her")
    assert "skjult" not in repr(settings)


def test_postgresql_gets_the_driver_that_can_be_made_green(tmp_path: Path) -> None:
    settings = load(tmp_path, DATABASE_URL="postgresql://u:p@h/d")
    assert settings.database_url == "postgresql+psycopg2://u:p@h/d"


def test_an_argument_wins_over_the_environment(tmp_path: Path) -> None:
    settings = load_settings(
        {"PORT": "1", "HOST": "::1"}, data_dir=tmp_path, host="0.0.0.0", port=0
    )
    assert (settings.host, settings.port) == ("0.0.0.0", 0)


def test_data_never_lies_in_the_package() -> None:
    from facilitator import config

    folder = config.default_data_dir({})
    assert Path(config.__file__).parent not in folder.parents


def test_the_address_has_no_slash_at_its_end(tmp_path: Path) -> None:
    settings = load(tmp_path, PUBLIC_URL="https://smart.example/")
    assert settings.public_url == "https://smart.example"


def test_the_mail_server_is_read_from_its_address(tmp_path: Path) -> None:
    assert load(tmp_path).mail is None
    url = "smtp://u%40h:p%2Fw@vert.example?starttls=1"
    mail = load(tmp_path, SMTP_URL=url, MAIL_FROM="Kurset <kurs@vert.example>").mail
    assert mail is not None
    assert (mail.host, mail.port, mail.user, mail.password) == ("vert.example", 587, "u@h", "p/w")
    assert (mail.sender, mail.sender_name) == ("kurs@vert.example", "Kurset")
    assert (mail.tls, mail.starttls) == (False, True)
    assert "p/w" not in repr(mail)
    whole = load(tmp_path, SMTP_URL="smtps://vert.example", MAIL_FROM="kurs@vert.example").mail
    assert whole is not None
    assert (whole.tls, whole.port, whole.user) == (True, 465, "")


@pytest.mark.parametrize("sender", ["", "kurs", "a@b, c@d", "Kurset <kurs@æ.example>"])
def test_letters_come_from_one_address(tmp_path: Path, sender: str) -> None:
    with pytest.raises(BadSetting, match="MAIL_FROM"):
        load(tmp_path, SMTP_URL="smtp://127.0.0.1", MAIL_FROM=sender)
