"""The controls of a house style: each part with what lies below it, a value of its own, and what is wrong with it.

Used for one draft over its assembly's style, and for a stored row over the layers under it.  What is typed becomes a
layer; a part that says what lies below it is no part of the layer.  It knows neither rows nor pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from .compose.kinds import Kind
from .compose.style import KEYS, Layer, layer_of, parts_in, resolve
from .intake.refusal import Refusal
from .intake.style_layer import read_layer, style_problems
from .style_reading import Unreadable, look_of, options_of, read_part
from .style_words import BLOCKS, HINTS, PART_LABELS, SECTIONS, Group, groups_of, in_words, said, with_labels

ALL = "*"
BASES = ("", "assumed", "sourced")


@dataclass(frozen=True)
class Below:
    """What a part is without its own value, and what that rests on, in words."""

    value: Any
    basis: str = ""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool
    is_below: bool


@dataclass(frozen=True)
class Row:
    """A line of an order, or a section with its heading."""

    value: str
    label: str
    heading: str = ""


@dataclass
class Control:
    """One part on the screen.  `value` as JSON has it, or the text as it was typed where it cannot be read."""

    part: str
    value: Any
    below: Below
    is_own: bool
    basis: str = ""  # of a stored row: sourced, assumed, or ""
    errors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"s.{self.part}"

    @property
    def id(self) -> str:
        return "s-" + self.part.replace(".", "-")

    @property
    def basis_name(self) -> str:
        """The page rests on one basis, asked for at its first part."""
        key = self.part.partition(".")[0]
        return f"b.{key}" if key != "page" or self.part == "page.chars_per_line" else ""

    @property
    def label(self) -> str:
        return PART_LABELS[self.part]

    @property
    def hint(self) -> str:
        slots = "" if self.look != "text" or "【" not in self.text else "【 】のところには、文書ごとの語が入ります。"
        return HINTS.get(self.part, slots)

    @property
    def look(self) -> str:
        return look_of(self.part)

    @property
    def below_words(self) -> str:
        return self._quoted(self.below.value)

    @property
    def value_words(self) -> str:
        return self._quoted(self.value)

    def _quoted(self, value: Any) -> str:
        words = said(self.part, value)
        return f"「{words}」" if value and self.look in ("text", "maybe") else words

    @property
    def text(self) -> str:
        """What stands in the control's field."""
        if isinstance(self.value, list):
            return "\n".join(self.value)
        if isinstance(self.value, str):
            return in_words(self.value)
        return "" if self.value is None else f"{self.value:g}"

    @property
    def is_long(self) -> bool:
        return max(len(self.text), len(str(self.below.value or ""))) > 24

    @property
    def how(self) -> str:
        """Of a text that may be left to the kind of document: auto, none, or own."""
        return "auto" if self.value is None else "own" if self.value else "none"

    @property
    def options(self) -> list[Option]:
        return [
            Option(value, label, typed == self.value, typed == self.below.value)
            for value, label, typed in options_of(self.part)
        ]

    @property
    def rows(self) -> list[Row]:
        if self.look == "sections":
            return [Row(content, SECTIONS.get(content, content), in_words(heading)) for content, heading in self.value]
        return [Row(one, BLOCKS.get(one, one)) for one in self.value]

    @property
    def addable(self) -> list[tuple[str, str]]:
        """What of the choices is not there yet."""
        if self.look == "sections":
            return list(SECTIONS.items())
        return [(one, BLOCKS[one]) for one in KEYS[self.part].choices if one not in self.value]


