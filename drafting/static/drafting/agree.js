/* 会派の答え: how many blocks are left, while answering, and a word before answers that were not sent are left behind.
   The page works without. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("answers");
  if (!form) return;
  const asked = [...form.querySelectorAll("fieldset.asked")];
  const place = form.querySelector("[data-left]");
  let changed = form.querySelector(".error") !== null;

  const count = () => {
    const left = asked.filter((one) => !one.querySelector("input[type=radio]:checked"));
    place.textContent = left.length ? `残り${left.length}か所` : "すべてに答えました";
    if (!left.length) return;
    const link = document.createElement("a");
    link.href = `#${left[0].id}`;
    link.textContent = "次の所へ";
    place.append(link);
  };
  form.addEventListener("change", () => { changed = true; count(); });
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  count();
});
