from django.urls import path

from news import feeds, views

app_name = "news"

urlpatterns = [
    path("news/", views.ArticleListView.as_view(), name="list"),
    path("news/feed/", feeds.news_feed, name="feed"),
    path("news/feed/areas/<slug:code>/", feeds.area_feed, name="area_feed"),
    path("news/feed/themes/<slug:slug>/", feeds.theme_feed, name="theme_feed"),
    path("news/<slug:slug>/", views.ArticleDetailView.as_view(), name="article"),
    path("news/<slug:slug>/card.png", views.article_card, name="article_card"),
    path("events/", views.EventListView.as_view(), name="events"),
    path("events/calendar.ics", views.calendar, name="calendar"),
    path("events/<slug:slug>.ics", views.event_calendar, name="event_ics"),
    path("events/<slug:slug>/", views.EventDetailView.as_view(), name="event"),
    path("events/<slug:slug>/card.png", views.event_card, name="event_card"),
]
