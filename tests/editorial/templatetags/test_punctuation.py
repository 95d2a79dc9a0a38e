import pytest
from django.template import Context, Template
from django.utils.translation import override


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ text|quoted }}", "「&lt;b&gt;」"),
        ("{{ text|labelled:label }}", "名称：&lt;b&gt;"),
        ("{{ text|noted:label }}", "&lt;b&gt;（名称）"),
        ("{{ parts|listed }}", "1、&lt;b&gt;"),
        ("{{ parts|clauses }}", "1；&lt;b&gt;"),
        ("{{ label }}{% colon %}1{% comma %}2", "名称：1、2"),
        ("。{% gap %}1", "。1"),
        ("{% brackets %}<i>{{ text }}</i>{% endbrackets %}", "（<i>&lt;b&gt;</i>）"),
        ("{% quotes %}<i>{{ text }}</i>{% endquotes %}", "「<i>&lt;b&gt;</i>」"),
    ],
)
def test_templates_have_the_same_signs_and_escape_what_they_take(template, words):
    values = Context({"text": "<b>", "label": "名称", "parts": [1, "<b>"]})
    with override("ja"):
        assert Template("{% load punctuation %}" + template).render(values) == words
