from django.conf import settings
from django.core.management.base import BaseCommand

from secretariats import cartography


class Command(BaseCommand):
    help = (
        "Draws static/map/region.svg, the outline that all maps on pages share, from "
        "sample/east-asia.geojson. Run it when the data or secretariats/cartography.py changes."
    )

    def handle(self, **options):
        path = settings.BASE_DIR / "static" / "map" / "region.svg"
        path.write_text(cartography.region_svg(), encoding="utf-8", newline="\n")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {path.stat().st_size} bytes")
