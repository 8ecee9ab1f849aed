"""Stage 4 as one form: demands, addressees, people, dates; a draft file becomes forms and forms a draft file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import BaseFormSet, Form
from django.urls import reverse

from drafting import bridge
from drafting.compose import content as core
from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Asks, Kind, Proposer, Role, Strength
from drafting.intake import edit
from drafting.intake.draft_file import AddresseeEntry, DemandEntry, DemandItemEntry, DraftFile
from drafting.models import Entry, EntryKind
from drafting.people_forms import (
    AddresseesForm,
    ChairFormSet,
    DemandForm,
    NamesForm,
    PaperForm,
    PersonFormSet,
    PetitionerFormSet,
    ReiwaDateForm,
)


def is_published(slug: str) -> bool:
    found = Entry.objects.filter(slug=slug, kind=EntryKind.DEMAND, published__isnull=False, retired_at=None)
    return found.exists()


# The offices that are shown as boxes to tick; the others are typed, or come with a demand.
SHOWN_OFFICES = 8


@dataclass
class DemandRow:
    """One demand on the screen."""

    number: int
    entry: DemandEntry
    block: core.Demand
    form: DemandForm

    @property
    def says(self) -> str:
        return self.block.wording.text


@dataclass
class PeopleOf:
    """The people of one role: their forms, and the words around them."""

    role: Role
    label: str
    formset: BaseFormSet[Any]
    names: NamesForm
    required: int | None = None


class PeopleStage:
    def __init__(
        self, file: DraftFile, reading: bridge.Reading, posted: Mapping[str, Any] | None = None, *, more: str = ""
    ) -> None:
        self.file, self.reading, self.posted, self.more = file, reading, posted, more
        self.kind = file.kind
        self.style = reading.content.style
        self.demands = list(self._demand_rows())
        self.offices = self._offices()
        self.addressees = AddresseesForm(posted, prefix="to", offices=self.offices, initial=self._initial_addressees())
        self.people = [self._people_of(role) for role in self._roles()]
        self.date = ReiwaDateForm(posted, prefix="date", initial=ReiwaDateForm.initial_of(file.date))
        self.letter_date = ReiwaDateForm(posted, prefix="letter", initial=ReiwaDateForm.initial_of(file.letter_date))
        self.paper = PaperForm(posted, prefix="paper", kind=self.kind, initial=self._initial_paper())

    @property
    def takes_addressees(self) -> bool:
        """決議 goes nowhere; a petition has addressees for the letter that it asks for."""
        return self.kind is Kind.OPINION or (not self.kind.is_bill and self.file.asks is Asks.OPINION)

    @property
    def takes_letter_date(self) -> bool:
        return self.kind is Kind.OPINION or self.takes_addressees

    @property
    def forms(self) -> list[Form]:
        names = (group.names for group in self.people)
        return [*(row.form for row in self.demands), self.addressees, *names, self.date, self.letter_date, self.paper]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the summary of errors."""
        found = [("people-" + group.role, str(e)) for group in self.people for e in group.formset.non_form_errors()]
        for form in [*self.forms, *(form for group in self.people for form in group.formset.forms)]:
            for name, messages in form.errors.items():
                target = form[name].id_for_label if name in form.fields else f"id_{form.prefix}-year"
                found += [(target, str(message)) for message in messages]
        return found

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms] + [group.formset.is_valid() for group in self.people])

    def changed(self) -> DraftFile:
        """The draft file as the forms and the pressed button say."""
        file = replace(
            self.file,
            demands=tuple(self._changed_demand(row) for row in self.demands),
            addressees=self._changed_addressees(),
            signatories=tuple(self._changed_signatories()),
            date=PartialDate.parse(self.date.cleaned_data["iso"]),
            letter_date=PartialDate.parse(self.letter_date.cleaned_data["iso"]),
            **self._changed_paper(),
        )
        if (file.date, file.letter_date) != (self.file.date, self.file.letter_date):
            # Dates choose variants of the library's texts, and stand in them.
            file = bridge.moved_to(replace(self.file, demands=file.demands), file)
        return self._pressed(file)

    def goes_to(self, draft_id: UUID) -> str:
        """Back to this stage after a button in a row; on to the check after the button at the end."""
        pressed = self.posted or {}
        here = reverse("draft_demands", args=[draft_id])
        if "on" in pressed:
            return reverse("draft_check", args=[draft_id])
        if any(key in pressed for key in ("from-library", "find", "take")):
            return f"{here}?{urlencode({'add': '1', 'q': pressed.get('shelf_q', '')})}#shelf"
        if role := pressed.get("more"):
            return f"{here}?more={role}#people-{role}"
        return here + ("#demands" if any(key in pressed for key in ("up", "down", "to", "out", "own")) else "")

    def _pressed(self, file: DraftFile) -> DraftFile:
        """A row's button; one that names no demand of this draft does nothing."""
        pressed = self.posted or {}
        ids = {demand.id for demand in file.demands}
        if (block_id := pressed.get("up") or pressed.get("down")) in ids:
            step = -1 if pressed.get("up") else 1
            return edit.move(file, block_id, edit.place_of(file, block_id) + step)
        if (block_id := pressed.get("to")) in ids and (place := str(pressed.get(f"place-{block_id}", ""))).isdecimal():
            return edit.move(file, block_id, int(place[:6]))
        if (block_id := pressed.get("out")) in ids:
            return edit.remove(file, block_id)
        if slug := pressed.get("take"):
            return edit.add_demand(file, DemandEntry(id="", demand=slug)) if is_published(slug) else file
        if "own" in pressed:
            return edit.add_demand(file, DemandEntry(id="", text=""))
        return file

    def _demand_rows(self) -> Iterator[DemandRow]:
        blocks = {block.id: block for block in self.reading.content.demands}
        for number, entry in enumerate(self.file.demands, start=1):
            block = blocks.get(entry.id) or core.Demand(entry.id, core.Wording(entry.text or ""))
            items = "\n".join(item.text for item in entry.items)
            initial = {"text": entry.text or "", "strength": entry.strength, "items": items}
            yield DemandRow(number, entry, block, DemandForm(self.posted, prefix=f"d-{entry.id}", initial=initial))

    def _changed_demand(self, row: DemandRow) -> DemandEntry:
        """Another strength brings the library's words of that strength, unless the words were edited."""
        row.entry = replace(row.entry, items=self._changed_items(row))
        text = row.form.cleaned_data["text"]
        strength = Strength(row.form.cleaned_data["strength"] or row.entry.strength)
        same_text = text == (row.entry.text or "")
        if row.entry.demand and strength is not row.entry.strength and same_text and not self._is_edited(row):
            anew = replace(row.entry, strength=strength, text=None)
            said = bridge.pinned(bridge.read(replace(self.file, body=(), demands=(anew,)))).demands[0]
            return replace(said, id=row.entry.id)
        return replace(row.entry, text=text, strength=strength)

    def _changed_items(self, row: DemandRow) -> tuple[DemandItemEntry, ...]:
        """Each in its place keeps its id; what is pinned on it goes with it."""
        typed = row.form.cleaned_data["items"]
        kept = [replace(item, text=text) for item, text in zip(row.entry.items, typed, strict=False)]
        added = [DemandItemEntry(edit.fresh_id(self.file), text) for text in typed[len(kept) :]]
        return (*kept, *added)

    @staticmethod
    def _is_edited(row: DemandRow) -> bool:
        return bool(row.block.origin and row.block.origin.edited)

    def _offices(self) -> list[str]:
        known = bridge.offices_in_order()
        chosen = {entry.office for entry in self.file.addressees}
        usual = set(known[:3]) | set(bridge.usual_offices()) | {"総務大臣"}
        return [office for office in known if office in usual | chosen]

    def _initial_addressees(self) -> dict[str, Any]:
        chosen = [entry.office for entry in self.file.addressees]
        return {
            "offices": [office for office in chosen if office in self.offices],
            "others": "\n".join(office for office in chosen if office not in self.offices),
        }

    def _changed_addressees(self) -> tuple[AddresseeEntry, ...]:
        """Customary order for the library's offices, then the typed ones; an order that was not touched stays."""
        if not self.takes_addressees:
            return self.file.addressees
        names = {entry.office: entry for entry in self.file.addressees}
        chosen = [*self.addressees.cleaned_data["offices"], *self.addressees.cleaned_data["others"]]
        if set(chosen) == set(names):
            return self.file.addressees
        order = {office: place for place, office in enumerate(bridge.offices_in_order())}
        chosen = sorted(dict.fromkeys(chosen), key=lambda office: order.get(office, len(order)))
        return tuple(names.get(office, AddresseeEntry(office)) for office in chosen)

    def _roles(self) -> list[Role]:
        if not self.kind.is_bill:
            return [*([Role.INTRODUCING_MEMBER] if self.kind is Kind.PETITION else []), Role.PETITIONER]
        committee = self.file.proposer is Proposer.COMMITTEE
        return [Role.SUBMITTER] if committee else [Role.SUBMITTER, Role.SUPPORTER]

    def _people_of(self, role: Role) -> PeopleOf:
        committee = self.file.proposer is Proposer.COMMITTEE and role is Role.SUBMITTER
        formset = PetitionerFormSet if role is Role.PETITIONER else ChairFormSet if committee else PersonFormSet
        people = self.reading.content.signed_by(role) if self.posted is None else ()
        initial = [vars(person) for person in people]
        required = self.style.supporters_required if role is Role.SUPPORTER else None
        blanks = max(0 if people else 1, (required or 0) - len(people)) + (self.more == role.value)
        label = self._label(role)
        forms = formset(self.posted, prefix=role.value, initial=initial + [{}] * blanks)
        return PeopleOf(role, label, forms, NamesForm(self.posted, prefix=f"{role.value}-list"), required)

    def _label(self, role: Role) -> str:
        if role is Role.PETITIONER:
            return "陳情者" if self.kind is Kind.APPEAL else "請願者"
        return "委員長" if self.file.proposer is Proposer.COMMITTEE and role is Role.SUBMITTER else role.label

    def _changed_signatories(self) -> Iterator[Signatory]:
        """Those of the roles on this screen as typed, rows without a name left out; the others as they were."""
        shown = {group.role for group in self.people}
        for group in self.people:
            for form in group.formset.forms:
                typed = form.cleaned_data
                if any(typed.get(key) for key in typed):
                    yield Signatory(role=group.role, **{key: typed[key] for key in typed if key != "DELETE"})
            yield from (Signatory(group.role, name) for name in group.names.cleaned_data["names"])
        yield from (person for person in self.file.signatories if person.role not in shown)

    def _initial_paper(self) -> dict[str, Any]:
        stored = {name: getattr(self.file, name) for name in PaperForm.base_fields if name != "article"}
        return stored | {"article": self.style.article}

    def _changed_paper(self) -> dict[str, Any]:
        typed = dict(self.paper.cleaned_data)
        if "asks" in typed:
            typed["asks"] = Asks(typed["asks"] or Asks.OPINION)
        for name in ("bill_number", "presiding_officer"):
            if name in typed:
                typed[name] = typed[name].replace("\n", "")
        if typed.get("article", self.style.article) != self.style.article:
            typed["style"] = dict(self.file.style) | {"article": typed["article"].replace("\n", "")}
        typed.pop("article", None)
        return typed
