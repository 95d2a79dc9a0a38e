from django.urls import path, re_path

from members import past_views, views
from members.climate import views as climate_views

app_name = "members"

urlpatterns = [
    path("members/", views.MemberListView.as_view(), name="list"),
    path("members/suggest/", views.suggest, name="suggest"),
    path("members/compare/", views.compare, name="compare"),
    re_path(r"^members/download\.(?P<kind>csv|xlsx|geojson)$", views.download, name="download"),
    path("members/former/", past_views.FormerMemberListView.as_view(), name="former"),
    path("members/<slug:slug>/", views.MemberDetailView.as_view(), name="detail"),
    path("members/<slug:slug>/map.svg", views.locator_map, name="map"),
    path("members/<slug:slug>/card.png", views.member_card, name="card"),
    path("climate/", climate_views.climate, name="climate"),
    re_path(
        r"^climate/download\.(?P<kind>csv|xlsx)$",
        climate_views.climate_download,
        name="climate_download",
    ),
    path("climate/card.png", climate_views.climate_card, name="climate_card"),
    path("themes/", views.ThemeListView.as_view(), name="themes"),
    path("themes/<slug:slug>/", views.ThemeDetailView.as_view(), name="theme"),
    path("themes/<slug:slug>/card.png", views.theme_card, name="theme_card"),
]
