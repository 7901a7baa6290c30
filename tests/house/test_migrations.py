import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_the_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_migrations_of_each_room_are_one_line():
    loader = MigrationLoader(connection)
    ours = {key for key in loader.disk_migrations if loader.disk_migrations[key].__module__.startswith("leadwright.")}
    for app, name in ours:
        before = [other for other in loader.disk_migrations[app, name].dependencies if other[0] == app]
        assert len(before) == (0 if name.startswith("0001") else 1), f"{app}.{name} follows {before}"
    for app in {app for app, _name in ours}:
        assert len(loader.graph.leaf_nodes(app)) == 1
        numbers = sorted(name.split("_")[0] for each, name in ours if each == app)
        assert len(numbers) == len(set(numbers)), f"two migrations of {app} have one number"
