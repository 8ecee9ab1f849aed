"""A plain sentence (…である。) said politely (…です。), for what is read out.  It knows endings and no meanings.

Only the last word of a sentence changes.  An ending that is not listed gives None, and the caller quotes the sentence
as it stands: a wrong conjugation in the chamber is worse than a quotation.
"""

from __future__ import annotations

import re

# The end of a sentence, unless inside brackets.
_SENTENCE = re.compile(r"(?:「[^」]*」|『[^』]*』|（[^）]*）|[^。「『（])*。?")
_TRAILER = re.compile(r"^(.*?)((?:（[^（）]*）)?)$", re.DOTALL)
_ICHIDAN = "いきぎしじちにひびみりえけげせてでねべめれへぜ"

# Longest first; a pattern stands for the end of the sentence, its replacement for the same place.
_ENDINGS: tuple[tuple[str, str], ...] = (
    # である, だ
    (r"であった", "でした"),
    (r"であろう|だろう", "でしょう"),
    (r"である|(?<=[きのかめうけ象ず能難])だ", "です"),
    (r"(?<=大丈)夫", "夫です"),
    # ない and its past
    (r"心配ない", "心配ありません"),
    (r"(?<=[ではがもかにはは])なかった", "ありませんでした"),
    (r"(ではな|でな)い", "ではありません"),
    (r"(?<=[はがもか])ない(?<!かない)|(?<=しか)ない", "ありません"),
    (r"くない", "くありません"),
    *((f"{a}ない", f"{i}ません") for a, i in zip("らわかさたまばなが", "りいきしちみびにぎ", strict=True)),
    *((f"{a}なかった", f"{i}ませんでした") for a, i in zip("らわかさたまばなが", "りいきしちみびにぎ", strict=True)),
    (rf"(?<=[{_ICHIDAN}得])ない", "ません"),
    (rf"(?<=[{_ICHIDAN}得])なかった", "ませんでした"),
    # adjectives
    (r"(?<=[しきすくよ広早強多高低長重深近遠弱な])い(?<!てい)(?<!でい)(?<!ない)|(?<=少な)い|(?<=難)い", "いです"),
    (r"(?<=[しき難すく])かった", "かったです"),
    # past
    (r"(?<=あ)った|(?<=なか)った|(?<=な)った|(?<=[まがわかざだばや上残至減図限守送戻移])った", "りました"),
    (r"(?<=[行伴扱従担願言違思払])った", "いました"),
    (r"(?<=[立持保])った", "ちました"),
    (r"(?<=[及呼結選学並])んだ", "びました"),
    (r"(?<=[含進組盛])んだ", "みました"),
    (r"(?<=[続開聴聞置説書除招届基づ])いた", "きました"),
    (r"(?<=[用率てで])いた|(?<=まで)いた", "いました"),
    (r"(?<=急)いだ|(?<=防)いだ", "ぎました"),
    (rf"(?<=[{_ICHIDAN}])た", "ました"),
    (r"(?<=[出見経得来])た", "ました"),
    # present
    (r"てくる", "てきます"),
    (r"する", "します"),
    (rf"(?<=[{_ICHIDAN}出見経得来])る", "ます"),
    (r"(?<=[あかさたなまらわがざだばうつこおよとの残限要上至減図守知送戻入困断被])る", "ります"),
    *((f"(?<=[^ぃ]){u}", f"{i}ます") for u, i in zip("うくぐすつぶむ", "いきぎしちびみ", strict=True)),
)
_RULES = [(re.compile(f"(?:{ending})$"), said) for ending, said in _ENDINGS]


def politely(text: str) -> str | None:
    """Each sentence of the text; None if one of them ends in a way that is not known."""
    said = [_sentence(sentence) for sentence in _SENTENCE.findall(text.strip()) if sentence]
    return "".join(one for one in said if one) if said and all(said) else None


def _sentence(sentence: str) -> str | None:
    body, stop = sentence.removesuffix("。"), "。" if sentence.endswith("。") else ""
    match = _TRAILER.match(body)
    words, trailer = (match[1], match[2]) if match else (body, "")
    if words.endswith(("です", "ます", "ません", "でした", "ました", "でしょう")):
        return sentence
    for ending, said in _RULES:
        if ending.search(words):
            return ending.sub(said, words) + trailer + stop
    return None
