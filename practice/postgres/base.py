"""Every connection is the application's, which owns nothing, unless `database.as_owner` says otherwise."""

import os
import subprocess

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base, client

from practice.postgres.programs import login_for, program
from practice.postgres.servers import Role


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`, with the psql that comes along."""

    def runshell(self, parameters):
        conninfo, environment = login_for(self.connection)
        subprocess.run([program("psql"), conninfo, *parameters], env=os.environ | environment, check=True)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict, alias=DEFAULT_DB_ALIAS):
        super().__init__(settings_dict, alias)
        # Databases are made and dropped (by the tests) without a database, and by the owner.
        self.role = Role.OWNER if alias == NO_DB_ALIAS else Role.APP

    def get_connection_params(self):
        """Where to connect and as whom. Asking starts the embedded server where it does not run yet."""
        params = super().get_connection_params()
        return params | self.settings_dict["SERVER"].login(self.role, params["dbname"])
