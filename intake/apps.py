from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clients import neighbours
        from intake import receivers  # noqa: F401 (connects to the hooks)
        from intake.neighbour import Forms

        neighbours.register(Forms())
