"""Those who play in a rehearsal: phones without people, that come in by the ordinary doors.

A process of its own (`python -m facilitator.rehearsal`), which knows nothing of the app but its
pages: `wire` asks for them, `reading` reads them, `habits` says what one does and when,
`filling` writes, `person` is one who plays and `crowd` all of them with their clock. Only
`keeping`, which the server uses to start and end that process, imports anything of ours.
"""
