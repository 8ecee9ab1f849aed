/* The composer's open block, and a form marked data-saves: saved after each pause in typing; while that fails the text
stays, and is saved later. */
"use strict";

Kobo.saving = (() => {
  const { byId } = Kobo;
  const PAUSE = 800;
  const SLOW = 1000;
  const RETRY = 5000;
  const FORMS = "#open-form, form[data-saves]";
  const openForm = () => document.querySelector(FORMS);

  const OFFLINE = "つながりが切れています。文はこの画面に残っています。つながると、自動で保存します。";
  const SIGNED_OUT = "ログインの期限が切れました。文はこの画面に残っています。別の画面でログインして戻ると、自動で保存します。";
  const LINK_OVER = "お試しのリンクが切れました。文はこの画面に残っています。リンクをもう一度開いて戻ると、自動で保存します。";
  const reason = (status) => {
    if (status === 404) return "ほかの人が、この段落か文書を外したようです。文はこの画面に残っています。写し取ってから、画面を読み込み直してください。";
    if (status === 403) return "この文書を書けなくなったため、保存できませんでした。文はこの画面に残っています。写し取ってください。";
    return `保存できませんでした（${status}）。文はこの画面に残っています。しばらくしてから、もう一度試します。`;
  };

  /* ---------- what is said ---------- */

  const tell = (...parts) => {
    const place = byId("saved");
    if (!place || place.textContent === parts.map((part) => part.textContent ?? part).join("")) return;
    place.replaceChildren(...parts);
  };
  const tellDone = (text) => tell(Kobo.icon("check"), text);

  /* Why stands at the head of the form, out of sight of whoever writes at its end. */
  const tellNot = () => {
    const way = document.createElement("a");
    way.href = "#open-errors";
    way.className = "ms-2";
    way.textContent = "わけを見る";
    way.addEventListener("click", (event) => {
      event.preventDefault();
      const why = byId("open-errors");
      why.tabIndex = -1;
      why.focus({ preventScroll: true });
      why.scrollIntoView({ block: "center" });
    });
    tell(Kobo.icon("alert"), "まだ保存していません", ...(byId("open-errors") ? [way] : []));
  };

  const complain = (text, link, kind = "note-warn") => {
    tellNot();
    const place = byId("open-errors");
    if (place && !place.textContent.startsWith(text)) Kobo.note(place, text, link, kind);
  };

  /* ---------- what was typed and what is saved, as counts of changes ---------- */

  const states = new WeakMap();
  const stateOf = (form) => {
    if (!states.has(form)) states.set(form, { typed: 0, saved: 0, busy: null, timer: 0, failed: false, leaving: false, composing: false });
    return states.get(form);
  };
  const isDirty = (form) => Boolean(form) && stateOf(form).typed !== stateOf(form).saved;

  const schedule = (form, pause = PAUSE) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => document.contains(form) && !state.composing && save(form), pause);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.(FORMS);
    // Some fields are for a button alone: half a list of names is nothing to save.
    if (!form || event.target.matches("[data-by-button]")) return;
    stateOf(form).typed += 1;
    Kobo.unsaved.keep(form);
    schedule(form);
  });

  /* Half a word in the input method is nothing to save. */
  for (const [name, isComposing] of [["compositionstart", true], ["compositionend", false]]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.(FORMS);
      if (!form) return;
      stateOf(form).composing = isComposing;
      if (isDirty(form)) schedule(form);
    });
  }

  /* ---------- saving ---------- */

  /* One request at a time; true once everything typed before the call is saved. */
  const save = async (form) => {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.busy) await state.busy;
    // A button has sent all that was typed: an autosave behind it would meet it as somebody else's.
    if (!isDirty(form) || state.leaving) return true;
    state.busy = send(form, state).finally(() => {
      state.busy = null;
    });
    return state.busy;
  };

  const settle = async (form) => {
    while (isDirty(form) && !stateOf(form).leaving) if (!(await save(form))) return false;
    return true;
  };

  const send = async (form, state, isSecond = false) => {
    const count = state.typed;
    const slow = setTimeout(() => tell("保存しています…"), SLOW);
    const sent = bodyOf(form);
    const answer = await post(form, sent).finally(() => clearTimeout(slow));
    state.failed = !answer?.ok;
    if (!answer) return failed(form, OFFLINE);
    if (answer.type === "opaqueredirect") return signedOut(form);
    if (answer.ok) return accepted(form, state, count, sent, await answer.json());
    // Somebody signed in anew meanwhile: the page's mark against forgery is that of the former session.
    if (answer.status === 403 && !isSecond && (await freshToken())) return send(form, state, true);
    return refused(form, answer);
  };

  const post = (form, body) =>
    fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(30000) }).catch(() => null);

  const bodyOf = (form) => {
    const body = new FormData(form);
    if (form.id === "open-form") body.set("do", "text");
    for (const field of form.querySelectorAll("[data-by-button]")) body.delete(field.name);
    body.set("autosave", "1");
    return body;
  };

  const accepted = (form, state, count, sent, answer) => {
    state.saved = count;
    for (const [name, text] of Object.entries(answer.fields || {})) takeWords(form.elements[name], sent.get(name), text);
    if (answer.others && form.dataset.saves) showAnew();
    else form.querySelector("[name=version]").value = answer.version;
    tellDone(answer.saved);
    if (document.contains(form)) byId("open-errors").replaceChildren();
    if (!isDirty(form)) Kobo.unsaved.forget(form);
    document.dispatchEvent(new CustomEvent("kobo:saved", { detail: answer }));
    return true;
  };

  /* A form that says the whole file would say again what somebody else has changed: its fields must be theirs first. */
  const showAnew = async () => {
    await htmx.ajax("GET", location.pathname, { source: "#undo", target: "#main", select: "#main", swap: "keep show:none" });
    Kobo.say("ほかの人の直しを取り込みました。");
  };

  /* Another strength or date brings the library's other words, unless somebody has typed there since. */
  const takeWords = (field, sent, text) => {
    if (field && field.value.replace(/\r\n/g, "\n") === (sent || "").replace(/\r\n/g, "\n")) field.value = text;
  };

  const failed = (form, text) => {
    complain(text);
    schedule(form, RETRY);
    return false;
  };

  const signedOut = () => {
    const isGuest = byId("saved")?.dataset.writer === "guest";
    const back = `${document.body.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    complain(isGuest ? LINK_OVER : SIGNED_OUT, isGuest ? null : { href: back, text: "ログイン" });
    return false;
  };

  /* The answer itself says what is wrong: an empty text, or somebody else's change to the same place. */
  const refused = async (form, answer) => {
    if (answer.status !== 409 && answer.status !== 422) {
      complain(reason(answer.status), null, "note-bad");
      if (answer.status >= 500) schedule(form, RETRY);
      return false;
    }
    const errors = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("open-errors");
    if (errors && document.contains(form)) byId("open-errors").replaceChildren(...errors.childNodes);
    tellNot();
    return false;
  };

  const freshToken = async () => {
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
    return Boolean(token);
  };

  /* ---------- back online, back from signing in ---------- */

  const tryAgain = () => isDirty(openForm()) && save(openForm());
  window.addEventListener("online", tryAgain);
  window.addEventListener("focus", tryAgain);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tryAgain());

  /* ---------- whatever takes the text off the screen waits until it is saved ---------- */

  /* 直し終える waits for a save under way: else its text would meet itself as somebody else's. */
  document.addEventListener("submit", (event) => {
    const open = openForm();
    if (!open || event.defaultPrevented) return;
    const isOpen = event.target === open;
    const waits = isOpen ? stateOf(open).busy : isDirty(open) && !event.target.closest(".bench");
    if (isOpen && !waits) stateOf(open).leaving = true;
    if (!waits) return;
    event.preventDefault();
    const ready = isOpen ? stateOf(open).busy : settle(open);
    ready.then((isSaved) => (isOpen || isSaved) && event.target.requestSubmit(event.submitter));
  });

  document.addEventListener("htmx:confirm", (event) => {
    const form = openForm();
    if (!isDirty(form)) return;
    event.preventDefault();
    settle(form).then((isSaved) => (isSaved ? event.detail.issueRequest(true) : document.dispatchEvent(new Event("kobo:not-sent"))));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const isPlain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !isPlain || !isDirty(openForm()) || link.target || !leaves(link)) return;
    if (stateOf(openForm()).failed) return; // asked by the browser below
    event.preventDefault();
    settle(openForm()).then((isSaved) => isSaved && location.assign(link.href));
  });

  const leaves = (link) => {
    const to = new URL(link.href, location.href);
    const isHere = to.origin === location.origin && to.pathname === location.pathname && to.search === location.search;
    return !isHere && !(link.closest(".bench") && !link.closest("[hx-boost=false]"));
  };

  window.addEventListener("pagehide", () => {
    const form = openForm();
    if (!form || stateOf(form).leaving || !isDirty(form)) return;
    fetch(form.action, { method: "POST", body: bodyOf(form), keepalive: true }).catch(() => undefined);
  });

  window.addEventListener("beforeunload", (event) => {
    const form = openForm();
    if (form && isDirty(form) && !stateOf(form).leaving && (stateOf(form).failed || !navigator.onLine)) event.preventDefault();
  });

  /* ---------- after a save: the paper first, then what the page says about the text ---------- */

  document.addEventListener("kobo:saved", () => {
    for (const id of ["undo"]) if (byId(id)) byId(id).disabled = false;
    if (byId("paper-column")) Kobo.paper.renew();
    else renewSoon();
  });

  let soon = 0;
  const renewSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(renewParts, 400);
  };
  document.addEventListener("kobo:paper-renewed", renewSoon);

  /* Parts marked data-renew (with an id) become what a fresh page shows there, unless somebody stands in them. */
  const renewParts = async () => {
    const parts = [...document.querySelectorAll("[data-renew][id]")];
    const form = openForm();
    if (!parts.length || !form) return;
    const block = form.closest("[data-block]")?.dataset.block;
    const answer = await fetch(location.pathname + (block ? `?open=${encodeURIComponent(block)}` : ""), { redirect: "manual" }).catch(() => null);
    if (!answer?.ok || openForm() !== form) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (!fresh || fresh.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
      part.replaceChildren(...fresh.childNodes);
      if (window.htmx) htmx.process(part);
    }
  };

  return { openForm, isDirty, stateOf, save, settle };
})();
