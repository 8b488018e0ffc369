"""Pages that show meetings."""

urlpatterns = []
