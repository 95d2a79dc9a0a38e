"""The addresses of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from iclei import health, manifest, media, preview_links, redirects, sitemaps, views

handler400 = "iclei.errors.bad_request"
handler403 = "iclei.errors.permission_denied"
handler404 = "iclei.errors.page_not_found"
handler500 = "iclei.availability.answers.answer_error"

urlpatterns = [
    path("", redirects.to_best_language),
    path("accounts/", include("editorial.accounts.urls")),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media.picture, name="media"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", manifest.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", views.security, name="security"),
    *i18n_patterns(
        path("", views.HomeView.as_view(), name="home"),
        path("card.png", views.card, name="card"),
        path("manifest.webmanifest", manifest.manifest, name="manifest"),
        path("", include("members.urls")),
        path("", include("news.urls")),
        path("", include("secretariats.urls")),
        path("search/", views.SearchView.as_view(), name="search"),
        path("preview/<slug:token>/", preview_links.preview_link, name="preview_link"),
        path("contact/", views.ContactView.as_view(), name="contact"),
        path("privacy/", TemplateView.as_view(template_name="pages/privacy.html"), name="privacy"),
        path(
            "accessibility/",
            TemplateView.as_view(template_name="pages/accessibility.html"),
            name="accessibility",
        ),
    ),
]
