"""The process that makes large files beside the live room.

`keeping` is the server's side: it hands over a number and sees to it that somebody works;
`queue` carries the numbers; `doing` does one job; `waiting` is the worker's own round.
"""
