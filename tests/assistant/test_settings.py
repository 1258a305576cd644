"""Settings are read once, and say what is wrong with them in one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.notices import welcome
from assistant.settings import Settings, WrongSetting, is_loopback

HERE = Settings.read({})


def test_without_any_setting_it_serves_this_machine_only():
    assert (HERE.address, HERE.private) == ("http://127.0.0.1:8000", True)
    assert HERE.home == Path("~/.countersign").expanduser()


def test_what_the_environment_says_counts():
    found = Settings.read({"PORT": "9000", "COUNTERSIGN_HOME": "here", "DATABASE_URL": "postgres:"})
    assert (found.port, found.home, found.database_url) == (9000, Path("here"), "postgres:")


@pytest.mark.parametrize(("said", "meant"), [("", True), ("on", True), (" OFF ", False)])
def test_what_is_old_is_deleted_unless_that_is_switched_off(said, meant):
    assert Settings.read({"RETENTION": said}).retention is meant


def test_a_switch_that_says_neither_on_nor_off_is_named():
    with pytest.raises(WrongSetting, match="RETENTION is 'never': say on or off"):
        Settings.read({"RETENTION": "never"})


def test_prices_of_models_that_cannot_be_read_are_named_at_the_start():
    assert Settings.read({"MODEL_PRICES": "local=0/0"}).model_prices == "local=0/0"
    with pytest.raises(WrongSetting, match="MODEL_PRICES: 'opus=cheap' is no price"):
        Settings.read({"MODEL_PRICES": "opus=cheap"})


def test_hosts_that_links_may_lead_to_are_names():
    read = Settings.read({"COUNTERSIGN_LINK_HOSTS": "Docs.Example.com, example.org"})
    assert read.link_hosts == {"docs.example.com", "example.org"}
    assert HERE.link_hosts == frozenset()
    for wrong in ("https://example.org", "example.org/a", "*", "a b"):
        with pytest.raises(WrongSetting, match="COUNTERSIGN_LINK_HOSTS"):
            Settings.read({"COUNTERSIGN_LINK_HOSTS": wrong})


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "8e3", "８０"])
def test_a_port_that_is_none_is_named(port):
    with pytest.raises(WrongSetting, match=port):
        Settings.read({"PORT": port})


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.4", False),
        ("::", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_only_this_machine_is_this_machine(address, same):
    assert is_loopback(address) is same


def test_a_server_that_others_reach_is_not_private():
    assert not replace(HERE, host="0.0.0.0").private
    assert not replace(HERE, others=("https://erp.example",)).private
    assert replace(HERE, others=("http://localhost:3000",)).private


def test_the_welcome_shows_the_demo_sign_ins_only_where_they_work():
    assert "bellavier-owner" in "".join(welcome(HERE, "1 s"))
    shown = "".join(welcome(replace(HERE, host="0.0.0.0"), "1 s"))
    assert "bellavier-owner" not in shown
    assert "refused" in shown


def test_what_is_not_configured_is_named_and_what_is_configured_is_not():
    shown = [*welcome(Settings.read({"NATS_URL": "nats://here"}), "1 s")]
    assert "Configured: NATS." in shown
    assert "Not configured, and not needed: language model, Slack, mail server, carrier." in shown
    assert any("wait in the outbox until SMTP_URL" in line for line in shown)


def test_a_model_of_its_own_needs_no_key():
    found = Settings.read({"COUNTERSIGN_CHEAP_URL": "http://here", "COUNTERSIGN_CHEAP_MODEL": "m"})
    assert (found.cheap, found.generative, found.optional["language model"]) == (True, False, True)


def test_a_cheap_model_without_anywhere_to_reach_it_is_none():
    assert not Settings.read({"COUNTERSIGN_CHEAP_MODEL": "m"}).cheap


def test_a_url_without_a_model_is_named():
    with pytest.raises(WrongSetting, match="set COUNTERSIGN_CHEAP_MODEL"):
        Settings.read({"COUNTERSIGN_CHEAP_URL": "http://here"})


@pytest.mark.parametrize("said", ["0", "601", "-1", "soon", "1.5"])
def test_a_time_that_is_none_is_named(said):
    with pytest.raises(WrongSetting, match="COUNTERSIGN_MODEL_SECONDS"):
        Settings.read({"COUNTERSIGN_MODEL_SECONDS": said})


def test_whether_a_model_may_draft_is_a_switch():
    assert HERE.model_drafts and not HERE.model_finds_tools
    assert not Settings.read({"COUNTERSIGN_MODEL_DRAFTS": "off"}).model_drafts


def test_where_a_model_runs_is_said_in_one_word():
    told = {"COUNTERSIGN_MODEL_REGION": "EU", "COUNTERSIGN_CHEAP_REGION": "us-east"}
    found = Settings.read(told)
    assert (found.model_region, found.cheap_region) == ("eu", "us-east")
    with pytest.raises(WrongSetting, match="COUNTERSIGN_MODEL_REGION is 'the moon'"):
        Settings.read({"COUNTERSIGN_MODEL_REGION": "the moon"})


def test_a_mail_server_that_cannot_be_read_says_what_fits_and_no_password():
    told = {"SMTP_URL": "smtp://me:s3cret@mail.example.com:nine", "SMTP_FROM": "o@b.example"}
    with pytest.raises(WrongSetting, match="SMTP_URL cannot be read") as wrong:
        Settings.read(told)
    assert "s3cret" not in str(wrong.value)
    with pytest.raises(WrongSetting, match="SMTP_FROM"):
        Settings.read({"SMTP_URL": "smtp://mail.example.com"})
