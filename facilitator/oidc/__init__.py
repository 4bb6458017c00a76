"""Signing in by an OpenID Connect provider, such as Feide: what is set, asked for and believed.

Knows neither Flask nor the database. Its calls wait for another machine, so they are made beside
the loop that everybody shares, and never inside a transaction. Tokens are looked at and let go of:
they stand in no row, no cookie and no log.
"""
