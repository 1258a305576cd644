"""Whoever watches long work in a terminal sees how far it is, and nobody else is disturbed."""

from assistant.surfaces.terminal import bar


def test_a_proof_shows_how_far_it_is_where_somebody_watches(monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with bar.proving() as told:
        told(5_000, 12_000)
    assert "5,000 of 12,000 proved" in capsys.readouterr().err


def test_a_program_that_reads_the_output_sees_no_bar(monkeypatch, capsys):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with bar.proving() as told:
        told(5_000, 12_000)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")
