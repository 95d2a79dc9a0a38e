from django.db import migrations
from django.utils import timezone

from editorial.records.history import keep_first

#: What code, templates and catalogues said until now.
TEXTS = {
    "name": {
        "en": "ICLEI East Asia",
        "zh_hant": "ICLEI 東亞",
        "ko": "이클레이 동아시아",
        "ja": "イクレイ東アジア",
        "zh_hans": "宜可城东亚",
    },
    "region_name": {
        "en": "East Asia",
        "zh_hant": "東亞",
        "ko": "동아시아",
        "ja": "東アジア",
        "zh_hans": "东亚",
    },
    "headline": {
        "en": "Cities of East Asia for sustainability",
        "zh_hant": "東亞城市攜手邁向永續",
        "ko": "지속가능성을 위해 함께하는 동아시아 도시들",
        "ja": "持続可能な未来をめざす東アジアの都市",
        "zh_hans": "东亚城市，共促可持续发展",
    },
    "description": {
        "en": "The network of local governments for sustainability in East Asia: "
        "its member cities, their work, news and events.",
        "zh_hant": "東亞地方政府的永續發展網絡：會員城市及其工作、新聞與活動。",
        "ko": "지속가능성을 위한 동아시아 지방정부 네트워크의 회원 도시와 활동, 소식과 행사를 전합니다.",
        "ja": "持続可能な都市と地域をめざす、東アジアの自治体ネットワーク。"
        "会員都市とその取組、ニュース、イベントをご紹介します。",
        "zh_hans": "东亚地方政府可持续发展网络：会员城市及其工作、新闻与活动。",
    },
    "seat": {
        "en": "East Asia’s secretariat works from Seoul.",
        "zh_hant": "東亞秘書處設於首爾。",
        "ko": "동아시아본부는 서울에 있습니다.",
        "ja": "東アジア地域事務局はソウルにあります。",
        "zh_hans": "东亚秘书处设在首尔。",
    },
    "footer": {
        "en": "ICLEI East Asia Secretariat, Seoul, hosted by Seoul Metropolitan Government.",
        "zh_hant": "ICLEI 東亞秘書處設於首爾，由首爾特別市政府承辦。",
        "ko": "이클레이 동아시아본부는 서울에 있으며 서울특별시가 유치하고 있습니다.",
        "ja": "イクレイ東アジア地域事務局（ソウル）は、ソウル特別市がホストを務めています。",
        "zh_hans": "宜可城东亚秘书处设在首尔，由首尔特别市政府承办。",
    },
}


def write_record(apps, schema_editor) -> None:
    """The portal says of itself what it said before; the office is that of East Asia, if there."""
    Portal = apps.get_model("secretariats", "Portal")
    Secretariat = apps.get_model("secretariats", "Secretariat")
    if Portal.objects.exists():
        return
    texts = {
        f"{field}_{column}": text
        for field, versions in TEXTS.items()
        for column, text in versions.items()
    }
    Portal.objects.create(
        version=1,
        own_office=Secretariat.objects.filter(slug="east-asia").first(),
        time_zone="Asia/Seoul",
        **{field: versions["en"] for field, versions in TEXTS.items()},
        **texts,
    )
    keep_first(apps, Portal, timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('secretariats', '0012_portal'),
    ]

    operations = [
        # On the way back the record stays, until its table goes.
        migrations.RunPython(write_record, migrations.RunPython.noop),
    ]
