/* Small behaviours on top of plain forms; every page works without this file. */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const openForm = () => byId("open-form");

  /* ---------- what is said ---------- */

  const say = (text) => {
    const place = byId("said");
    if (place) place.textContent = text;
  };

  /* Trouble stands beside the text that it is about, and stays until it is over. */
  const note = (place, text, link) => {
    const box = document.createElement("div");
    box.className = "note note-bad";
    const line = document.createElement("p");
    line.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.target = "_blank";
      anchor.textContent = link.text;
      line.append("　", anchor);
    }
    box.append(line);
    place.replaceChildren(box);
  };

  const complain = (form, text, link) => {
    note((form && byId("open-errors")) || byId("trouble"), text, link);
    if (form && byId("saved")) byId("saved").textContent = "まだ保存していません";
  };

  const reason = (status) => {
    if (status === 403) return "保存できませんでした。書いた文はこの画面に残っています。写し取ってから、画面を読み込み直してください。";
    if (status === 404) return "ほかの人が、この段落か文書を外したようです。書いた文はこの画面に残っています。写し取ってから、画面を読み込み直してください。";
    return `保存できませんでした（${status}）。書いた文はこの画面に残っています。しばらくしてから、もう一度試します。`;
  };

  const OFFLINE = "通信が切れているようです。書いた文はこの画面に残っています。つながると、自動で保存します。";
  const SIGNED_OUT = "ログインの期限が切れました。書いた文はこの画面に残っています。別の画面でログインし、文を写し取ってから読み込み直してください。";

  /* ---------- the open block: saved while one types, never lost ---------- */

  /* Per form: what was typed, sent and saved, as counts of changes. */
  const states = new WeakMap();
  const stateOf = (form) => {
    if (!states.has(form)) states.set(form, { typed: 0, sent: 0, saved: 0, busy: false, failed: false, leaving: false });
    return states.get(form);
  };
  const isDirty = (form) => {
    const state = stateOf(form);
    return state.typed !== state.saved;
  };
  const save = (form) => form.dispatchEvent(new Event("save-now"));

  const settled = (form) =>
    new Promise((resolve) => {
      const look = () => {
        const state = stateOf(form);
        if (state.busy || (isDirty(form) && !state.failed)) return;
        form.removeEventListener("htmx:afterRequest", later);
        resolve(!state.failed);
      };
      // After the request that HTMX queued behind this one has begun.
      const later = () => setTimeout(look, 0);
      form.addEventListener("htmx:afterRequest", later);
      look();
    });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#open-form");
    if (form) stateOf(form).typed += 1;
  });

  /* 直し終える waits for a save under way: else its text would meet itself as somebody else's. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "open-form") return;
    const state = stateOf(form);
    if (state.busy) {
      event.preventDefault();
      const button = event.submitter;
      form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(button), 0), { once: true });
      return;
    }
    state.leaving = true;
  });

  /* Any other request waits until what was typed is saved; it would take the text off the screen. */
  document.addEventListener("htmx:confirm", (event) => {
    const form = openForm();
    const isOurs = event.target === form;
    if (!form || isOurs || !isDirty(form) || !event.target.closest(".bench")) return;
    event.preventDefault();
    stateOf(form).failed = false;
    save(form);
    settled(form).then((isSaved) => isSaved && event.detail.issueRequest(true));
  });

  window.addEventListener("pagehide", () => {
    const form = openForm();
    if (!form || stateOf(form).leaving || !isDirty(form)) return;
    const typed = new FormData(form);
    typed.append("do", "text");
    typed.append("autosave", "1");
    fetch(form.action, { method: "POST", body: typed, keepalive: true });
  });

  window.addEventListener("beforeunload", (event) => {
    const form = openForm();
    if (form && stateOf(form).failed && !stateOf(form).leaving) event.preventDefault();
  });

  window.addEventListener("online", () => {
    const form = openForm();
    if (form && isDirty(form)) save(form);
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "open-form") return;
    const state = stateOf(event.target);
    state.sent = state.typed;
    state.busy = true;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "open-form") return;
    const state = stateOf(event.target);
    state.busy = false;
    state.failed = !event.detail.successful;
    if (event.detail.successful) state.saved = state.sent;
  });

  const tryAgain = (form) => setTimeout(() => document.contains(form) && isDirty(form) && save(form), 5000);

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      const form = event.target.id === "open-form" ? event.target : null;
      complain(form, form ? OFFLINE : "通信が切れているようです。つながってから、もう一度押してください。");
      if (form) tryAgain(form);
    });
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // The answer itself says what is wrong, or (as a page to sign in on) has been spoken of already.
    if (status < 400 || status === 409 || status === 422) return;
    const form = event.target.id === "open-form" ? event.target : null;
    complain(form, form ? reason(status) : `できませんでした（${status}）。画面を読み込み直してください。`);
    if (form && status >= 500) tryAgain(form);
  });

  /* ---------- swaps: nothing jumps ---------- */

  let before = {};

  document.addEventListener("htmx:beforeSwap", (event) => {
    const login = document.body.dataset.login;
    const answered = new URL(event.detail.xhr.responseURL || location.href);
    if (login && answered.pathname === login && location.pathname !== login) {
      event.detail.shouldSwap = false;
      event.detail.isError = true;
      if (event.target.id === "paper-column" && openForm()) {
        complain(openForm(), SIGNED_OUT, { href: login, text: "ログイン" });
      } else {
        location.assign(`${login}?next=${encodeURIComponent(location.pathname)}`);
      }
      return;
    }
    byId("trouble")?.replaceChildren();
    const paper = byId("paper");
    before = {
      scroll: paper ? paper.scrollTop : 0,
      reading: Boolean(paper?.querySelector("details[open]")),
      pictures: [...document.querySelectorAll("#paper .sheet-image")].map((image) => image.currentSrc || image.src),
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
    if (before.deed === "out") say("外しました。");
    else if (before.hit) say("加えました。");
    else if (before.deed === "up" || before.deed === "down") {
      const moved = document.querySelector(`[data-block="${before.block}"]`);
      if (moved) say(`${[...moved.parentElement.children].indexOf(moved) + 1}番目の段落になりました。`);
    }
  };

  const drawerTurned = () => Boolean(byId("drawer-head")) !== before.drawer;

  const likePlace = () => {
    const other = { up: "down", down: "up" }[before.deed];
    const hit = before.hit && byId(before.hit);
    if (other) return byId(`${other}-${before.block}`);
    if (hit) return hit.querySelector(".title-link");
    if (drawerTurned()) return byId(before.drawer ? "to-shelf" : "drawer-head");
    if (openForm()) return openForm().querySelector("textarea");
    const blocks = document.querySelectorAll("[data-block]");
    if (before.place >= 0 && blocks.length) {
      return blocks[Math.min(before.place, blocks.length - 1)].querySelector(".block-foot a, .block-foot button");
    }
    return byId("main");
  };

  /* ---------- stage 1: assembly and title ---------- */

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

  /* ---------- as the page opens ---------- */

  document.addEventListener("DOMContentLoaded", () => {
    const problem = document.querySelector(".note-bad[role=alert][tabindex]");
    if (problem) problem.focus();
    else openForm()?.querySelector("textarea").focus({ preventScroll: true });
  });
})();
