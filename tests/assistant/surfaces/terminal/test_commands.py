"""The commands, as a person or a script runs them: results, reasons and exit codes."""

import asyncio
import json

import pytest
from typer.testing import CliRunner

from assistant.surfaces.terminal.commands import countersign
from tests.assistant.surfaces.conftest import draft


@pytest.fixture
def run(keeper):
    def run(*words: str, typed: str | bytes = ""):
        return CliRunner().invoke(countersign, words, obj=keeper, input=typed)

    return run


@pytest.fixture
def drafted(keeper) -> str:
    async def make() -> str:
        async with keeper.open() as house:
            return await draft(house)

    return asyncio.run(make())


def test_help_names_every_command(run):
    shown = run("--help").stdout
    assert "--install-completion" not in shown
    names = "up ask queue draft import trace history verify anchor tools mcp db user phrases"
    assert all(f" {name} " in shown for name in names.split())


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("ask", "open orders"),
        ("nonsense",),
        ("ask", "x", "--as", "buyer", "--model", "always"),
        ("ask", "x", "--as", "buyer", "--as-of", "2024-02-30"),
        ("draft", "edit", "D-1", "--as"),
        ("user", "token", "buyer", "--audience", "moon"),
    ],
)
def test_wrong_usage_ends_with_2(run, words):
    assert run(*words).exit_code == 2


def test_a_question_is_answered_for_people_and_for_programs(run):
    for_people = run("ask", "open orders", "--as", "buyer")
    assert for_people.exit_code == 0
    found = json.loads(run("ask", "open orders", "--as", "buyer", "--json").stdout)
    assert found["kind"] == "answer"
    assert found["text"].split()[0] in for_people.stdout


def test_each_line_gets_one_object_in_its_order(run):
    sentences = b"open orders\n\nfrobnicate the moon\n\xff\xfe\nlate orders"
    done = run("ask", "-", "--as", "buyer", typed=sentences)
    assert done.exit_code == 0
    kinds = [json.loads(line)["kind"] for line in done.stdout.splitlines()]
    assert kinds == ["answer", "unknown", "unknown", "refusal", "answer"]


@pytest.mark.parametrize("words", [("queue",), ("ask", "open orders"), ("tools",)])
def test_a_user_who_does_not_exist_is_refused_with_the_reason(run, words):
    done = run(*words, "--as", "nobody", "--json")
    assert done.exit_code == 1
    assert "nobody" in done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "unknown_member"


@pytest.mark.parametrize("tenant", ["nowhere", "No Such 'Name'"])
def test_a_business_that_does_not_exist_is_refused_with_the_reason(run, tenant):
    done = run("queue", "--as", "owner", "--tenant", tenant)
    assert done.exit_code == 1
    assert tenant in done.stderr


@pytest.mark.parametrize(
    "words", [("user", "add", "ida", "--role", "owner"), ("verify",), ("db", "rebuild")]
)
def test_a_slip_in_the_name_founds_no_business(run, keeper, words):
    done = run(*words, "--tenant", "belavier")
    assert done.exit_code == 1
    assert "bellavier" in done.stderr
    assert not keeper.store.kept["belavier"].facts


