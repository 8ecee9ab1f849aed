/* Stage 1: an assembly picked from the list, a title that follows the kind and the ready set. */
"use strict";

(() => {
  const { byId } = Kobo;

  const styleAnew = (form) =>
    form.querySelector("[name=kind]:checked")?.dispatchEvent(new Event("restyle", { bubbles: true }));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    const form = button?.form;
    if (!form) return;
    event.preventDefault();
    const field = byId("id_assembly");
    field.value = button.dataset.pick;
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
    byId("id_assembly_error")?.remove();
    byId("assembly-list").replaceChildren();
    field.focus();
    styleAnew(form);
  });

  /* A name typed in full is as good as picked. */
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = byId("id_assembly");
    if (event.target.id !== "assembly-list" || !field.form) return;
    const names = [...event.target.querySelectorAll("[data-pick]")].map((button) => button.dataset.pick);
    if (names.length === 1 && names[0] === field.value.trim()) styleAnew(field.form);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("#stage-one");
    const title = byId("id_title");
    if (!form || !title || !["kind", "ready_set"].includes(event.target.name)) return;
    const suffixes = [...form.querySelectorAll("[data-suffix]")].map((radio) => radio.dataset.suffix);
    const subjects = [...form.querySelectorAll("[data-subject]")].map((option) => option.dataset.subject);
    const proposed = subjects.flatMap((subject) => suffixes.map((suffix) => subject + suffix));
    const typed = title.value.trim();
    if (typed !== "" && !proposed.includes(typed)) return;
    const kept = subjects.find((subject) => typed.startsWith(subject)) ?? subjects[0];
    const subject = form.querySelector("[name=ready_set] option:checked")?.dataset.subject ?? kept;
    title.value = subject + form.querySelector("[name=kind]:checked").dataset.suffix;
  });
})();
