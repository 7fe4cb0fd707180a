"""Django's PostgreSQL backend, logging in as the role that the work at hand needs."""
