/* 書き出す: how many papers are chosen, and that a file is being made until it has come.  The page works without. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("package");
  if (!form) return;
  const state = document.getElementById("export-state");
  const button = form.querySelector("[data-count]");
  const atRest = state.textContent;

  const count = () => {
    const chosen = form.querySelectorAll('[name="part"]:checked').length;
    button.textContent = chosen ? button.dataset.count.replace("#", chosen) : "選んだものを書き出す";
  };
  form.addEventListener("change", count);
  count();

  /* The answer to a download changes no page: a cookie with the number that was sent says that it has come. */
  const hasCome = (number) => document.cookie.split("; ").includes(`exported=${number}`);

  const wait = (number) => {
    const began = Date.now();
    const say = (text) => { state.textContent = text; Kobo.say(text); };
    const slow = setTimeout(() => say("書き出しています…"), 400);
    const timer = setInterval(() => {
      if (!hasCome(number) && Date.now() - began < 120000) return;
      clearInterval(timer);
      clearTimeout(slow);
      const said = hasCome(number) && state.textContent !== atRest;
      state.textContent = said ? "書き出しました。" : atRest;
      if (said) Kobo.say("書き出しました。");
    }, 200);
  };

  const number = () => Math.random().toString(36).slice(2, 12);

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "count") return;
    const asked = number();
    const field = form.querySelector('[name="asked"]') || form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "asked", value: asked });
    wait(asked);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-export]");
    if (!link) return;
    const address = new URL(link.href);
    const asked = number();
    address.searchParams.set("asked", asked);
    link.href = address;
    wait(asked);
  });
});
