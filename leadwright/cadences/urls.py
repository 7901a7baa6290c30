app_name = "cadences"
urlpatterns = []
