"""The end of a sentence said in the other register: 求めます → 求める, である → です.

It guesses nothing: an end that can be read in two ways (市が行った, 下ります), or has no like (ください), stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..compose.kinds import Register
from ..compose.stated import quotations_blanked
from .texts import placed_sentences

Rule = tuple[str, str | None]

# What may stand behind the last word and is no part of it.
_BEHIND = re.compile("(?:[（(][^（）()]*[）)]|[　 、])+$")
_KANJI = "[一-龥々]"
_HIGH = "多高低強弱重軽長短深浅広狭遠近早速遅悪良無古若安辛痛暗苦怖甘厚薄細太鋭鈍固堅硬白黒赤青熱寒暑賢尊濃酷凄少危難"
_ADJECTIVE = f"(?:[しよ]|(?<!み)た|な|[{_HIGH}]|大き|小さ|明る|ひど|づら|つら|にく|やす|がた)い"
_ADJECTIVE_PAST = f"(?:[しよ]|[少危]な|[{_HIGH}]|大き|小さ|明る|ひど)かった"
_NOUN_IN_I = "(?:[違願思狙疑扱払争集戦問誓償救担憂災幸互類匂勢習]|[くぐ]ら|せ)い"


def in_register(text: str, register: Register, ends_otherwise: Callable[[str], bool]) -> str:
    """Every sentence that ends otherwise and whose end is known here; quotations and brackets stay."""
    said = _plain if register is Register.PLAIN else _polite
    for one in reversed(placed_sentences(text)):
        stop = one.start + len(_BEHIND.sub("", quotations_blanked(one.text)))
        if ends_otherwise(one.text) and (words := said(text[one.start : stop])):
            text = text[: one.start] + words + text[stop:]
    return text


def _first(rules: tuple[Rule, ...], sentence: str) -> str | None:
    """By the first rule that fits; one that has no words says that the end is left alone."""
    for pattern, words in rules:
        if match := re.search(f"(?:{pattern})$", sentence):
            return None if words is None else sentence[: match.start()] + match.expand(words)
    return None


# --- です・ます → である ---------------------------------------------------------------------------------------------

_TO_PLAIN: tuple[Rule, ...] = (
    ("(?<=[いた])でしょう(か?)", r"だろう\1"),
    ("でしょう(か?)", r"であろう\1"),
    ("(?:でしょう|ましょう|ください|下さい|ね)(?:が|か|から)?", None),
    ("([いるうくすつぶむぐた]|な)んです", r"\1のである"),
    (f"({_NOUN_IN_I})です", r"\1である"),
    (f"({_ADJECTIVE}|かった)です", r"\1"),
    ("[いただ]です", None),
    ("です", "である"),
    ("でした", "であった"),
)
# What is said more politely than ます alone; then the verb is the plain one.
_HUMBLE: tuple[Rule, ...] = (
    ("(?<=[てで])おり(?P<masu>ま.+)", r"い\g<masu>"),
    ("(?<=[てで])(?:まいり|参り)(?P<masu>ました)", r"き\g<masu>"),
    ("(?<=[てで])(?:まいり|参り)(?P<masu>ます)", r"いき\g<masu>"),
    ("(?<=[をとにも一-龥々ァ-ヴー])(?:いたし|致し)(?P<masu>ま.+)", r"し\g<masu>"),
    ("ござい(?P<masu>ま.+)", r"あり\g<masu>"),
)
_SU = "[示話出残直戻返表移渡通押消指貸倒増回崩逃試促正余犯侵冒許記著現隠覆施潤壊志質諭為成]"
_SURU = "[対要有関発反資期属接達適存呈課科付処即体察制排廃博化解介決抗与帰]"
_TWO_KANJI_SU = "見直|目指|見出|見渡|見逃|取戻|押出|引出|差出|差戻|手渡|繰返|持出|呼出|追越"
# How a verb before ます is inflected; the first that fits.
_STEMS: tuple[tuple[str, str | None], ...] = (
    (f"{_KANJI}|[えけせてねへめれげぜでべ]", "one"),
    ("てき|んでき", "come"),
    ("でき|[起生尽飽]き|じ|過ぎ|すぎ|[落満朽]ち|[用率強報老悔]い|[帯伸延滅浴詫錆]び", "one"),
    ("[試顧省鑑染てで]み|[借足懲]り", "one"),
    ("(?:[てで]|(?<![ちかねた])が|(?<!お)も|は|に|^)い", "one"),
    ("(?:[をにへがはも]|^|(?<!て)お)き|[みお]ち|(?:下|降|お)り|(?<!死)に", None),
    (f"(?:{_TWO_KANJI_SU}|尽く|(?<!少)なく|落と)し", "five"),
    (f"(?:^|[をとにもくりん]|[ァ-ヴー]|{_KANJI}{{2}}|{_SURU})し", "do"),
    (f"(?:{_SU}|[かがさざただなばまやらわこごそどのぼほよろおう])し", "five"),
    ("し", None),
    ("[いきぎちにびみり]", "five"),
)
_U = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
_A = dict(zip("いきぎしちにびみり", "わかがさたなばまら", strict=True))
_TA = dict(
    zip("いきぎしちにびみり", ("った", "いた", "いだ", "した", "った", "んだ", "んだ", "んだ", "った"), strict=True)
)
_MASU = re.compile("(?P<stem>.+?)(?P<masu>ます|ました|ません|ませんでした)(?P<tail>が|か|から)?$", re.DOTALL)


def _plain(sentence: str) -> str | None:
    match = _MASU.match(_first(_HUMBLE, sentence) or sentence)
    if match is None:
        tail = re.search("(?<=です|した)(?:が|から)$|(?<=です)か$", sentence)
        return _copula(sentence[: tail.start()], tail.group()) if tail else _first(_TO_PLAIN, sentence)
    forms = _forms(match["stem"])
    return forms[match["masu"]] + (match["tail"] or "") if forms else None


def _copula(sentence: str, tail: str) -> str | None:
    """必要ですか → 必要か, 必要ですが → 必要であるが."""
    if tail == "か":
        return sentence.removesuffix("です") + tail
    said = _first(_TO_PLAIN, sentence)
    return said + tail if said else None


def _forms(stem: str) -> dict[str, str] | None:
    """What stands for ます, ました, ません, ませんでした behind this stem."""
    kind = next((kind for pattern, kind in _STEMS if re.search(f"(?:{pattern})$", stem)), None)
    last = stem[-1:]
    match kind:
        case "one":
            said = (stem + "る", stem + "た", stem + "な")
        case "come":
            said = (stem[:-1] + "くる", stem + "た", stem[:-1] + "こな")
        case "do":
            said = (stem[:-1] + "する", stem + "た", stem + "な")
        case "five" if stem.endswith("あり"):
            said = (stem[:-1] + "る", stem[:-1] + "った", stem[:-2] + "な")
        case "five":
            past = "った" if stem.endswith(("行き", "ていき", "でいき")) else _TA[last]
            said = (stem[:-1] + _U[last], stem[:-1] + past, stem[:-1] + _A[last] + "な")
        case _:
            return None
    present, past, negative = said
    return {"ます": present, "ました": past, "ません": negative + "い", "ませんでした": negative + "かった"}


# --- である → です・ます ---------------------------------------------------------------------------------------------

_MU = dict(zip("わかさたなばまら", "いきしちにびみり", strict=True))
_NEGATIVE: tuple[Rule, ...] = (
    ("少な|少|危|満た|つま|あぶ", None),
    ("く", "くあり"),
    ("(?<=[てで])こ", "き"),
    ("(?<=[違])い", "いあり"),
    ("[でもは]|しか|ほか|(?<![防継急稼騒仰注塞削泳脱])が", r"\g<0>あり"),
    ("が", "ぎ"),
    *_MU.items(),
    ("[いきぎしじちにびみりえけげせぜてねべめれ見出得経来寝着居]", r"\g<0>"),
)
_TO_POLITE: tuple[Rule, ...] = (
    ("(?:であろう|だろう)(か?)", r"でしょう\1"),
    ("であった|だった", "でした"),
    ("である", "です"),
    ("べき", "べきです"),
    # た and だ of verbs
    ("([学選及呼飛並結叫運喜遊])んだ", r"\1びました"),
    ("死んだ", "死にました"),
    (f"({_KANJI})んだ", r"\1みました"),
    ("([なるいたうくすむ])んだ", r"\1のです"),
    ("([防継急稼騒仰注塞削泳脱])いだ", r"\1ぎました"),
    (f"({_NOUN_IN_I})だ", r"\1です"),
    ("[いん]だ", None),
    ("だ", "です"),
    ("((?:[てでがもはに]|[用率強報老悔])い)た", r"\1ました"),
    ("いた", "きました"),
    (f"({_ADJECTIVE_PAST})", r"\1です"),
    ("(?<=て|で)いった|(?<=[へに])行った", "行きました"),
    ("を行った", "を行いました"),
    ("([思言失従伴払担使救願違扱負追迷誘習競養疑]|てしま|も?ら|補|損な)った", r"\1いました"),
    ("([立待持保打勝放断])った", r"\1ちました"),
    ("([あまわがな]|かか|分か|[守至残減送取図限知切入帰戻始因拠上移])った", r"\1りました"),
    ("った", None),
    ("([しきぎじちにびみりえけげせぜてでねべめれ見出得経来寝着似])た", r"\1ました"),
    ("[たれ]たい", None),
    (f"({_ADJECTIVE})", r"\1です"),
    # verbs
    ("する", "します"),
    ("(?<=て|で)くる", "きます"),
    ("はいる|まいる", None),
    ("(にじ|[混交]じ|なじ|かじ|いじ|(?<![す過])ぎ|よみがえ)る", r"\1ります"),
    ("([見来出得経寝着似居いきぎじちびみりえけげせぜてでねべめれ])る", r"\1ます"),
    (f"({_KANJI}|[あかがさざただなばまらわおこごそとどのぼもよろうくつむゆ])る", r"\1ります"),
    ("(?:な|べ|ごと|し|よ|多|近|遠|早|深|と)く", None),
    (f"({_KANJI}|[いつづおらまたかゆだ])く", r"\1きます"),
    (f"({_KANJI}|[ら])ぐ", r"\1ぎます"),
    ("す", "します"),
    ("([立待持保打勝放断育分絶もた])つ", r"\1ちます"),
    (f"({_KANJI})ぶ", r"\1びます"),
    ("む", "みます"),
    (f"({_KANJI}|[まらなか])う", r"\1います"),
)
_NAI = re.compile("(?P<stem>.+?)(?P<nai>ない|なかった)$", re.DOTALL)


def _polite(sentence: str) -> str | None:
    if match := _NAI.match(sentence):
        stem = _first(_NEGATIVE, match["stem"])
        if stem is not None:
            return stem + {"ない": "ません", "なかった": "ませんでした"}[match["nai"]]
        if not match["stem"].endswith(("少", "危")):
            return None
    return _first(_TO_POLITE, sentence)
