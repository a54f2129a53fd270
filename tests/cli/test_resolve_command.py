"""``coref resolve``."""

from __future__ import annotations

import json

import pytest
from samples import PASSAGE_PL

TEXT = "Anna poszła do domu. Była zmęczona."


def test_the_document_is_printed_as_json(run, resolver):
    result = run("resolve", TEXT, "--language", "pl", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == resolver(TEXT, language="pl").to_dict()


def test_the_text_is_read_from_standard_input_as_it_is(run):
    text = "\r\nAnna śpi. \n"
    assert json.loads(run("resolve", "--json", stdin=text.encode()).stdout)["text"] == text


def test_scheme_and_singletons_reach_the_model(run, resolver):
    result = run("resolve", TEXT, "--language", "pl", "--scheme", "litbank", "--singletons", "--json")
    expected = resolver(TEXT, language="pl", scheme="litbank", singletons=True)
    assert json.loads(result.stdout) == expected.to_dict()


def test_text_and_clusters_are_shown(run):
    result = run("resolve", TEXT, "--singletons")
    assert result.exit_code == 0
    assert "poszła" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("options", [{}, {"dropped_subjects": True}])
def test_the_resolved_text_is_that_of_the_library(run, resolver, options):
    flags = ["--" + name.replace("_", "-") for name in options]
    result = run("resolve", PASSAGE_PL, "--language", "pl", "--resolved-text", *flags)
    assert result.exit_code == 0
    assert result.stdout == resolver(PASSAGE_PL, language="pl").resolved_text(**options) + "\n"


@pytest.mark.parametrize("flags", [["--json", "--resolved-text"], ["--dropped-subjects"]])
def test_options_that_do_not_go_together_are_an_error_of_usage(run, flags):
    result = run("resolve", TEXT, *flags)
    assert result.exit_code == 2
    assert "--resolved-text" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin", "reason"),
    [
        (["resolve", "a\udcff"], None, "U+DCFF"),
        (["resolve"], b"a\xff", "byte 0xff at position 1"),
        (["resolve", TEXT, "--scheme", "none"], None, "litbank"),
        (["resolve", TEXT, "--model", "/nowhere"], None, "/nowhere"),
    ],
)
def test_bad_input_is_told_in_one_line(run, arguments, stdin, reason):
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_unknown_language_is_an_error_of_usage(run):
    result = run("resolve", TEXT, "--language", "de")
    assert result.exit_code == 2
    assert "auto" in result.stderr
