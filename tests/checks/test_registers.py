"""The end of a sentence in the other register."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafting.checks.registers import in_register
from drafting.checks.style import _ends_otherwise
from drafting.checks.texts import sentences
from drafting.compose.kinds import Register

LIBRARY = Path(__file__).parent.parent.parent / "fixtures" / "library" / "arguments"
BOTH_WAYS = """
健康保険証の存続を求めます|健康保険証の存続を求める
不安の声が寄せられています|不安の声が寄せられている
問題が生じました|問題が生じた
説明が足りません|説明が足りない
見直しが欠かせません|見直しが欠かせない
周知されませんでした|周知されなかった
そのような規定はありません|そのような規定はない
任意ではありません|任意ではない
認めるべきです|認めるべきである
必要です|必要である
混乱のもとでした|混乱のもとであった
丁寧な説明を行いました|丁寧な説明を行った
窓口が混み合っています|窓口が混み合っている
不利益を被ります|不利益を被る
改めて示します|改めて示す
国が責任を果たします|国が責任を果たす
廃止を撤回します|廃止を撤回する
対応を要します|対応を要する
制度を見直します|制度を見直す
調査を始めることとします|調査を始めることとする
負担が増えてきました|負担が増えてきた
手続を終えなければなりません|手続を終えなければならない
望ましいです|望ましい
負担が重いです|負担が重い
負担が少ないです|負担が少ない
そこに大きな違いがあります|そこに大きな違いがある
受診をためらうかもしれません|受診をためらうかもしれない
権利を守ります|権利を守る
不安を抱きます|不安を抱く
混乱を防ぎます|混乱を防ぐ
被保険者に及びます|被保険者に及ぶ
医療につながります|医療につながる
声を聞きました|声を聞いた
答弁を読みました|答弁を読んだ
法律で定めています（第63条）|法律で定めている（第63条）
「撤回しない」と述べました|「撤回しない」と述べた
""".strip().splitlines()
PLAIN_ONLY = """
要望いたします|要望する
廃止するものでございます|廃止するものである
寄せられております|寄せられている
制度を支えてまいりました|制度を支えてきた
取り組んでまいりました|取り組んできた
声を届けてまいります|声を届けていく
ここに理由があるのではないでしょうか|ここに理由があるのではないだろうか
理由は何ですか|理由は何か
負担が増えるのでしょうか|負担が増えるのであろうか
""".strip().splitlines()
POLITE_ONLY = """
負担を増やすだけだ|負担を増やすだけです
負担は大きかっただろう|負担は大きかったでしょう
求めるべき|求めるべきです
違いない|違いありません
少なくない|少なくありません
""".strip().splitlines()
# Two readings, or no like: the writer's own to say.
LEFT_ALONE = ["ご検討ください", "守りましょう", "坂を下ります", "一市民がきました", "答弁したです"]
LEFT_ALONE_IN_POLITE = ["市が行った", "措置を講じられたい", "あらぬ", "声が高まるよう"]


def said(sentence: str, register: Register) -> str:
    return in_register(f"{sentence}。", register, lambda _: True).removesuffix("。")


@pytest.mark.parametrize("pair", BOTH_WAYS)
def test_an_end_is_said_in_either_register(pair: str) -> None:
    polite, plain = pair.split("|")
    assert (said(polite, Register.PLAIN), said(plain, Register.POLITE)) == (plain, polite)


@pytest.mark.parametrize("pair", PLAIN_ONLY)
def test_a_more_polite_end_is_plainly_said(pair: str) -> None:
    polite, plain = pair.split("|")
    assert said(polite, Register.PLAIN) == plain


@pytest.mark.parametrize("pair", POLITE_ONLY)
def test_a_plain_end_is_politely_said(pair: str) -> None:
    plain, polite = pair.split("|")
    assert said(plain, Register.POLITE) == polite


@pytest.mark.parametrize("sentence", LEFT_ALONE)
def test_what_has_no_plain_like_is_left_alone(sentence: str) -> None:
    assert said(sentence, Register.PLAIN) == sentence


@pytest.mark.parametrize("sentence", LEFT_ALONE_IN_POLITE)
def test_what_could_be_read_in_two_ways_is_left_alone(sentence: str) -> None:
    assert said(sentence, Register.POLITE) == sentence


def test_only_the_sentences_that_end_otherwise_change() -> None:
    text = "  声がある。\n「困ります。」と述べました。次に、必要です。ご検討ください。"
    after = "  声がある。\n「困ります。」と述べた。次に、必要である。ご検討ください。"
    assert in_register(text, Register.PLAIN, lambda one: _ends_otherwise(one, Register.PLAIN)) == after


@pytest.mark.parametrize("register", Register)
def test_the_librarys_sentences_go_to_the_other_register_and_back(register: Register) -> None:
    """And hardly any is one that could be read in two ways."""
    other = next(one for one in Register if one is not register)
    left = []
    for sentence in set(of_the_library(other)):
        if not _ends_otherwise(sentence, register):
            continue
        changed = said(sentence, register)
        if changed == sentence:
            left.append(sentence)
            continue
        assert not _ends_otherwise(changed, register)
        assert said(changed, other) == sentence
    assert len(left) <= 3, left


def of_the_library(register: Register) -> Iterator[str]:
    for file in sorted(LIBRARY.glob("*.json")):
        for argument in json.loads(file.read_text(encoding="utf-8")):
            for passage in argument.get("passages", []):
                yield from sentences(passage.get(register) or "")
