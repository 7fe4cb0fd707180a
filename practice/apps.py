from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PracticeConfig(AppConfig):
    name = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from practice.database import grant_after_migrate
        from practice.form_words import speak_plainly

        speak_plainly()
        post_migrate.connect(grant_after_migrate, sender=self)
