/* The composer's open block: saved while one types, never lost. */
"use strict";

(() => {
  const { byId, note } = Kobo;
  const openForm = () => byId("open-form");

  const complain = (text, link) => {
    note(byId("open-errors"), text, link);
    if (byId("saved")) byId("saved").textContent = "まだ保存していません";
  };

  const reason = (status) => {
    if (status === 403) return "保存できませんでした。書いた文はこの画面に残っています。写し取ってから、画面を読み込み直してください。";
    if (status === 404) return "ほかの人が、この段落か文書を外したようです。書いた文はこの画面に残っています。写し取ってから、画面を読み込み直してください。";
    return `保存できませんでした（${status}）。書いた文はこの画面に残っています。しばらくしてから、もう一度試します。`;
  };

  const OFFLINE = "通信が切れているようです。書いた文はこの画面に残っています。つながると、自動で保存します。";
  const SIGNED_OUT = "ログインの期限が切れました。書いた文はこの画面に残っています。別の画面でログインし、文を写し取ってから読み込み直してください。";

  /* ---------- what was typed, sent and saved ---------- */

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
      if (event.target.id !== "open-form") return;
      complain(OFFLINE);
      tryAgain(event.target);
    });
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // The answer itself says what is wrong, or (as a page to sign in on) has been spoken of already.
    if (event.target.id !== "open-form" || status < 400 || status === 409 || status === 422) return;
    complain(reason(status));
    if (status >= 500) tryAgain(event.target);
  });

  document.addEventListener("kobo:signed-out", (event) => {
    if (event.target.id !== "paper-column" || !openForm()) return;
    event.preventDefault();
    complain(SIGNED_OUT, { href: document.body.dataset.login, text: "ログイン" });
  });
})();
