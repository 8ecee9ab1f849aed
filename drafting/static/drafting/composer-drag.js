/* Paragraphs moved by their grip: dragged by mouse, pen or finger, or lifted and moved by keyboard.

Demands too, which are like them.  Moving sends the form with the place; without this file the arrows do the same, one step at a time. */
"use strict";

(() => {
  const { say, called } = Kobo;
  const EDGE = 80;
  const STEP = 14;
  document.documentElement.classList.add("has-script");

  const blocksOf = (list) => [...list.children].filter((one) => one.matches("[data-block]"));
  const placeOf = (block) => blocksOf(block.parentElement).indexOf(block);

  const send = (block, place) => {
    block.querySelector("[data-place]").value = place;
    block.querySelector("[data-drop]").click();
  };

  /* ---------- by pointer ---------- */

  let drag = null;

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip || event.button !== 0 || !event.isPrimary) return;
    const block = grip.closest("[data-block]");
    drag = { block, grip, list: block.parentElement, from: placeOf(block), to: placeOf(block), y: event.clientY, startY: event.clientY, began: false, pointer: event.pointerId };
    grip.setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    drag.y = event.clientY;
    if (!drag.began && Math.abs(drag.y - drag.startY) > 4) begin();
    if (drag.began) show();
  });

  document.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { block, from, to, began } = drag;
    finish();
    if (began && to !== from) drop(block, to);
    else if (began) say("元の場所に置きました。");
  });

  for (const end of ["pointercancel", "lostpointercapture"]) {
    document.addEventListener(end, (event) => drag && event.pointerId === drag.pointer && finish());
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    const { began } = drag;
    finish();
    if (began) say("動かすのをやめました。");
  });

  /* The page stays where it is: the paragraph comes to the hand, not the hand to the paragraph. */
  const drop = (block, to) => {
    block.dataset.dropped = "";
    send(block, to);
  };

  const begin = () => {
    drag.began = true;
    drag.block.classList.add("is-dragged");
    document.documentElement.classList.add("is-dragging");
    drag.line = document.createElement("li");
    drag.line.className = "drop-line";
    drag.line.setAttribute("aria-hidden", "true");
    scroll();
  };

  /* The line stands before the first paragraph whose middle is below the pointer. */
  const show = () => {
    const others = blocksOf(drag.list).filter((one) => one !== drag.block);
    const before = others.find((one) => {
      const box = one.getBoundingClientRect();
      return drag.y < box.top + box.height / 2;
    });
    drag.to = before ? others.indexOf(before) : others.length;
    // Set anew only where it moves: each time the whole list is laid out again.
    if (!drag.line.isConnected || drag.line.nextElementSibling !== (before || null)) drag.list.insertBefore(drag.line, before || null);
  };

  /* Near an edge of the window the page goes on, as long as the pointer stays there. */
  const scroll = () => {
    if (!drag?.began) return;
    const above = EDGE + (document.querySelector(".bench-head")?.getBoundingClientRect().bottom || 0) - drag.y;
    const below = drag.y - (innerHeight - EDGE);
    const by = above > 0 ? -STEP : below > 0 ? STEP : 0;
    if (by) {
      scrollBy(0, by);
      show();
    }
    requestAnimationFrame(scroll);
  };

  const finish = () => {
    if (!drag) return;
    const { block, line } = drag;
    drag = null;
    block.classList.remove("is-dragged");
    document.documentElement.classList.remove("is-dragging");
    line?.remove();
  };

  /* ---------- by keyboard: space lifts, arrows move, space sets down, Escape puts back ---------- */

  let lifted = null;
  let sent = null;

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    const block = grip.closest("[data-block]");
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (lifted) setDown();
      else lift(block, grip);
    } else if (lifted && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      shift(event.key === "ArrowUp" ? -1 : 1);
    } else if (lifted && event.key === "Escape") {
      putBack();
      say("動かすのをやめました。");
    }
  });

  document.addEventListener("focusout", (event) => {
    if (lifted && event.target === lifted.grip && !lifted.moving) putBack();
  });

  const lift = (block, grip) => {
    lifted = { block, grip, from: placeOf(block), moving: false };
    block.classList.add("is-lifted");
    grip.setAttribute("aria-pressed", "true");
    say(`${called(block, lifted.from + 1)}をつかみました。上下の矢印キーで動かします。`);
  };

  const shift = (by) => {
    const { block, grip } = lifted;
    const blocks = blocksOf(block.parentElement);
    const to = placeOf(block) + by;
    if (to < 0 || to >= blocks.length) return;
    lifted.moving = true;
    block.parentElement.insertBefore(block, by < 0 ? blocks[to] : blocks[to].nextElementSibling);
    grip.focus({ preventScroll: true });
    block.scrollIntoView({ block: "nearest" });
    lifted.moving = false;
    say(`${blocks.length}${block.parentElement.dataset.called ? "つ" : "段落"}のうち${to + 1}番目です。`);
  };

  const setDown = () => {
    const { block, from } = lifted;
    const to = placeOf(block);
    letGo();
    if (to === from) return say("元の場所に置きました。");
    sent = { block, from };
    return send(block, to);
  };

  /* Where it could not be saved it must not seem to be. */
  for (const failure of ["kobo:not-sent", "htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, () => {
      if (!sent?.block.isConnected) return;
      putAt(sent.block, sent.from);
      sent = null;
    });
  }
  document.addEventListener("htmx:afterSwap", () => {
    sent = null;
  });

  const putBack = () => {
    const { block, from } = lifted;
    letGo();
    putAt(block, from);
  };

  /* A node that is moved gives the focus up. */
  const putAt = (block, place) => {
    const active = document.activeElement;
    const others = blocksOf(block.parentElement).filter((one) => one !== block);
    block.parentElement.insertBefore(block, others[place] || null);
    if (block.contains(active)) active.focus({ preventScroll: true });
  };

  const letGo = () => {
    lifted.block.classList.remove("is-lifted");
    lifted.grip.setAttribute("aria-pressed", "false");
    lifted = null;
  };

  /* ---------- where the caret stands, for 「ここで分ける」 ---------- */

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#open-form button[name=do][value=split]");
    if (!button) return;
    const area = button.form.querySelector("textarea[name=text]");
    button.form.querySelector("[data-caret]").value = [...area.value.slice(0, area.selectionStart)].length;
  }, true);
})();
