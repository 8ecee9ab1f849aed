/* The sentence that a finding is about: selected in the open field, and in sight. */
"use strict";

(() => {
  const field = () => document.querySelector("#open-form textarea[name=text]");

  const show = (sentence) => {
    const area = field();
    const start = area.value.indexOf(sentence);
    area.focus({ preventScroll: start >= 0 });
    if (start < 0) return Kobo.say("その文は、もう変わっています。");
    const end = start + sentence.length;
    // A field scrolls to its caret only as it gets the focus.
    area.setSelectionRange(start, start);
    area.blur();
    area.focus();
    area.setSelectionRange(start, end);
    return undefined;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#open-form a[data-find]");
    if (!link) return;
    event.preventDefault();
    show(link.dataset.find);
  });

  /* Asked for by the address of the page. */
  const asked = () => {
    const form = field()?.form;
    const sentence = form?.dataset.find;
    form?.removeAttribute("data-find");
    if (sentence) show(sentence);
  };

  document.addEventListener("DOMContentLoaded", asked);
  document.addEventListener("htmx:afterSettle", (event) => {
    // A button that brings the same page back keeps the focus.
    if (event.target.id === "main" && event.detail.requestConfig?.verb === "get") asked();
  });
})();
