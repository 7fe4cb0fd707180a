"""Every connection is the application's, which owns nothing, unless `database.as_owner` says otherwise."""

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base

from practice.postgres.servers import Role


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, settings_dict, alias=DEFAULT_DB_ALIAS):
        super().__init__(settings_dict, alias)
        # Databases are made and dropped (by the tests) without a database, and by the owner.
        self.role = Role.OWNER if alias == NO_DB_ALIAS else Role.APP

    def get_connection_params(self):
        """Where to connect and as whom. Asking starts the embedded server where it does not run yet."""
        params = super().get_connection_params()
        return params | self.settings_dict["SERVER"].login(self.role, params["dbname"])
