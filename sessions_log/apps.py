from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    name = "sessions_log"
    default_auto_field = "django.db.models.BigAutoField"
