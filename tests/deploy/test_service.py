"""Who starts the server, and with whose settings: what an operator writes wins everywhere."""

import os
import re
import subprocess

import pytest
import yaml

from deploy import run
from deploy.steps import ROOT

UNIT = (ROOT / "deploy" / "portal.service").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
LONGEST_START = 8  # seconds, of a worker on a busy machine


def values(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def test_unit_reads_what_the_operator_wrote_last():
    assert values("EnvironmentFile") == [
        "/srv/portal/deploy/granian.env",
        "/etc/portal/portal.env",
    ]


def test_new_worker_has_time_to_start_and_a_stop_waits_for_a_reload():
    settings = run.server_settings()
    pause, workers = (int(settings[f"GRANIAN_{name}"]) for name in ("RESPAWN_INTERVAL", "WORKERS"))
    assert pause >= 1.5 * LONGEST_START
    assert values("ExecReload") == ["/bin/kill -HUP $MAINPID"]
    ending = int(settings["GRANIAN_WORKERS_KILL_TIMEOUT"])
    assert int(*values("TimeoutStopSec")) >= workers * (pause + ending)


@pytest.mark.parametrize("name", ["GRANIAN_WORKERS", "GRANIAN_RESPAWN_INTERVAL"])
def test_container_serves_as_its_environment_says(tmp_path, name):
    (tmp_path / "granian").write_text('#!/bin/sh\necho "$@"\nexec env\n')
    (tmp_path / "granian").chmod(0o755)
    said = subprocess.run(
        [ROOT / "deploy" / "serve.sh"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", name: "77", "NAME": "it's ours"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0] == "--host 0.0.0.0 --port 8000 iclei.wsgi:application"
    served = dict(line.split("=", 1) for line in said[1:] if "=" in line)
    assert served["NAME"] == "it's ours"
    assert {key: served[key] for key in run.server_settings()} == {
        **run.server_settings(),
        name: "77",
    }


def test_first_run_serves_as_its_environment_says(monkeypatch):
    started = []

    class Server:
        def __init__(self, command, env, **options):
            started.append(env)

        def wait(self) -> int:
            return 0

        terminate = wait

    monkeypatch.setenv("GRANIAN_WORKERS", "1")
    monkeypatch.setattr(subprocess, "Popen", Server)
    monkeypatch.setattr(run, "wait_until_it_answers", lambda port, server: None)
    monkeypatch.setattr(run, "work_beside", lambda server: 0)
    run.serve(8000, first_time=False)
    assert started[0]["GRANIAN_WORKERS"] == "1"
    assert started[0]["GRANIAN_BACKLOG"] == run.server_settings()["GRANIAN_BACKLOG"]


@pytest.mark.parametrize("service", ["portal", "prepare"])
def test_containers_write_pictures_and_cards_alone(service):
    """Cards lie beside the pictures, in a folder that is neither in the image nor in a volume."""
    made = SERVICES[service]
    assert made["read_only"] is True
    cards = next(place for place in made["tmpfs"] if place.startswith("/var/lib/portal/cards"))
    assert "uid=10001" in cards
    assert "--uid 10001" in (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")


def test_containers_prepare_all_that_the_image_does_not_hold():
    words = SERVICES["prepare"]["command"]
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    prepared = re.findall(
        r'manage\(\s*"[^"]+", "(\w+)"', (ROOT / "deploy" / "run.py").read_text(encoding="utf-8")
    )
    assert {"migrate", "recompute_ledger", "collectstatic"} <= set(prepared)
    assert [
        name
        for name in prepared
        if name != "load_sample" and f"manage.py {name}" not in words + image
    ] == []


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_containers_have_limits_and_short_logs(service):
    made = SERVICES[service]
    assert made["mem_limit"]
    assert made["pids_limit"]
    assert made["logging"]["options"]["max-size"]


def test_images_are_pinned_by_patch():
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    foreign = [made["image"] for made in SERVICES.values() if "build" not in made]
    names = [*re.findall(r"^FROM (\S+)", image, re.MULTILINE), *foreign]
    assert len(names) >= 4
    assert [name for name in names if not re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", name)] == []
    # Of PostgreSQL the second number is the patch, of the others the third.
    assert [n for n in names if "postgres" not in n and not re.search(r":\d+\.\d+\.\d+", n)] == []


@pytest.mark.parametrize("address", ["https://cities.example.kr", "https://cities.example.kr:443/"])
def test_container_of_nginx_makes_its_file_from_the_template(tmp_path, address):
    """The command as Compose gives it, in a folder that stands for the container's root."""
    shell, option, script = (
        *("sh", "-c"),
        SERVICES["nginx"]["command"].split("'", 1)[1].rsplit("'", 1)[0].replace("$$", "$"),
    )
    for folder in ("deploy", "etc/nginx/conf.d"):
        (tmp_path / folder).mkdir(parents=True)
    template = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    (tmp_path / "deploy" / "nginx.conf").write_text(template, encoding="utf-8")
    here = script.replace(" /deploy", f" {tmp_path}/deploy").replace("> /etc", f"> {tmp_path}/etc")
    subprocess.run(
        [shell, option, here.replace("exec nginx", "echo")],
        env={"PATH": os.environ["PATH"], "SITE_URL": address},
        check=True,
        capture_output=True,
    )
    made = (tmp_path / "etc/nginx/conf.d/default.conf").read_text(encoding="utf-8")
    assert "server_name cities.example.kr;" in made
    assert "portal.example.org" not in made
    assert "server portal:8000;" in made
    assert "access_log /dev/stdout portal;" in made
    assert (tmp_path / "deploy" / "nginx.conf").read_text(encoding="utf-8") == template
