/* The style's form: after each change the focus, the place and the open paper text stay as they were. */
"use strict";

(() => {
  const { byId } = Kobo;
  let before = {};

  const isStyle = (event) => ["style-desk", "paper-column"].includes(event.target.id) && byId("style-desk");

  /* Choosing what to add, or that a text is to follow, changes nothing yet. */
  document.addEventListener("change", (event) => event.target.hasAttribute("data-quiet") && event.stopPropagation(), true);

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isStyle(event)) return;
    const pressed = event.detail.requestConfig?.elt?.closest("button");
    const paper = byId("paper");
    before = {
      part: pressed?.closest(".style-part")?.id || "",
      press: pressed?.value || "",
      scroll: paper?.scrollTop || 0,
      reading: Boolean(paper?.querySelector("details[open]")),
      pictures: [...document.querySelectorAll("#paper .sheet-image")].map((image) => image.src),
    };
  });

  /* The former picture stays under the new one until that has come. */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isStyle(event)) return;
    const paper = byId("paper");
    paper?.querySelectorAll(".sheet-image").forEach((image, at) => {
      if (!before.pictures?.[at] || image.complete) return;
      image.style.backgroundImage = `url("${before.pictures[at]}")`;
      image.style.backgroundSize = "100% 100%";
    });
    if (before.reading) paper.querySelector("details").open = true;
    if (paper) paper.scrollTop = before.scroll;
  });

  /* A row that was moved has another place now; its button goes with it. */
  const likePlace = () => {
    const part = byId(before.part);
    const [deed, , place] = before.press.split(":");
    const step = { up: -1, down: 1 }[deed] || 0;
    const row = part?.querySelectorAll(".edit-row")[Math.max(0, Number(place) + step)];
    const usable = "button:not([disabled])";
    return row?.querySelector(`button[value^="${deed}:"]:not([disabled])`) || row?.querySelector(usable) || part;
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isStyle(event)) return;
    document.querySelectorAll(".style-part").forEach((part) => {
      const isWrong = Boolean(part.querySelector(".error"));
      part.querySelectorAll(".form-control").forEach((field) => {
        field.classList.toggle("is-invalid", isWrong);
        field.toggleAttribute("aria-invalid", isWrong);
        if (isWrong) field.setAttribute("aria-invalid", "true");
      });
    });
    if (before.press) likePlace()?.focus({ preventScroll: true });
  });
})();
