"""Which assemblies a word means: 長野県, 長野県議会, 町, 長野県の町村, a name, a code, すべて.  It knows no draft."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from unicodedata import normalize

from drafting.compose.kinds import AssemblyType
from drafting.intake.refusal import Problem, Refusal, shown
from drafting.models import Assembly

MUNICIPALITIES = tuple(one for one in AssemblyType if one is not AssemblyType.PREFECTURE)
_CITIES = (AssemblyType.DESIGNATED_CITY, AssemblyType.CITY)
_TOWNS = (AssemblyType.TOWN, AssemblyType.VILLAGE)
# As people say it: a designated city is a city too.
TYPES_CALLED: dict[str, tuple[AssemblyType, ...]] = {
    **{one.label: (one,) for one in AssemblyType},
    "市": _CITIES,
    "区": (AssemblyType.SPECIAL_WARD,),
    "町村": _TOWNS,
    "市町村": (*_CITIES, *_TOWNS),
    "市区町村": MUNICIPALITIES,
    "すべて": tuple(AssemblyType),
}
ALLOWED = (
    "都道府県（例「長野県」でその県内の市区町村、「長野県議会」で県の議会）、種別（「町」「長野県の町村」「指定都市」など）、"
    "議会の名前（例「東京都世田谷区」）、6桁の団体コード、「すべて」"
)
MOST_CANDIDATES = 5
MOST_PROBLEMS = 50
_BETWEEN = re.compile(r"[,，、\s]+")


def words_in(text: str) -> list[str]:
    """The names in a list that someone typed or pasted: one a line, or with commas or spaces between them."""
    return [word for word in _BETWEEN.split(text.replace("\ufeff", "")) if word]


def assemblies_meant(words: Iterable[str]) -> list[Assembly]:
    """Each once, in the order of their codes.  Refusal names every word that means none, or more than one."""
    everywhere = _Everywhere(list(Assembly.objects.all()))
    meant: dict[str, Assembly] = {}
    problems = []
    for word in dict.fromkeys(words):
        found = everywhere.called(word)
        meant |= {assembly.code: assembly for assembly in found}
        if not found:
            problems.append(everywhere.problem(word))
    if problems:
        raise Refusal(problems[:MOST_PROBLEMS])
    return [meant[code] for code in sorted(meant)]


class _Everywhere:
    """All assemblies, by everything that they are called."""

    def __init__(self, assemblies: list[Assembly]) -> None:
        self.all = assemblies
        self.prefectures = {assembly.prefecture for assembly in assemblies}
        self.named: dict[str, list[Assembly]] = defaultdict(list)
        for one in assemblies:
            if one.type != AssemblyType.PREFECTURE:
                for name in {one.name, one.full_name}:
                    self.named[name] += [one]
            self.named[one.code] += [one]

    def called(self, word: str) -> list[Assembly]:
        if word in self.prefectures:
            return self.of((word,), MUNICIPALITIES)
        if word in TYPES_CALLED:
            return self.of(self.prefectures, TYPES_CALLED[word])
        prefecture, _, kind = word.partition("の")
        if prefecture in self.prefectures and kind in TYPES_CALLED:
            return self.of((prefecture,), TYPES_CALLED[kind])
        if word.endswith("議会") and word.removesuffix("議会") in self.prefectures:
            return self.of((word.removesuffix("議会"),), (AssemblyType.PREFECTURE,))
        found = self.candidates(word)
        return found if len(found) == 1 else []

    def of(self, prefectures: Iterable[str], types: Iterable[AssemblyType]) -> list[Assembly]:
        wanted, kinds = set(prefectures), {kind.value for kind in types}
        standing = (one for one in self.all if one.merged_into_id is None)
        return [one for one in standing if one.prefecture in wanted and one.type in kinds]

    def candidates(self, word: str) -> list[Assembly]:
        name = word.removesuffix("議会")
        # Only a code is typed in full width by mistake; a name's characters are never changed.
        return self.named.get(name) or self.named.get(normalize("NFKC", name)) or []

    def problem(self, word: str) -> Problem:
        name = word.removesuffix("議会")
        if several := self.candidates(word):
            names = "、".join(f"「{one.full_name}」" for one in several)
            message = f"「{word}」は{len(several)}つあります。都道府県から書いてください: {names}"
            return Problem("assemblies", shown(word), names, message)
        alike = sorted((one for one in self.all if one.name.startswith(name)), key=lambda one: len(one.name))
        near = [one.full_name for one in alike[:MOST_CANDIDATES]]
        hint = f"「{'」「'.join(near)}」のことでしょうか。" if near else "合併などで、今はない議会かもしれません。"
        return Problem("assemblies", shown(word), ALLOWED, f"「{shown(word)}」にあたる議会は見つかりません。{hint}")