class StyleControls:
    """All the parts of a style for one kind of document."""

    def __init__(
        self,
        kind: Kind,
        layers: Sequence[Layer],
        below: Mapping[str, Below],
        own: Layer,
        posted: QueryDict | None = None,
        bases: Mapping[str, str] | None = None,
        shown_below: Mapping[str, Below] | None = None,
    ) -> None:
        """`shown_below`: what lay below when the form was shown, if that is something else now."""
        self.kind, self.layers, self.below, self.posted = kind, layers, below, posted
        self.before, self.bases = dict(parts_in(own)), dict(bases) if bases is not None else None
        self.errors: dict[str, list[str]] = {}
        self.values = {part: below[part].value for part in below} | self.before
        if posted is not None:
            self._read(posted)
            self._follow(shown_below or below)
            self._press(posted)
        self.layer = self._layer()
        if posted is not None and not self.errors:
            self._judge()

    @property
    def groups(self) -> list[tuple[Group, list[Control]]]:
        return [(group, [self._control(part) for part in group.parts]) for group in self._groups()]

    @property
    def keys(self) -> dict[str, str]:
        """Of a stored row: what each key of the layer rests on; what nobody says is assumed."""
        return {key: (self.bases or {}).get(key) or "assumed" for key in self.layer}

    @property
    def own_parts(self) -> list[Control]:
        """What differs from below, on the screen or not."""
        return [self._control(part) for part in dict(parts_in(self.layer))]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the summary of errors."""
        return [
            ("s-" + part.replace(".", "-"), _with_label(PART_LABELS[part], message))
            for part, messages in self.errors.items()
            for message in messages
        ]

    def is_valid(self) -> bool:
        return not self.errors

    def pressed_part(self) -> str:
        deed, _, rest = str(self.posted.get("press", "") if self.posted else "").partition(":")
        return "" if deed == "back" and rest == ALL else rest.partition(":")[0]

    def _control(self, part: str) -> Control:
        basis = (self.bases or {}).get(part.partition(".")[0], "")
        own = part in dict(parts_in(self.layer))
        return Control(part, self.values[part], self.below[part], own, basis, self.errors.get(part, []))

    def _groups(self) -> list[Group]:
        """With the layer's own parts that papers of this kind do not use, so that they can be taken out."""
        groups = list(groups_of(self.kind))
        shown = {part for group in groups for part in group.parts}
        rest = tuple(part for part in self.before if part not in shown and part in self.below)
        return [*groups, Group("そのほかの項目", rest)] if rest else groups

    def _shown(self) -> Iterator[str]:
        return (part for group in self._groups() for part in group.parts)

    def _read(self, posted: QueryDict) -> None:
        if self.bases is not None:
            for key in KEYS:
                if (basis := posted.get(f"b.{key}")) in BASES:
                    self.bases[key] = basis or ""
        for part in self._shown():
            try:
                self.values[part] = read_part(part, posted, self.values[part])
            except Unreadable as problem:
                self.values[part] = problem.typed
                self.errors[part] = [str(problem)]

    def _follow(self, shown_below: Mapping[str, Below]) -> None:
        """A part that was left as it lay below follows what lies there now: another kind has another style."""
        for part, was in shown_below.items():
            if part not in self.before and self.values[part] == was.value:
                self.values[part] = self.below[part].value

    def _press(self, posted: QueryDict) -> None:
        """A button in a row; one that names nothing of this screen does nothing."""
        deed, _, rest = str(posted.get("press", "")).partition(":")
        part, _, which = rest.partition(":")
        if deed == "back":
            for one in [part] if part in self.below else self.below if part == ALL else []:
                self.values[one] = self.below[one].value
                self.before.pop(one, None)
                self.errors.pop(one, None)
                if self.bases is not None:
                    self.bases[one.partition(".")[0]] = ""
        elif part in self.below and look_of(part) in ("order", "sections"):
            added = posted.get(f"s.{part}.add", "")
            row = [added, ""] if look_of(part) == "sections" else added
            self.values[part] = moved(self.values[part], deed, which, row if added else None)

    def _layer(self) -> dict[str, Any]:
        """What differs from below, and what was the layer's own before and still stands."""
        return layer_of({part: value for part, value in self.values.items() if self._stands(part, value)})

    def _stands(self, part: str, value: Any) -> bool:
        """What was the layer's own stays, unless somebody took its basis away; a basis makes a part the layer's own."""
        if part in self.errors:
            return False
        key, is_same = part.partition(".")[0], value == self.below[part].value
        was_own = part in self.before and self.before[part] == value
        if self.bases is None or not is_same:
            return was_own or not is_same
        if not self.bases.get(key):
            return False
        return was_own if key == "page" and self._page_says_more() else True

    def _page_says_more(self) -> bool:
        """Than that it was looked at: then the parts that it does not name stay those below it."""
        mine = [part for part in self.values if part.startswith("page.")]
        return any(part in self.before or self.values[part] != self.below[part].value for part in mine)

    def _judge(self) -> None:
        """What cannot be, alone or over the layers below, at the field that is to be changed."""
        try:
            read_layer(self.layer)
            problems = list(style_problems(resolve([*self.layers, self.layer]), self.layer))
        except Refusal as refusal:
            problems = list(refusal.problems)
        for problem in problems:
            path = problem.path.removeprefix("style.").partition("[")[0]
            part = path if path in self.below else path.partition(".")[0]
            self.errors.setdefault(part if part in self.below else "page.chars_per_line", []).append(
                with_labels(problem.message)
            )


def moved(listed: list[Any], deed: str, which: str, added: Any) -> list[Any]:
    """The list after a press of up, down, out or add; rows are known by their place."""
    if deed == "add":
        return listed if added is None else [*listed, added]
    at = int(which) if which.isascii() and which.isdigit() else -1
    if not 0 <= at < len(listed):
        return listed
    rest = [one for place, one in enumerate(listed) if place != at]
    if deed == "out":
        return rest
    to = at + {"up": -1, "down": 1}.get(deed, 0)
    to = max(0, min(to, len(rest)))
    return [*rest[:to], listed[at], *rest[to:]]


def _with_label(label: str, message: str) -> str:
    """Some messages begin with the name of what they are about."""
    return message if message.startswith(f"「{label}」") else f"{label}：{message}"
