"""docker-compose.yml, checked without an engine: every reference resolves."""

import re
import subprocess
from importlib.metadata import entry_points
from typing import Any

import pytest
import yaml
from django.urls import resolve

from devtools import paths, postgres, valkey

ROOT = paths.ROOT
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)")
READ_BY_SETTINGS = re.compile(r"env\.\w+\(\s*['\"](\w+)['\"]")
OURS = ("web", "worker", "beat", "migrate")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The parsed file."""
    text = (ROOT / "docker-compose.yml").read_text()
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


def example_variables() -> set[str]:
    """The names in .env.example, also those that are commented out."""
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.MULTILINE))


def settings_variables() -> set[str]:
    """The variables that settings.py reads."""
    text = (ROOT / "libya_tracker" / "settings.py").read_text()
    return set(READ_BY_SETTINGS.findall(text))


def test_the_file_fits_the_compose_schema() -> None:
    command = [str(paths.venv_program("check-jsonschema")), "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.compose-spec", str(ROOT / "docker-compose.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_service_that_is_waited_for_exists(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in services, f"{name} waits for {other}"
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other], f"{other} has no health check"
            if how["condition"] == "service_completed_successfully":
                assert services[other]["restart"] == "no"


@pytest.mark.parametrize("kind", ["volumes", "networks"])
def test_every_volume_and_network_is_declared(
    compose: dict[str, Any], kind: str
) -> None:
    used = {
        entry.split(":")[0]
        for service in compose["services"].values()
        for entry in service.get(kind, [])
    }
    assert used == set(compose[kind])


def test_every_variable_of_the_file_is_in_the_example() -> None:
    used = set(VARIABLE.findall((ROOT / "docker-compose.yml").read_text()))
    assert used - example_variables() == set()


def test_the_example_names_nothing_that_nobody_reads() -> None:
    used = set(VARIABLE.findall((ROOT / "docker-compose.yml").read_text()))
    assert example_variables() - used - settings_variables() == set()


@pytest.mark.parametrize("name", OURS)
def test_every_variable_that_settings_read_is_set(
    compose: dict[str, Any], name: str
) -> None:
    found = settings_variables()
    assert {"DATABASE_URL", "SECRET_KEY", "REDIS_URL"} <= found
    assert found - set(compose["services"][name]["environment"]) == set()


def test_the_urls_lead_to_services_of_the_file(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]
    for variable in ("DATABASE_URL", "REDIS_URL"):
        host = re.search(r"(?:@|//)(\w+):\d+/", environment[variable])
        assert host, environment[variable]
        assert host[1] in compose["services"]


@pytest.mark.parametrize("name", OURS)
def test_the_command_is_a_program_of_the_production_lock(
    compose: dict[str, Any], name: str
) -> None:
    program = compose["services"][name]["command"][0]
    if program == "python":
        script = compose["services"][name]["command"][1]
        assert (ROOT / script).exists()
        return
    (found,) = entry_points(group="console_scripts", name=program)
    assert found.dist is not None
    package = found.dist.name.lower()
    locked = (ROOT / "requirements.txt").read_text()
    assert re.search(rf"^{package}(\[.*\])?==", locked, re.MULTILINE)


def test_the_health_check_asks_an_address_that_exists(compose: dict[str, Any]) -> None:
    told = " ".join(compose["services"]["web"]["healthcheck"]["test"])
    asked = re.search(r"http://127\.0\.0\.1:8000(/\w+)", told)
    assert asked
    assert resolve(asked[1]).url_name == "healthz"


def test_the_servers_have_the_major_versions_of_the_embedded_ones(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    major = postgres.version().split(".")[0]
    assert services["postgres"]["image"] == f"postgres:{major}"
    major = valkey.version().split(".")[0]
    assert services["redis"]["image"] == f"valkey/valkey:{major}-alpine"


def test_the_database_sorts_as_the_embedded_one(compose: dict[str, Any]) -> None:
    arguments = compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert arguments.split() == list(postgres.LOCALE)


def test_the_database_keeps_its_data_where_version_18_wants_it(
    compose: dict[str, Any],
) -> None:
    assert compose["services"]["postgres"]["volumes"] == [
        "postgres:/var/lib/postgresql"
    ]


@pytest.mark.parametrize("name", [*OURS, "postgres", "redis"])
def test_every_service_is_hardened(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - a path inside the container
    assert "healthcheck" in service or name in ("beat", "migrate")


def test_there_is_exactly_one_beat(compose: dict[str, Any]) -> None:
    beats = [
        service
        for service in compose["services"].values()
        if "beat" in service.get("command", [])
    ]
    assert [beat["deploy"]["replicas"] for beat in beats] == [1]


def test_only_the_web_port_of_the_loopback_address_is_published(
    compose: dict[str, Any],
) -> None:
    published = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }
    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_the_image_installs_only_what_the_lock_names() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.txt" in text
    assert "\nUSER tracker\n" in text
    assert "requirements-dev" not in text
    for left_out in ("devtools", "tests", ".local", ".env"):
        assert left_out in (ROOT / ".dockerignore").read_text().splitlines()
