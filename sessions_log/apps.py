from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    name = "sessions_log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clients import neighbours
        from practice import handover
        from sessions_log import receivers  # noqa: F401 (connects to the hooks)
        from sessions_log.handover import DRAFTS
        from sessions_log.neighbour import Visits

        handover.register(DRAFTS)
        neighbours.register(Visits())
