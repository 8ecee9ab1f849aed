/* Text that could not be saved yet, kept in this browser alone: offered back after a crash, gone once it is saved. */
"use strict";

Kobo.unsaved = (() => {
  const { byId } = Kobo;
  const PREFIX = "kobo:unsaved:";
  const OFFERED = ":offered";

  const who = () => byId("saved")?.dataset;
  const ours = () => `${PREFIX}${who().writer}:${who().draft}:`;
  /* A block's id, or the name of a form that is a screen of its own. */
  const blockOf = (form) => form.closest("[data-block]")?.dataset.block || form.dataset.saves;
  const SCREENS = ["people"];
  const keyOf = (form) => ours() + blockOf(form);

  /* A browser may refuse to keep anything: then the text is on the screen alone. */
  const storage = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };
  const remove = (key) => storage((store) => store.removeItem(key));

  const fieldsOf = (form) => [...form.querySelectorAll("textarea[name], input[name]:not([type=hidden], [type=checkbox], [type=radio])")].filter(
    (field) => !field.matches("[data-by-button]"),
  );

  const keep = (form) => {
    if (!who()) return;
    const texts = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
    const kept = { texts, version: form.querySelector("[name=version]").value, at: new Date().toISOString() };
    storage((store) => store.setItem(keyOf(form), JSON.stringify(kept)));
  };

  const forget = (form) => who() && document.contains(form) && remove(keyOf(form));

  /* ---------- offered back ---------- */

  const found = () =>
    storage((store) => Object.keys(store).filter((key) => key.startsWith(ours())).map((key) => ({ key, ...JSON.parse(store.getItem(key)) }))) || [];

  const offer = () => {
    if (!who()) return;
    document.querySelectorAll(".unsaved").forEach((one) => one.remove());
    for (const one of found()) {
      const block = one.key.slice(ours().length).replace(OFFERED, "");
      const place = document.querySelector(`.bench-write [data-block="${CSS.escape(block)}"]`);
      const form = place?.querySelector("#open-form") || document.querySelector(`form[data-saves="${CSS.escape(block)}"]`);
      if (SCREENS.includes(block) && !form) continue; // offered on its own screen
      if (isThere(one, place, form)) remove(one.key);
      else if (form) offerInside(form, setAside(one));
      else offerAbove(one, block, place);
    }
  };

  /* What somebody types from here on must not take its place. */
  const setAside = (one) => {
    if (one.key.endsWith(OFFERED)) return one;
    const key = one.key + OFFERED;
    storage((store) => {
      store.setItem(key, store.getItem(one.key));
      store.removeItem(one.key);
    });
    return { ...one, key };
  };

  const bare = (text) => (text || "").replace(/\s+/g, "");
  const isThere = (one, place, form) => {
    if (form) return fieldsOf(form).every((field) => !(field.name in one.texts) || bare(one.texts[field.name]) === bare(field.value));
    return bare(place?.querySelector(".block-text")?.textContent) === bare(one.texts.text);
  };

  const time = (at) => new Date(at).toLocaleString("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });

  const box = (heading, one, ...rest) => {
    const note = document.createElement("div");
    note.className = "note note-warn unsaved";
    note.setAttribute("role", "status");
    const title = document.createElement("p");
    title.append(document.createElement("b"));
    title.firstChild.textContent = heading;
    title.append(`（${time(one.at)}に書いたもの）`);
    const text = document.createElement("p");
    text.className = "said";
    text.textContent = one.texts.text ?? changedIn(one);
    const acts = document.createElement("div");
    acts.className = "acts acts-tight";
    acts.append(...rest, button("捨てる", () => throwAway(one, note)));
    note.append(title, text, acts);
    return note;
  };

  const changedIn = (one) => {
    const now = Object.fromEntries(fieldsOf(Kobo.saving.openForm()).map((field) => [field.name, field.value]));
    return Object.entries(one.texts).filter(([name, text]) => bare(text) && bare(text) !== bare(now[name])).map(([, text]) => text).join("\n");
  };

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-outline-primary";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  const throwAway = (one, note) => {
    remove(one.key);
    note.remove();
    Kobo.say("捨てました。");
    (Kobo.saving.openForm()?.querySelector("textarea") || byId("main")).focus({ preventScroll: true });
  };

  const offerInside = (form, one) => {
    const note = box("保存していない文があります", one, button("この文に戻す", () => restore(form, one, note)));
    form.before(note);
  };

  /* Onto the version that it was written on: if somebody changed the block since, that is seen when it is saved. */
  const restore = (form, one, note) => {
    for (const field of fieldsOf(form)) if (field.name in one.texts) field.value = one.texts[field.name];
    form.querySelector("[name=version]").value = one.version;
    remove(one.key);
    note.remove();
    const area = form.querySelector("textarea") || fieldsOf(form)[0];
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offerAbove = (one, block, place) => {
    const number = place ? [...place.parentElement.querySelectorAll(":scope > [data-block]")].indexOf(place) + 1 : 0;
    const heading = place ? `${number}番目の段落に、保存していない文があります` : "外された段落に、保存していない文がありました";
    const opener = document.createElement("a");
    opener.className = "btn btn-sm btn-outline-primary";
    opener.href = `${location.pathname}?open=${encodeURIComponent(block)}#${encodeURIComponent(block)}`;
    opener.textContent = "開いて確かめる";
    const note = box(heading, one, ...(place ? [opener] : []));
    document.querySelector(".bench-write .blocks, .bench-write .add")?.before(note);
  };

  document.addEventListener("DOMContentLoaded", offer);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "main" && offer());

  return { keep, forget };
})();
