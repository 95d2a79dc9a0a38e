from django.template import Context, Template

from editorial.languages import BY_CODE, Text


def test_long_name_is_parted_and_stays_escaped():
    japanese = BY_CODE["ja"]
    name = Text("<b>イクレイ韓国事務所", japanese, japanese)
    shown = Template("{% load languages %}{{ name|breakable }}").render(Context({"name": name}))
    assert shown == "&lt;b&gt;イクレイ<wbr>韓国事務所"
