from django.template import Context, Template

from editorial.languages import BY_CODE, Text


def test_long_name_is_parted_and_stays_escaped():
    japanese = BY_CODE["ja"]
    name = Text("<b>イクレイ韓国事務所", japanese, japanese)
    shown = Template("{% load languages %}{{ name|breakable }}").render(Context({"name": name}))
    assert shown == "&lt;b&gt;イクレイ<wbr>韓国事務所"


def test_what_somebody_typed_carries_the_language_of_its_script_and_stays_escaped():
    template = Template("{% load languages %}{{ words|typed }}")
    shown = [template.render(Context({"words": words})) for words in ("<b>확인", "确认", "ok")]
    assert shown == [
        '<span lang="ko">&lt;b&gt;확인</span>',
        '<span lang="zh">确认</span>',
        '<span lang="en">ok</span>',
    ]
