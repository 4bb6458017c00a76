"""What goes wrong is a clear page in bokmål, or JSON to script."""

import pytest

JSON = {"Accept": "application/json"}


def test_an_unknown_page_says_where_to_go(stranger):
    answer = stranger.get("/finnes/ikke")
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.text
    assert 'href="/"' in answer.text


def test_an_unknown_room_says_what_may_have_happened(stranger):
    answer = stranger.get("/rom/finnes-ikke/hvem")
    assert answer.status_code == 404
    assert "slettet" in answer.text
    assert 'href="/mappe"' in answer.text


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_body_of_20_mb_is_refused_with_words(stranger, headers):
    answer = stranger.post("/", data={"code": "x" * 20_000_000}, headers=headers)
    assert answer.status_code == 413
    assert "for stort" in (answer.json["message"] if headers else answer.text)


def test_a_missing_csrf_token_is_said_so_that_script_can_fetch_a_fresh_one(csrf_app):
    client = csrf_app.test_client()
    refused = client.post("/", data={"code": "TUN473"}, headers=JSON)
    assert refused.status_code == 400
    assert refused.json["csrf"] is True
    token = client.get("/csrf").json["token"]
    answer = client.post("/", data={"code": "TUN473", "csrf_token": token})
    assert answer.status_code == 422
    assert "Siden har stått åpen lenge" in client.post("/", data={}).text


def test_a_wrong_method_is_no_crash(stranger):
    answer = stranger.get("/ferdig")
    assert answer.status_code == 405
    assert "Gå tilbake" in answer.text


def test_every_answer_carries_the_protection(stranger, cast):
    for path in ("/", "/om", "/finnes/ikke", f"/rom/{cast.public_id}/hvem"):
        headers = stranger.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "ws://localhost wss://localhost" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_a_strange_host_is_not_put_into_the_policy(stranger):
    answer = stranger.get("/om", headers={"Host": "a.example; script-src *"})
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/om", "/personvern", "/logg-inn"])
def test_the_pages_hold_nothing_inline(stranger, path):
    page = stranger.get(path).text
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert all("src=" in part.split(">")[0] for part in page.split("<script")[1:])


def test_the_about_page_says_what_ai_means(stranger):
    page = stranger.get("/om").text
    assert (
        "AI betyr her Appreciative Inquiry. "
        "Appen bruker ikke kunstig intelligens på fortellingene deres."
    ) in page
    assert "Dette er ikke stedet. Følg rutinen på arbeidsplassen din." in page


def test_the_privacy_page_names_the_one_cookie(stranger, cast):
    answer = stranger.get("/personvern")
    assert "SMART-senteret (demo) er behandlingsansvarlig" in answer.text
    cookies = {part.split("=")[0] for part in answer.headers.getlist("Set-Cookie")}
    assert cookies == {"facilitator"}
    assert "«facilitator»" in answer.text
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_the_clock_is_the_servers(stranger, clock):
    assert stranger.get("/tid").json == {"now": int(clock().timestamp() * 1000)}


def test_the_worker_is_served_from_the_root(stranger):
    with stranger.get("/sw.js") as answer:
        if answer.status_code == 404:
            pytest.skip("the front end is not built")
        assert answer.headers["Service-Worker-Allowed"] == "/"
        assert answer.headers["Cache-Control"] == "no-cache"


def test_the_page_knows_whose_phone_it_is_on(phone, stranger, cast):
    """What that person has not sent is shown to that person alone."""
    for address in ("/rom/finnes-ikke", "/finnes-ikke"):
        answer = phone("ane").get(address)
        assert answer.status_code == 404
        assert f'data-person="{cast.ane}"' in answer.text
        assert "data-person" not in stranger.get(address).text


def test_a_number_no_row_can_have_is_not_found(leader):
    """Neither in an address nor in a form."""
    huge = "9" * 30
    assert leader.get(f"/deltakere/liste/{huge}").status_code == 404
    asked = leader.post("/oppmote/angre", data={"change": huge}, headers=JSON)
    assert asked.status_code == 404
    assert "finner ikke" in asked.json["message"]
