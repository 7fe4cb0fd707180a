"""The environment is read strictly: what makes no sense stops the start, and is named."""

import subprocess
import sys
from pathlib import Path

import pytest

from practice.env import BadEnvironment, read

BASE = Path("/srv/fifth-visit")


def problem(**environ: str) -> str:
    with pytest.raises(BadEnvironment) as raised:
        read(environ, BASE)
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80a0"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠٠٠"),
        ("DEBUG", "perhaps"),
        ("PUBLIC_URL", "practice.example"),
        ("PUBLIC_URL", "https://practice.example/app"),
        ("PUBLIC_URL", "https://practice.example:port"),
        ("TLS_CERT", "/nowhere/cert.pem"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FILE", "/nowhere/key"),
        ("DATABASE_URL", "mysql://somebody:hidden@db/practice"),
        ("DATABASE_URL", "postgres://somebody:hidden@db:5432"),
        ("DATABASE_URL", "postgres://somebody:hidden@db/practice?sslmod=require"),
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "smtp://desk:hidden@mail.example"),
        ("EMAIL_URL", "smtp://desk%40practice.example:hidden@mail.example?form=x"),
    ],
)
def test_bad_value_is_named_and_passwords_are_not(name, value):
    said = problem(**{name: value})
    assert said.startswith(name)
    assert "hidden" not in said


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("DATABSE_URL", "DATABASE_URL"),
        ("SECRET_KEY_FLE", "SECRET_KEY_FILE"),
        ("TLS_CRT", "TLS_CERT"),
        ("TSL_KEY", "TLS_KEY"),
        ("PUBLIC_ULR", "PUBLIC_URL"),
        ("DATADIR", "DATA_DIR"),
        ("PROT", "PORT"),
        ("database_url", "DATABASE_URL"),
    ],
)
def test_name_that_is_nearly_ours_is_named(typo, meant):
    assert problem(**{typo: "x"}) == f"{typo} is set, which nothing reads. Did you mean {meant}?"


def test_names_that_machines_have_are_left_alone():
    common = "HOME HOSTNAME HOSTTYPE SHELL PWD LANG USER PATH PYTHONPATH SSL_CERT_FILE SSL_CERT_DIR EMAIL EDITOR POST"
    assert read(dict.fromkeys(common.split(), "x"), BASE).port == 8000


def test_nothing_set_gives_the_defaults():
    env = read({"PORT": ""}, BASE)
    assert (env.host, env.port, env.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert env.data_dir == BASE / "var/data"
    assert (env.debug, env.database, env.email, env.secret_key, env.behind_proxy) == (False, None, None, None, False)


def test_one_half_of_a_certificate_is_named(tmp_path):
    (tmp_path / "cert.pem").write_text("x")
    assert problem(TLS_CERT=str(tmp_path / "cert.pem")).startswith("TLS_KEY is missing")
    assert problem(TLS_KEY=str(tmp_path / "cert.pem")).startswith("TLS_CERT is missing")


def test_an_https_address_without_a_certificate_means_a_proxy():
    assert read({"PUBLIC_URL": "https://practice.example/"}, BASE).behind_proxy
    assert read({"PUBLIC_URL": "https://practice.example/"}, BASE).public_url == "https://practice.example"
    assert not read({"PUBLIC_URL": "http://practice.example"}, BASE).behind_proxy


def test_mail_is_taken_apart():
    env = read({"EMAIL_URL": "smtp+tls://desk%40practice.example:p%40ss@mail.example"}, BASE)
    assert env.email
    assert (env.email["EMAIL_HOST"], env.email["EMAIL_PORT"], env.email["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )
    assert (env.email["EMAIL_HOST_PASSWORD"], env.email["DEFAULT_FROM_EMAIL"]) == ("p@ss", "desk@practice.example")


def test_any_command_stops_with_one_line(tmp_path):
    root = Path(__file__).resolve().parent.parent.parent
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=root,
        env={"PORT": "80a0", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "PORT=80a0: a port is a number from 1 to 65535.\n")
