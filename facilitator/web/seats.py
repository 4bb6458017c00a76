"""Who sits with whom is searched for between reading and writing: no lock is held meanwhile."""

from flask import current_app

from facilitator.domain.seat_questions import Answer, Question


def solved(question: Question | None) -> Answer | None:
    """None where there is nothing to search for, or no answer came."""
    if question is None:
        return None
    answer: Answer | None = current_app.config["SOLVE"](question)
    return answer
