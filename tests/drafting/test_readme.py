"""The README names every check, kind, format, style key and dependency; nothing can be added without its line."""

import re
from pathlib import Path

import pytest

from drafting.checks.base import CHECKS
from drafting.compose.kinds import Kind
from drafting.compose.style import KEYS
from drafting.management.commands.render import FORMATS
from drafting.views.drafts import export

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*CHECKS, *Kind, *FORMATS, "json"])
def test_the_readme_names_every_check_kind_and_format(name: str) -> None:
    assert f"`{name}`" in README


def test_every_format_of_the_screens_is_one_of_the_command_or_the_draft_file() -> None:
    assert set(export.FORMATS) <= {*FORMATS, "json"}


@pytest.mark.parametrize("key", KEYS)
def test_the_page_on_house_styles_names_every_key(key: str) -> None:
    assert f"`{key}`" in (ROOT / "docs/house-styles.md").read_text(encoding="utf-8")


def required_packages() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"[\[=]", line)[0].lower() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("package", required_packages())
def test_the_readme_says_why_each_dependency_is_there(package: str) -> None:
    table = README[README.index("## Dependencies") :].lower()
    assert package in table


def test_every_link_of_the_readme_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not target.startswith("http") and not (ROOT / target).exists()] == []
