"""Socket.IO: who may hear what, and telling it. The only place that emits."""

from facilitator.realtime.setup import register

__all__ = ["register"]
