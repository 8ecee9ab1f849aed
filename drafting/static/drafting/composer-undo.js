/* 元に戻す・やり直す by keyboard; in a text field the keys are the browser's own. */
"use strict";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("textarea, input, select, [contenteditable]");
  if (isTyping || event.altKey || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  const deed = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
  const button = deed && Kobo.byId(deed);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});

/* What was taken back is said until something else is written. */
document.addEventListener("kobo:saved", () => Kobo.byId("stepped")?.replaceChildren());
