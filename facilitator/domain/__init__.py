"""Verbs and rules of the field. Clock and actor are passed in; nothing here knows of HTTP."""
