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

  /* ---------- requests that fail; of the open block's form composer-saving.js speaks ---------- */

  const isOpenForm = (event) => event.target.id === "open-form";

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (!isOpenForm(event)) note(byId("trouble"), "通信が切れているようです。つながってから、もう一度押してください。");
    });
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    // The answer itself says what is wrong, or (as a page to sign in on) has been spoken of already.
    if (isOpenForm(event) || status < 400 || status === 409 || status === 422) return;
    note(byId("trouble"), `できませんでした（${status}）。画面を読み込み直してください。`);
  });

  /* An answer that is the page to sign in on: there, unless somebody has text to keep and stops it. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const login = document.body.dataset.login;
    const answered = new URL(event.detail.xhr.responseURL || location.href);
    if (!login || answered.pathname !== login || location.pathname === login) {
      byId("trouble")?.replaceChildren();
      return;
    }
    event.detail.shouldSwap = false;
    event.detail.isError = true;
    const goes = event.target.dispatchEvent(new CustomEvent("kobo:signed-out", { bubbles: true, cancelable: true }));
    if (goes) location.assign(`${login}?next=${encodeURIComponent(location.pathname)}`);
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

  /* ---------- as the page opens ---------- */

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".note-bad[role=alert][tabindex]")?.focus();
    offerCopies();
  });

  return { byId, say, note };
})();
