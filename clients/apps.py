from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clients.handover import CLIENTS
        from practice import handover

        handover.register(CLIENTS)
