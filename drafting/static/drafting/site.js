/* Shared by all pages: what is said, and trouble with requests.  Every page works without these files. */
"use strict";

const Kobo = (() => {
  const byId = (id) => document.getElementById(id);

  /* ---------- what is said ---------- */

  const say = (text) => {
    const place = byId("said");
    if (place) place.textContent = text;
  };

  /* Trouble stands beside the text that it is about, and stays until it is over. */
  const note = (place, text, link, kind = "note-bad") => {
    const box = document.createElement("div");
    box.className = `note ${kind}`;
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

  /* 3番目の段落, 記の3: what a list calls its rows. */
  const called = (block, number) => (block.parentElement.dataset.called || "{}番目の段落").replace("{}", number);

  const icon = (name) => {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("class", "ico");
    drawing.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#i-${name}`);
    drawing.append(use);
    return drawing;
  };

  /* ---------- requests that fail ---------- */

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => {
      note(byId("trouble"), "つながりが切れています。つながってから、もう一度押してください。");
    });
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // The answer itself says what is wrong, or (as a page to sign in on) has been spoken of already.
    if (status < 400 || status === 409 || status === 422) return;
    note(byId("trouble"), `できませんでした（${status}）。画面を読み込み直してください。`);
  });

  /* An answer that is the page to sign in on: there, and back here afterwards. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const login = document.body.dataset.login;
    const answered = new URL(event.detail.xhr.responseURL || location.href);
    if (!login || answered.pathname !== login || location.pathname === login) {
      byId("trouble")?.replaceChildren();
      return;
    }
    event.detail.shouldSwap = false;
    event.detail.isError = true;
    location.assign(`${login}?next=${encodeURIComponent(location.pathname + location.search)}`);
  });

  /* ---------- a text that is written beside a choice chooses it ---------- */

  document.addEventListener("input", (event) => {
    const name = event.target.dataset?.chooses;
    const radio = name && event.target.form.querySelector(`[name="${CSS.escape(name)}"][value=both]`);
    if (radio) radio.checked = true;
  });

  /* ---------- signing out takes along what composer-unsaved.js kept in this browser ---------- */

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-signs-out]")) return;
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("kobo:unsaved:")) localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  });

  /* ---------- a link to be handed on ---------- */

  const offerCopies = () => {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const field = byId(button.dataset.copy);
        field.select();
        try {
          await navigator.clipboard.writeText(field.value);
          say("写しました。");
          button.textContent = "写しました";
        } catch {
          say("選びました。写してください。"); // no clipboard without HTTPS: the text is selected
        }
      });
    }
  };

  /* ---------- how high the head is that stays above ---------- */

  const grown = new ResizeObserver(() => tellHead());
  const tellHead = () => {
    const head = document.querySelector(".bench-head");
    const stays = head && getComputedStyle(head).position === "sticky";
    document.documentElement.style.setProperty("--head", `${stays ? head.offsetHeight : 0}px`);
  };
  const watchHead = () => {
    grown.disconnect();
    const head = document.querySelector(".bench-head");
    if (head) grown.observe(head);
    tellHead();
  };
  document.addEventListener("htmx:afterSettle", watchHead);

  /* ---------- as the page opens ---------- */

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".note-bad[role=alert][tabindex]")?.focus();
    offerCopies();
    watchHead();
  });

  return { byId, say, called, note, icon };
})();
