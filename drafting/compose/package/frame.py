"""What the papers made of tables share: their page, and facts, values and sources in words.  It knows no sheet."""

from __future__ import annotations

from ..backing import Evidence, FactValue, Quoted
from ..citations import phrase
from ..content import CitedSource, PartialDate, Wording
from ..dates import in_calendar
from ..japanese import grouped
from ..reference import NOT_KNOWN
from ..setting import Setting
from ..style import Margins, Page
from ..wording import fill

# Reference papers are read and filed, not handed in: tables get more room than the usual grid gives a bill.
PAGE = Page(44, 40, 11, Margins(top=25, right=15, bottom=25, left=22))
NONE = "―"
_SHARES = ("%", "％")


def day(when: PartialDate, setting: Setting) -> str:
    """In both calendars where the draft counts by eras: the library's own sentences name years of our era."""
    calendar = setting.style.date_calendar
    return in_calendar(when, "both" if calendar == "wareki" else calendar)


def statement(one: Evidence, setting: Setting) -> str:
    """As the library has it, digit for digit."""
    said, note = (fill(Wording(text, template=True), setting.words) for text in (one.fact.statement, one.status_note))
    return said + (f"\n（その後・注意：{note}）" if note else "")


def values(one: Evidence) -> str:
    return "\n".join(_value(value) for value in one.values) or NONE


def _value(value: FactValue) -> str:
    label = f"{value.label}　" if value.label else ""
    denominator = value.denominator or (NOT_KNOWN if value.unit in _SHARES else "")
    return f"{label}{grouped(value.value)}{value.unit}" + (f"（分母：{denominator}）" if denominator else "")


def in_lines(when: PartialDate, setting: Setting) -> str:
    """For a narrow cell: 令和8年9月 and, below it, 2026年9月."""
    western = in_calendar(when, "seireki")
    if setting.style.date_calendar == "seireki" or not western:
        return western or NOT_KNOWN
    return f"{in_calendar(when)}\n{western}"


def cited(sources: tuple[CitedSource, ...], setting: Setting) -> tuple[str, ...]:
    """As a note words them, each once."""
    texts = (setting.text(phrase(source, setting.words)) for source in sources)
    return tuple(dict.fromkeys(text for text in texts if text))


def listed(texts: tuple[str, ...]) -> str:
    """In one cell; several with a mark each."""
    return "\n".join(f"・{text}" for text in texts) if len(texts) > 1 else "".join(texts) or NONE


def comparison(quoted: Quoted) -> str:
    return "照合済み" if quoted.compared else "未照合"


LEGEND = (
    "状態の「現在」は今もそのとおりであるもの、「過去の値」は当時のもの、「要確認」は原典で確かめていないか、"
    "資料によって食い違うものです。引用の「照合済み」は原典の語と照らし合わせたもの、「未照合」は照らし合わせていない"
    "ものです。"
)
