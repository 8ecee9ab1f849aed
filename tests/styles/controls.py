"""What a browser sends of the controls of a style when the page is sent back as it came."""

from __future__ import annotations

from django.http import QueryDict

from drafting.style_controls import Control, StyleControls


def sent_as_shown(posted: QueryDict, controls: StyleControls) -> None:
    for _, parts in controls.groups:
        for control in parts:
            _send(posted, control)
            if controls.bases is not None and control.basis_name:
                posted[control.basis_name] = control.basis


def _send(posted: QueryDict, control: Control) -> None:
    name = control.name
    posted[f"{name}.shown"] = "1"
    match control.look:
        case "radios":
            posted[name] = next(option.value for option in control.options if option.is_chosen)
        case "order":
            posted.setlist(name, [row.value for row in control.rows])
        case "sections":
            posted.setlist(f"{name}.content", [row.value for row in control.rows])
            posted.setlist(f"{name}.heading", [row.heading for row in control.rows])
        case "maybe":
            posted[f"{name}.how"] = control.how
            posted[name] = control.text
        case _:
            posted[name] = control.text
