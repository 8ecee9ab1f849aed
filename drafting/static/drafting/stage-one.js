/* Stage 1: an assembly picked from the list, a title that follows the kind. */
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

  document.addEventListener("change", (event) => {
    const chosen = event.target.closest("#stage-one [name=kind]");
    if (!chosen) return;
    const title = byId("id_title");
    const proposed = [...document.querySelectorAll("#stage-one [data-title]")].map((radio) => radio.dataset.title);
    if (title && (title.value.trim() === "" || proposed.includes(title.value.trim()))) title.value = chosen.dataset.title;
  });
})();
