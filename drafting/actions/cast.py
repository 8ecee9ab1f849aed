"""The fixed cast of the demonstration and the tests: who owns, shares, reads, stands outside and curates."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from drafting.models import Draft, DraftingGroup, Membership, User

from . import talk
from .people import keep_one_address

# Known to everybody who reads this: only for trying out (see load_cast).
PASSWORD = "kobo-no-tameshi-1"
Role = Membership.Role


@dataclass(frozen=True)
class Cast:
    """佐藤 owns, 鈴木 is in the group, 加藤 may only read, 田中 is an outsider, 森 is a curator."""

    sato: User
    suzuki: User
    kato: User
    tanaka: User
    mori: User
    group: DraftingGroup


@transaction.atomic
def create_cast() -> Cast:
    """Those who are there already stay as they are."""
    group, _ = DraftingGroup.objects.get_or_create(name="区民とあゆむ会", defaults={"kind": DraftingGroup.Kind.CAUCUS})
    cast = Cast(
        sato=_person("sato@example.jp", "佐藤 一郎"),
        suzuki=_person("suzuki@example.jp", "鈴木 花子"),
        kato=_person("kato@example.jp", "加藤 次郎"),
        tanaka=_person("tanaka@example.jp", "田中 三枝"),
        mori=_person("mori@example.jp", "森 由美", is_curator=True),
        group=group,
    )
    for user, role in ((cast.sato, Role.ADMIN), (cast.suzuki, Role.EDITOR), (cast.kato, Role.READER)):
        Membership.objects.get_or_create(group=group, user=user, defaults={"role": role})
    return cast


def say_something(draft: Draft, cast: Cast) -> None:
    """A comment, its answer and a suggestion, to see how people write together."""
    about = talk.comment(draft, "own", "相談の件数が分かれば、入れたいですね。", cast.kato)
    talk.answer(about, "窓口に聞いてみます。", cast.suzuki)
    text = (
        "本区の窓口にも、高齢の被保険者やその家族からの相談が続いている。"
        "区民が安心して受診できるようにすることは、区議会の責務である。"
    )
    talk.suggest(draft, "own", text, "短くしました。", cast.kato)


def _person(email: str, name: str, *, is_curator: bool = False) -> User:
    if known := User.objects.filter(email=email).first():
        return known
    person = User.objects.create_user(email, PASSWORD, name=name, is_curator=is_curator)
    keep_one_address(person)
    return person
