from django.apps import AppConfig


class SessionsLogConfig(AppConfig):
    name = "sessions_log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clients import neighbours
        from intake.enums import Purpose
        from intake.for_you_views import ELSEWHERE
        from practice import handover
        from sessions_log import receivers  # noqa: F401 (connects to the hooks)
        from sessions_log.handover import DRAFTS
        from sessions_log.neighbour import Visits

        ELSEWHERE[Purpose.SHEET] = "sessions_log:sheet"
        handover.register(DRAFTS)
        neighbours.register(Visits())
