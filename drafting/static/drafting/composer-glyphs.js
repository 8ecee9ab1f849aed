/* Characters and forms that the paper's fonts lack, told under the field they stand in as soon as the text is saved. */
"use strict";

(() => {
  document.addEventListener("kobo:saved", (event) => {
    const form = Kobo.saving.openForm();
    if (!form) return;
    const missing = event.detail.unprintable || {};
    for (const note of form.querySelectorAll("[data-glyphs]")) if (!(note.dataset.glyphs in missing)) takeAway(note, form);
    for (const [name, text] of Object.entries(missing)) tell(form.elements[name], text);
  });

  const tell = (field, text) => {
    if (!field?.id) return;
    const id = `${field.id}_glyphs`;
    const note = Kobo.byId(id) || made(id, field);
    if (note.lastChild.data === text) return;
    note.lastChild.data = text;
    Kobo.say(text);
  };

  const made = (id, field) => {
    const note = document.createElement("p");
    note.id = id;
    note.className = "error";
    note.dataset.glyphs = field.name;
    note.append(Kobo.icon("stop"), document.createTextNode(""));
    field.after(note);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    return note;
  };

  const takeAway = (note, form) => {
    const field = form.elements[note.dataset.glyphs];
    const others = (field?.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== note.id);
    if (others.length) field.setAttribute("aria-describedby", others.join(" "));
    else field?.removeAttribute("aria-describedby");
    note.remove();
  };
})();
