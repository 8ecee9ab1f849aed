/* The composer's blocks: the focus stays where the reader stands when the page is made anew, and what happened is said. */
"use strict";

(() => {
  const { byId, say, called } = Kobo;
  const openForm = () => byId("open-form");
  const openBlock = () => openForm()?.closest("[data-block]").dataset.block || "";
  let before = {};

  document.addEventListener("htmx:beforeSwap", (event) => {
    before = {
      drawer: Boolean(byId("drawer-head")),
      opener: byId("found") ? "count" : "to-shelf",
      open: openBlock(),
      // The button that was pressed, even if the focus has left it meanwhile.
      ...standing(pressed(event.detail.requestConfig?.triggeringEvent) || document.activeElement),
    };
  });

  /* A button that sends its form, or (of a demand) one that sends by itself. */
  const pressed = (event) => event?.submitter || event?.target.closest?.("button[hx-post]");

  /* Where the reader stands: enough to find the like place when the page is made anew. */
  const standing = (element) => {
    const block = element?.closest("[data-block]");
    return {
      id: element?.id || "",
      deed: element?.name === "do" ? element.value : element?.matches("button[hx-post]") ? element.name : "",
      block: block?.dataset.block || "",
      place: placeOf(element?.closest(".blocks > li")),
      hit: element?.closest(".hit")?.id || "",
      found: placeAmong(document.querySelectorAll("#found .rows > li"), element),
    };
  };

  /* Among the paragraphs: how many stand before it, be it one of them or what is said between them; -1 elsewhere. */
  const placeOf = (row) => (row ? [...row.parentElement.children].filter(isBlock).filter((one) => comesBefore(one, row)).length : -1);
  const placeAmong = (rows, element) => [...rows].findIndex((row) => row.contains(element));
  const isBlock = (row) => row.matches("[data-block]");
  const comesBefore = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "main") return;
    tell();
    if (isLost() || drawerTurned() || newlyOpen()) likePlace()?.focus({ preventScroll: true });
    // A button that came back disabled gives the focus up only with the next frame.
    requestAnimationFrame(() => {
      if (isLost()) likePlace()?.focus({ preventScroll: true });
      // It may stand far above or below what was in sight.
      if (drawerTurned()) document.activeElement.scrollIntoView({ block: "nearest" });
    });
  });

  const isLost = () => {
    const now = document.activeElement;
    return !now || now === document.body || now.id === "main" || Boolean(now.disabled);
  };

  const tell = () => {
    const done = byId("done");
    const stepped = ["undo", "redo"].includes(before.deed) && byId("stepped");
    if (stepped) say(stepped.querySelector("p")?.firstChild.textContent.trim() || "");
    else if (done && before.deed !== "back") say(done.querySelector("p").textContent);
    else if (before.deed === "back") say("元に戻しました。");
    else if (before.hit) say("加えました。");
    else if (["up", "down", "to"].includes(before.deed)) {
      const moved = document.querySelector(`[data-block="${before.block}"]`);
      if (moved) say(`${called(moved, placeOf(moved) + 1)}になりました。`);
    }
  };

  /* Wherever the link stood that opened it: one is there to write. */
  const newlyOpen = () => openBlock() && openBlock() !== before.open && !openForm().contains(document.activeElement);

  const drawerTurned = () => Boolean(byId("drawer-head")) !== before.drawer;

  const likePlace = () => {
    if (newlyOpen()) return openForm().querySelector("textarea");
    const other = { up: "down", down: "up" }[before.deed];
    const hit = before.hit && byId(before.hit);
    if (["undo", "redo"].includes(before.deed)) return byId(before.deed === "undo" ? "redo" : "undo");
    if (other) return byId(`${other}-${before.block}`);
    if (before.deed === "to") return byId(`grip-${before.block}`);
    if (hit) return hit.querySelector(".title-link");
    if (drawerTurned() && !before.drawer) return byId("drawer-head");
    if (drawerTurned() && !openForm()) return byId(before.opener);
    if (before.found >= 0) return nextFinding() || byId("drawer-head");
    if (openForm()) return openForm().querySelector("textarea");
    const blocks = document.querySelectorAll(".blocks > [data-block]");
    if (before.place >= 0 && blocks.length) return wayOn(blocks[Math.min(before.place, blocks.length - 1)]);
    return before.place >= 0 ? byId("to-shelf") : byId("main");
  };

  /* What stands now where the mended one stood. */
  const nextFinding = () => document.querySelectorAll("#found .rows > li")[before.found]?.querySelector(".acts a, .acts button");

  /* 直す; of a quotation, which nobody rewrites, what else its foot offers. */
  const wayOn = (block) => block.querySelector("[data-opens]") || block.querySelector(".block-foot a, .block-foot button");

  const toTheField = () => {
    if (!document.querySelector(".note-bad[role=alert][tabindex]")) openForm()?.querySelector("textarea").focus({ preventScroll: true });
  };
  document.addEventListener("DOMContentLoaded", toTheField);
  // As the browser scrolls to the paragraph that the address names, it takes the focus from the field again.
  window.addEventListener("load", () => requestAnimationFrame(() => isLost() && toTheField()));
})();
