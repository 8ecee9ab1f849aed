"""The URLs of the site."""

urlpatterns = []