def test_a_draft_is_shown_signed_and_then_closed(run, drafted):
    slip = run("draft", "show", drafted, "--as", "owner").stdout
    assert drafted in slip
    assert "Sign:" in slip
    shown = json.loads(run("draft", "show", drafted, "--as", "owner", "--json").stdout)
    done = run("draft", "approve", drafted, "--as", "owner", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["status"] == "signed"
    assert json.loads(done.stdout)["digest"] == shown["digest"]
    again = run("draft", "approve", drafted, "--as", "owner", "--json")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["code"] == "already"


def test_a_number_alone_names_a_draft(run, drafted):
    assert run("draft", "show", drafted.removeprefix("D-"), "--as", "owner").exit_code == 0


def test_a_draft_that_reads_differently_than_it_was_read_is_not_signed(run, drafted):
    done = run("draft", "approve", drafted, "--as", "owner", "--digest", "00000000")
    assert done.exit_code == 1
    assert "sign again" in done.stderr


def test_whoever_may_not_sign_is_told_on_standard_error(run, drafted):
    done = run("draft", "approve", drafted, "--as", "artisan")
    assert done.exit_code == 1
    assert done.stderr


def test_an_edit_is_a_new_version(run, drafted):
    done = run("draft", "edit", drafted, "--as", "buyer", "--set", "quantity=600", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["version"] == 2


@pytest.mark.parametrize(("setting", "code"), [("quantity", 2), ("colour=red", 1)])
def test_an_edit_of_something_else_names_the_fields(run, drafted, setting, code):
    done = run("draft", "edit", drafted, "--as", "buyer", "--set", setting)
    assert done.exit_code == code
    assert "quantity" in done.stderr


def test_a_draft_is_rejected_and_a_signed_one_undone(run, drafted):
    done = run("draft", "reject", drafted, "--as", "owner", "--reason", "too much", "--json")
    assert json.loads(done.stdout)["status"] == "rejected"
    undone = run("draft", "undo", drafted, "--as", "owner", "--json")
    assert undone.exit_code == 1
    assert "not been signed" in undone.stderr


def test_a_draft_nobody_wrote_is_refused(run):
    done = run("draft", "show", "D-999", "--as", "owner", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["code"] == "unknown_draft"


def test_the_queue_holds_what_is_open(run, drafted):
    assert drafted in run("queue", "--as", "owner").stdout
    [found] = json.loads(run("queue", "--as", "owner", "--json").stdout)
    assert found["id"] == drafted


def test_history_and_menu_are_there_for_people_and_programs(run):
    assert "Tannerie" in run("history", "supplier-TANNERIE").stdout
    assert json.loads(run("history", "supplier-TANNERIE", "--json").stdout)[0]["version"] == 1
    assert "draft_purchase_order" in run("tools").stdout
    assert json.loads(run("tools", "--json").stdout)
    assert run("history", "supplier-NOBODY").exit_code == 1


@pytest.mark.parametrize("code", ["TANNERIE", "tannerie"])
def test_a_record_is_found_by_its_code_as_people_write_it(run, code):
    assert run("history", code).stdout == run("history", "supplier-TANNERIE").stdout


def test_a_code_that_nothing_has_names_those_that_come_close(run):
    done = run("history", "TANERIE")
    assert done.exit_code == 1
    assert "There is no record TANERIE. Did you mean supplier-TANNERIE?" in done.stderr
    assert "A record is named like PO-7" in run("history", "?").stderr


def test_a_draft_is_found_by_its_code_written_in_one(run, drafted):
    written = drafted.replace("-", "").lower()
    assert run("history", written).stdout == run("history", f"draft-{drafted}").stdout


def test_files_are_taken_over_into_a_business_that_they_found(run, tmp_path):
    file = tmp_path / "suppliers.csv"
    file.write_text("Supplier code,Supplier name\nCONTI,Conceria Conti\n", encoding="utf-8")
    words = ("import", str(file), "--as", "owner", "--tenant", "saddler")
    looked = run(*words, "--dry-run", "--json")
    assert looked.exit_code == 0, looked.stderr
    assert json.loads(looked.stdout)["drafts"] == []
    assert run("user", "list", "--tenant", "saddler").exit_code == 1
    staged = run(*words)
    assert staged.exit_code == 0
    assert "Sign them:  countersign draft approve D-" in staged.stdout
    assert "saddler" in run("queue", "--as", "owner", "--tenant", "saddler").stdout.casefold()


@pytest.mark.parametrize("text", ["", "Colour,Weight\nred,3\n"])
def test_a_file_that_cannot_be_read_founds_no_business(run, tmp_path, text):
    file = tmp_path / "suppliers.csv"
    file.write_text(text, encoding="utf-8")
    done = run("import", str(file), "--as", "owner", "--tenant", "saddler", "--accept")
    assert done.exit_code == 1
    assert run("user", "list", "--tenant", "saddler").exit_code == 1


def test_a_business_is_founded_by_somebody_it_will_have(run, tmp_path):
    file = tmp_path / "suppliers.csv"
    file.write_text("Supplier code,Supplier name\nCONTI,Conceria Conti\n", encoding="utf-8")
    done = run("import", str(file), "--as", "nobody", "--tenant", "saddler")
    assert (done.exit_code, "found it as one of owner" in done.stderr) == (1, True)


@pytest.mark.parametrize("options", [("missing.csv",), ("missing.csv", "--dry-run", "--accept")])
def test_an_import_of_nothing_is_wrong_usage(run, keeper, options):
    done = run("import", *options, "--as", "owner", "--tenant", "saddler")
    assert done.exit_code == 2
    assert not keeper.store.kept["saddler"].facts


def test_a_user_is_added_given_a_password_and_shut_out(run, keeper):
    assert run("user", "add", "ida", "--role", "buyer", "--name", "Ida").exit_code == 0
    assert run("user", "password", "ida", typed="a long enough secret\n").exit_code == 0
    assert ("bellavier", "ida") in keeper.vault.passwords
    assert run("queue", "--as", "ida").exit_code == 0
    assert run("user", "role", "ida", "staff").exit_code == 0
    assert run("user", "role", "ida", "buyer", "--take").exit_code == 0
    assert "staff" in run("user", "list").stdout
    assert run("user", "disable", "ida").exit_code == 0
    assert run("queue", "--as", "ida").exit_code == 1
    assert run("user", "enable", "ida").exit_code == 0


def test_a_token_is_shown_once_and_can_be_revoked(run):
    made = json.loads(run("user", "token", "buyer", "--json").stdout)
    assert made["token"].startswith("cs_")
    [listed] = json.loads(run("user", "tokens", "--json").stdout)
    assert (listed["id"], listed["user"], listed["audience"]) == (made["id"], "buyer", "api")
    assert made["token"] not in run("user", "tokens").stdout
    assert run("user", "revoke", made["id"]).exit_code == 0
    assert run("user", "revoke", made["id"]).exit_code == 1


def test_a_link_to_slack_is_ended_by_whoever_keeps_the_server(run):
    done = run("user", "unlink", "buyer")
    assert done.exit_code == 0 and "was not linked in Slack" in done.stdout


def test_names_from_outside_cannot_steer_the_terminal(run):
    done = run("user", "add", "eve", "--role", "buyer", "--name", "\x1b[2JEve\x07")
    assert done.exit_code == 0
    assert "\x1b" not in run("user", "list").stdout


def test_a_database_that_is_away_is_one_sentence(run, tmp_path):
    done = run("db", "restore", str(tmp_path / "missing"), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["code"] == "unavailable"
    assert done.stderr.count("\n") == 1


def test_the_schema_is_brought_up_to_date_in_two_phases(run):
    for phase in ((), ("--phase", "post"), ("--phase", "all")):
        assert run("db", "migrate", *phase).stdout == "The database is up to date.\n"
    assert run("db", "migrate", "--phase", "later").exit_code == 2


def test_what_goes_wrong_inside_is_logged_and_not_shown(run, keeper):
    keeper.store = None
    done = run("queue", "--as", "owner")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert "Traceback" in (keeper.settings.home / "countersign.log").read_text(encoding="utf-8")
