"""How PostgreSQL's own programs are told which database is ours."""

import os

from django.db import connection


def connection_arguments() -> tuple[list[str], dict[str, str]]:
    """Return command-line options and the environment, which carries the password."""
    settings = connection.settings_dict
    options = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    arguments = [f"--{name}={settings[key]}" for name, key in options.items() if settings[key]]
    password = settings["PASSWORD"]
    return arguments, os.environ | ({"PGPASSWORD": password} if password else {})
