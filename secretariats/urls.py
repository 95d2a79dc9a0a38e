from django.urls import path

from secretariats.views import SecretariatDetailView, SecretariatListView, office_card

app_name = "secretariats"
urlpatterns = [
    path("secretariats/", SecretariatListView.as_view(), name="list"),
    path("secretariats/<slug:slug>/", SecretariatDetailView.as_view(), name="detail"),
    path("secretariats/<slug:slug>/card.png", office_card, name="card"),
]
