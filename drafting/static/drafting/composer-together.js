/* Somebody else on the same draft: noticed soon, said calmly, taken in when the writer wants it. */
"use strict";

(() => {
  const { byId } = Kobo;
  const EVERY = 10000;
  const page = () => byId("saved")?.dataset;

  /* Versions that this screen saved since it was shown: not news. */
  let own = [];
  let shown = "";

  const ownSince = () => {
    if (shown !== page().shown) own = [];
    shown = page().shown;
    return own;
  };

  document.addEventListener("kobo:saved", (event) => {
    if (!page()) return;
    const before = Math.max(Number(page().shown), ...ownSince());
    own.push(event.detail.version);
    if (event.detail.version > before + 1) look();
  });

  const look = async () => {
    if (!page()?.news || document.visibilityState !== "visible") return;
    const since = page().shown;
    const query = new URLSearchParams({ since, own: ownSince().slice(-100).join(",") });
    const answer = await fetch(`${page().news}?${query}`, { redirect: "manual" }).catch(() => null);
    // What was taken in meanwhile is on the screen already.
    if (answer?.ok && page()?.shown === since) tell((await answer.json()).said);
  };

  const tell = (said) => {
    const place = byId("others");
    if (!place || place.dataset.said === said) return;
    place.dataset.said = said;
    place.replaceChildren();
    if (!said) return;
    const text = document.createElement("span");
    text.textContent = said;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-primary";
    button.textContent = "取り込む";
    button.addEventListener("click", takeIn);
    place.append(text, button);
  };

  /* ---------- 取り込む: the page anew, around what is being typed ---------- */

  const takeIn = async () => {
    const form = Kobo.saving.openForm();
    if (form && !(await Kobo.saving.settle(form))) return;
    const block = form?.closest("[data-block]")?.dataset.block;
    const query = block ? `?open=${encodeURIComponent(block)}` : "";
    await htmx.ajax("GET", location.pathname + query, { source: "#others", target: "#main", select: "#main", swap: "keep show:none" });
    Kobo.say("取り込みました。");
  };

  let typed = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.target.id === "main" && byId("open-form");
    const area = form && form.querySelector("textarea");
    typed = area && {
      area,
      block: form.closest("[data-block]").dataset.block,
      version: form.querySelector("[name=version]").value,
      isDirty: Kobo.saving.isDirty(form),
      caret: [area.selectionStart, area.selectionEnd, area.scrollTop],
      isFocused: document.activeElement === area,
    };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const form = byId("open-form");
    if (event.target.id !== "main" || !typed || !form || form.closest("[data-block]").dataset.block !== typed.block) return;
    const fresh = form.querySelector("textarea");
    const isTheirs = fresh.value !== typed.area.value && !typed.isDirty;
    if (isTheirs) return;
    // The very field: caret and the browser's own undo stay.
    if (fresh !== typed.area) fresh.replaceWith(typed.area);
    const [start, end, scroll] = typed.caret;
    if (typed.isFocused) typed.area.focus({ preventScroll: true });
    typed.area.setSelectionRange(start, end);
    typed.area.scrollTop = scroll;
    if (!typed.isDirty) return;
    form.querySelector("[name=version]").value = typed.version;
    typed.area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
})();
