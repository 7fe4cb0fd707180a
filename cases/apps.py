from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cases import receivers  # noqa: F401 (connects to the hooks)
        from cases.handover import CASES
        from practice import handover

        handover.register(CASES)
