from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bookings import contact
        from clients import neighbours
        from intake import receivers  # noqa: F401 (connects to the hooks)
        from intake.neighbour import Forms
        from intake.standing import who_refuse_contact

        neighbours.register(Forms())
        contact.register(who_refuse_contact)
