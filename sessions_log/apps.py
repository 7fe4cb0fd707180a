from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    name = "sessions_log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practice import handover
        from sessions_log import receivers  # noqa: F401 (connects to the hooks)
        from sessions_log.handover import DRAFTS

        handover.register(DRAFTS)
