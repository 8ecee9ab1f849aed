/* The composer's page made anew in place: what is the same stays the very same, so focus, caret and scroll stay too.

An extension of HTMX, hx-swap="keep"; it knows how two trees differ, and nothing of what they say. */
"use strict";

(() => {
  const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE && (node.id || node.dataset?.block || node.dataset?.page || "");
  const looksOf = (element) => `${element.tagName} ${(element.getAttribute("class") || "").split(" ")[0]}`;

  const isLike = (one, other) => {
    if (one.nodeType !== other.nodeType || keyOf(one) !== keyOf(other)) return false;
    return one.nodeType !== Node.ELEMENT_NODE || (keyOf(one) ? one.tagName === other.tagName : looksOf(one) === looksOf(other));
  };

  const takeIn = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    // Read as text where there is JavaScript, as elements in an answer: never the same, and never shown.
    if (old.tagName === "NOSCRIPT" || (!fresh.querySelector(FIELDS) && !fresh.matches(FIELDS) && old.isEqualNode(fresh))) return;
    const isTyped = old.matches(FIELDS) && holdsMore(old, fresh);
    // The version goes with what is typed: that is what it was typed on.
    if (isTyped && old.type === "hidden") return;
    takeAttributes(old, fresh);
    // What stands here already is better than what has not come yet.
    if (!fresh.hasAttribute("data-stays")) takeChildren(old, fresh);
    if (old.matches(FIELDS) && !isTyped) takeValue(old, fresh);
  };

  /* ---------- fields: what somebody typed and has not sent is not taken away ---------- */

  const FIELDS = "textarea, input, select";

  const holdsMore = (field, fresh) => {
    const isSaved = field.closest("#open-form, form[data-saves]") && !field.matches("[data-by-button]");
    if (isSaved && (field.type !== "hidden" || field.name === "version")) return Kobo.saving.isDirty(Kobo.saving.openForm());
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue && field.value !== fresh.defaultValue;
  };

  const takeValue = (field, fresh) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = fresh.defaultChecked;
    else if (field.value !== fresh.value) field.value = fresh.value;
  };

  /* ---------- attributes and children ---------- */

  const takeAttributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) {
      // Opened by the reader.
      if (!fresh.hasAttribute(name) && !(name === "open" && old.tagName === "DETAILS")) old.removeAttribute(name);
    }
    for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  };

  /* What stands still is passed by rather than moved: a node that is moved loses the focus. */
  const takeChildren = (old, fresh) => {
    const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
    const stays = new Set();
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const like = likeOf(child, at, keyed, stays);
      if (!like) {
        stays.add(old.insertBefore(document.adoptNode(child), at));
        continue;
      }
      stays.add(like);
      const isAhead = at && (at === like || at.compareDocumentPosition(like) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (!isAhead) old.insertBefore(like, at);
      else at = like.nextSibling;
      takeIn(like, child);
    }
    for (const child of [...old.childNodes]) if (!stays.has(child)) child.remove();
  };

  const likeOf = (child, at, keyed, stays) => {
    if (keyOf(child)) {
      const same = keyed.get(keyOf(child));
      return same && isLike(same, child) ? same : null;
    }
    if (child.nodeType !== Node.ELEMENT_NODE) return at && isLike(at, child) ? at : null;
    for (let one = at; one; one = one.nextSibling) if (!stays.has(one) && isLike(one, child)) return one;
    return null;
  };

  /* ---------- for HTMX ---------- */

  const keep = (target, fresh) => {
    const active = document.activeElement;
    const marks = landmarks(active);
    takeIn(target, fresh);
    const mark = marks.find(({ block }) => block.isConnected);
    if (mark) scrollBy({ top: mark.block.getBoundingClientRect().top - mark.top, behavior: "instant" });
    if (active !== document.activeElement && active?.isConnected) active.focus({ preventScroll: true });
  };

  /* Paragraphs in sight and where they stand: the one with the focus first.  What comes or goes above moves none of them. */
  const landmarks = (active) => {
    const head = document.querySelector(".bench-head")?.getBoundingClientRect().bottom || 0;
    const places = [...document.querySelectorAll(".blocks > li:not([data-dropped])")].map((block) => ({ block, ...topAndBottom(block) }));
    const seen = places.filter(({ top, bottom }) => bottom > head && top < innerHeight);
    return seen.sort((one, other) => other.block.contains(active) - one.block.contains(active));
  };

  const topAndBottom = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  };

  htmx.defineExtension("keep", {
    isInlineSwap: () => false,
    handleSwap: (style, target, fragment) => {
      const fresh = fragment.firstElementChild;
      if (style !== "keep" || !fresh || fresh.id !== target.id) return false;
      keep(target, fresh);
      return [target];
    },
  });
})();
