"""Frozen view objects and the functions that render the shared partials."""
