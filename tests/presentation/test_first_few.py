"""A long list shows its first few, and says how many more there are."""

import pytest

PAGE = """{% from "parts/few.html" import first_few %}
{% call(n) first_few(range(count)|list, "rows", few=3) %}<li>{{ n }}</li>{% endcall %}"""


@pytest.mark.parametrize(
    ("count", "before", "told"), [(0, 0, ""), (3, 3, ""), (4, 4, ""), (5, 3, "Vis 2 til")]
)
def test_the_rest_is_folded_away_but_never_one_alone(app, count, before, told):
    page = app.jinja_env.from_string(PAGE).render(count=count)
    first, _, rest = page.partition("<details")
    assert first.count("<li>") == before
    assert page.count("<li>") == count
    assert told in rest
    assert bool(rest) == bool(told)
