/* The composer's blocks: the focus stays where the reader stands when the page is made anew, and what happened is said. */
"use strict";

(() => {
  const { byId, say } = Kobo;
  const openForm = () => byId("open-form");
  let before = {};

  document.addEventListener("htmx:beforeSwap", (event) => {
    before = {
      drawer: Boolean(byId("drawer-head")),
      // The button that was pressed, even if the focus has left it meanwhile.
      ...standing(event.detail.requestConfig?.triggeringEvent?.submitter || document.activeElement),
    };
  });

  /* Where the reader stands: enough to find the like place when the page is made anew. */
  const standing = (element) => {
    const block = element?.closest("[data-block]");
    return {
      id: element?.id || "",
      deed: element?.name === "do" ? element.value : "",
      block: block?.dataset.block || "",
      place: block ? [...block.parentElement.children].indexOf(block) : -1,
      hit: element?.closest(".hit")?.id || "",
    };
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "main") return;
    tell();
    if (isLost() || drawerTurned()) likePlace()?.focus({ preventScroll: true });
    // A button that came back disabled gives the focus up only with the next frame.
    requestAnimationFrame(() => isLost() && likePlace()?.focus({ preventScroll: true }));
  });

  const isLost = () => {
    const now = document.activeElement;
    return !now || now === document.body || now.id === "main" || Boolean(now.disabled);
  };

  const tell = () => {
    const done = byId("done");
    if (done && before.deed !== "back") say(done.querySelector("p").textContent);
    else if (before.deed === "back") say("元に戻しました。");
    else if (before.hit) say("加えました。");
    else if (["up", "down", "to"].includes(before.deed)) {
      const moved = document.querySelector(`[data-block="${before.block}"]`);
      if (moved) say(`${[...moved.parentElement.children].indexOf(moved) + 1}番目の段落になりました。`);
    }
  };

  const drawerTurned = () => Boolean(byId("drawer-head")) !== before.drawer;

  const likePlace = () => {
    const other = { up: "down", down: "up" }[before.deed];
    const hit = before.hit && byId(before.hit);
    if (other) return byId(`${other}-${before.block}`);
    if (before.deed === "to") return byId(`grip-${before.block}`);
    if (hit) return hit.querySelector(".title-link");
    if (drawerTurned()) return byId(before.drawer ? "to-shelf" : "drawer-head");
    if (openForm()) return openForm().querySelector("textarea");
    const blocks = document.querySelectorAll("[data-block]");
    if (before.place >= 0 && blocks.length) {
      return blocks[Math.min(before.place, blocks.length - 1)].querySelector(".block-foot a, .block-foot button");
    }
    return byId("main");
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector(".note-bad[role=alert][tabindex]")) openForm()?.querySelector("textarea").focus({ preventScroll: true });
  });
})();
