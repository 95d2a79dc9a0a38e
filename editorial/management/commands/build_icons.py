from django.conf import settings
from django.core.management.base import BaseCommand

from editorial.public.icons import icons


class Command(BaseCommand):
    help = (
        "Draws the icons in static/icons/ from the sign of the site. Run it when "
        "editorial/public/icons.py or the sign changes."
    )

    def handle(self, **options):
        for name, icon in icons():
            path = settings.BASE_DIR / "static" / "icons" / name
            icon.save(path, optimize=True)
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {path.stat().st_size} bytes")
