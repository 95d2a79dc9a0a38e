from django.urls import path

from secretariats.views import SecretariatDetailView, SecretariatListView

app_name = "secretariats"
urlpatterns = [
    path("secretariats/", SecretariatListView.as_view(), name="list"),
    path("secretariats/<slug:slug>/", SecretariatDetailView.as_view(), name="detail"),
]
