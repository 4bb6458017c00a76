"""The one cookie, signed by the key in use, under the name that the address allows.

A browser that comes with an earlier key's signature, or with the name from before the address was
https, is the same phone as before: it gets the cookie anew, and keeps the name it had found. Under
the strict name only our own signature for that name counts, so that no other host of the domain can
have set it; the earlier name is believed for what was signed while it was in use.
"""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from facilitator import hosts

STRICT_SALT = "host-cookie-session"


class OneCookie(SecureCookieSessionInterface):
    def __init__(self, app: Flask) -> None:
        self.is_strict = self.get_cookie_name(app) != hosts.COOKIE
        if self.is_strict:
            self.salt = STRICT_SALT

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        longest = int(app.permanent_session_lifetime.total_seconds())
        for name, salt, key in self._ways(app):
            value = request.cookies.get(name)
            if not value:
                continue
            try:
                found = self.session_class(self._signer(key, salt).loads(value, max_age=longest))
            except BadSignature:
                continue
            # What was written in an earlier way is sent anew as it is written now.
            found.modified = (salt, key) != (self.salt, app.config["SECRET_KEY"])
            return found
        return self.session_class()

    def _ways(self, app: Flask) -> list[tuple[str, str, str]]:
        """Name, salt and key: as we write it now, then as we did."""
        keys = (app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"])
        names = [(self.get_cookie_name(app), self.salt)]
        if self.is_strict:
            names.append((hosts.COOKIE, SecureCookieSessionInterface.salt))
        return [(name, salt, key) for name, salt in names for key in keys]

    def _signer(self, key: str, salt: str) -> URLSafeTimedSerializer:
        signer = {"key_derivation": self.key_derivation, "digest_method": self.digest_method}
        return URLSafeTimedSerializer(
            key, salt=salt, serializer=self.serializer, signer_kwargs=signer
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if self.is_strict and hosts.COOKIE in request.cookies:
            response.delete_cookie(hosts.COOKIE, path="/", secure=True, httponly=True)


def install(app: Flask) -> None:
    app.session_interface = OneCookie(app)
