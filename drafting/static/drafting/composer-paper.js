/* The composer's paper: nothing jumps when it is made anew. */
"use strict";

(() => {
  const { byId } = Kobo;
  let before = {};

  document.addEventListener("htmx:beforeSwap", () => {
    const paper = byId("paper");
    before = {
      scroll: paper ? paper.scrollTop : 0,
      reading: Boolean(paper?.querySelector("details[open]")),
      pictures: [...document.querySelectorAll("#paper .sheet-image")].map((image) => image.currentSrc || image.src),
    };
  });

  document.addEventListener("htmx:afterSwap", () => {
    const paper = byId("paper");
    if (!paper) return;
    // The former picture stays under the new one until that has come.
    [...paper.querySelectorAll(".sheet-image")].forEach((image, at) => {
      if (!before.pictures?.[at] || image.complete) return;
      image.style.backgroundImage = `url("${before.pictures[at]}")`;
      image.style.backgroundSize = "100% 100%";
    });
    if (before.reading) paper.querySelector("details").open = true;
    paper.scrollTop = before.scroll || 0;
  });
})();
