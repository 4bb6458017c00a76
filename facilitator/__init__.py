"""Facilitator: live samlinger in SMART Trenerutdanning.

This module imports nothing, so that the server can patch the standard library
before anything of ours is loaded.
"""
