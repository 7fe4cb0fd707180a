from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "bookings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bookings.handover import APPOINTMENTS, FOLLOW_UPS
        from bookings.neighbour import Bookings
        from clients import neighbours
        from practice import handover

        handover.register(APPOINTMENTS)
        handover.register(FOLLOW_UPS)
        neighbours.register(Bookings())
