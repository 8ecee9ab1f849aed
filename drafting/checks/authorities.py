"""The texts of law and usage that findings rest on, each named once."""

from __future__ import annotations

from ..compose.content import DraftContent
from .base import Authority

_LOCAL_AUTONOMY = "https://laws.e-gov.go.jp/law/322AC0000000067"
ARTICLE_99 = Authority("地方自治法第99条", _LOCAL_AUTONOMY)
ARTICLE_112 = Authority("地方自治法第112条", _LOCAL_AUTONOMY)
ARTICLE_124 = Authority("地方自治法第124条", _LOCAL_AUTONOMY)
PETITION_ACT_2 = Authority("請願法第2条")
WRITING_OF_2022 = Authority("公用文作成の考え方（令和4年1月内閣官房長官通知）")


def rules_of(content: DraftContent) -> Authority:
    return Authority(f"{content.assembly.assembly_name}会議規則" if content.assembly else "議会の会議規則")
