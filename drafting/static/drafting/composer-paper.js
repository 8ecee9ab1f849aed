/* The composer's paper: renewed page by page without a flicker, following the open block, leading back to the text. */
"use strict";

Kobo.paper = (() => {
  const { byId } = Kobo;
  const column = () => byId("paper-column");
  const pages = () => [...document.querySelectorAll("#paper [data-page]")];
  /* Below this width the paper stands under the text and scrolls with it: there nothing may scroll by itself. */
  const isBeside = () => matchMedia("(min-width: 64.01rem)").matches;

  /* ---------- renewing ---------- */

  let busy = null;
  let again = false;

  const SLOW = 1000;
  const RENEWING = "紙面を新しくしています…";
  const FAILED = "紙面を組めませんでした。「紙面を大きく見る」でご覧ください。";
  let former = null;

  /* In the place of how many pages there are; "" puts that back. */
  const tell = (text) => {
    const fit = byId("fit");
    if (!fit) return;
    former ??= [...fit.childNodes];
    fit.replaceChildren(...(text ? [text] : former));
    if (!text) former = null;
  };

  /* One at a time; whatever is asked for meanwhile is answered by one more. */
  const renew = () => {
    again = Boolean(busy);
    busy ??= renewOnce().finally(() => {
      busy = null;
      if (again) renew();
    });
    return busy;
  };

  const renewOnce = async () => {
    const place = column();
    if (!place) return;
    const slow = setTimeout(() => tell(RENEWING), SLOW);
    const answer = await fetch(`${place.dataset.beside}?${asked()}`, { redirect: "manual" }).catch(() => null);
    clearTimeout(slow);
    if (!answer?.ok) return tell(place.hasAttribute("data-comes") ? FAILED : "");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("paper-column");
    if (!document.contains(place)) {
      former = null;
      return;
    }
    if (!fresh) return tell("");
    await Promise.all(takeOver(fresh));
    document.dispatchEvent(new Event("kobo:paper-renewed"));
  };

  const asked = () => {
    const query = new URLSearchParams({ open: byId("open-form")?.closest("[data-block]")?.dataset.block || "" });
    const page = pageInSight();
    const dpi = /dpi=(\d+)/.exec(page?.querySelector("img").currentSrc || "");
    if (page) query.set("see", page.dataset.page);
    if (dpi) query.set("dpi", dpi[1]);
    return query;
  };

  /* The page that fills most of the window of the paper. */
  const pageInSight = () => {
    const frame = byId("paper").getBoundingClientRect();
    const seen = (page) => {
      const box = page.getBoundingClientRect();
      const top = Math.max(box.top, frame.top, 0);
      return Math.min(box.bottom, frame.bottom, innerHeight) - top;
    };
    return pages().reduce((best, page) => (!best || seen(page) > seen(best) ? page : best), null);
  };

  /* Pages of the same mark stay as they are; each other page changes when its picture is ready to be shown. */
  const takeOver = (fresh) => {
    former = null;
    column().dataset.version = fresh.dataset.version;
    for (const waiting of ["data-comes", "data-stays"]) column().removeAttribute(waiting);
    byId("paper-reading").hidden = false;
    for (const id of ["fit", "unprintable", "paper-text"]) takeText(id, fresh);
    const old = pages();
    const wanted = [...fresh.querySelectorAll("[data-page]")];
    for (const surplus of old.slice(wanted.length)) surplus.remove();
    return wanted.map((page, at) => (old[at] ? takePage(old[at], page) : addPage(page)));
  };

  const takeText = (id, fresh) => {
    const here = byId(id);
    const there = fresh.querySelector(`#${id}`);
    if (here && there && here.innerHTML !== there.innerHTML) here.replaceChildren(...there.childNodes);
  };

  const addPage = (page) => document.querySelector("#paper .sheet-list").append(document.adoptNode(page));

  const takePage = async (old, page) => {
    const links = page.querySelector(".sheet-links");
    if (old.dataset.mark === page.dataset.mark) return old.querySelector(".sheet-links").replaceWith(document.adoptNode(links));
    old.dataset.mark = page.dataset.mark;
    old.dataset.page = page.dataset.page;
    const picture = await ready(page.querySelector("img"), isNear(old));
    // A later renewal may have been quicker, or the whole screen was renewed meanwhile and took the picture along.
    if (!old.isConnected || old.dataset.mark !== page.dataset.mark) return undefined;
    old.querySelector("img").replaceWith(picture);
    return old.querySelector(".sheet-links").replaceWith(document.adoptNode(links));
  };

  /* Decoded before it takes the former one's place; a page far away may come when somebody scrolls to it. */
  const ready = async (picture, isSeen) => {
    const own = document.adoptNode(picture);
    if (!isSeen) return own;
    own.removeAttribute("loading");
    await own.decode().catch(() => undefined);
    return own;
  };

  const isNear = (page) => {
    const box = page.getBoundingClientRect();
    return box.bottom > -200 && box.top < innerHeight + 200;
  };

  /* ---------- the paper follows the open block ---------- */

  const mark = (block) => {
    for (const bar of document.querySelectorAll("#paper .sheet-bar")) bar.classList.toggle("is-here", bar.dataset.place === block);
  };

  const follow = (block) => {
    const paper = byId("paper");
    const bar = paper && [...paper.querySelectorAll(".sheet-bar")].find((one) => one.dataset.place === block);
    if (!bar || !isBeside()) return;
    const frame = paper.getBoundingClientRect();
    const box = bar.getBoundingClientRect();
    if (box.top >= frame.top + 40 && box.bottom <= frame.bottom - 40) return;
    paper.scrollTop += box.top - frame.top - frame.height / 3;
  };

  const show = (block) => {
    if (!block) return;
    mark(block);
    follow(block);
  };

  const blockOf = (element) => element.closest?.(".bench-write [data-block]")?.dataset.block;
  document.addEventListener("focusin", (event) => show(blockOf(event.target)));
  document.addEventListener("click", (event) => show(blockOf(event.target)));

  /* ---------- from the paper to the block ---------- */

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".sheet-links a, a.to-block");
    if (!link || !column()?.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = new URL(link.getAttribute("href"), location.href);
    const block = decodeURIComponent(address.hash.slice(1));
    const place = document.querySelector(`.bench-write [data-block="${CSS.escape(block)}"]`);
    if (!place) return;
    // Caught before HTMX, which would ask for the same page a second time.
    event.preventDefault();
    event.stopPropagation();
    // Its own link opens it in place, with whatever is typed elsewhere saved first.
    const opener = place.querySelector(`a[href="${address.pathname}${address.search}${address.hash}"]`);
    if (opener) opener.click();
    else place.querySelector("textarea, a, button")?.focus();
    place.scrollIntoView({ block: "nearest" });
  }, true);

  /* ---------- a whole page made anew: nothing jumps ---------- */

  let before = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const paper = event.target.id === "main" && byId("paper");
    before = paper && {
      scroll: paper.scrollTop,
      reading: byId("paper-reading").open,
      pictures: new Map(pages().map((page) => [page.dataset.mark, page.querySelector("img")])),
      first: new Map(pages().map((page) => [page.dataset.page, page.querySelector("img").currentSrc])),
    };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "main" || !before || !byId("paper")) return;
    pages().forEach(keepPicture);
    byId("paper-reading").open = before.reading;
    byId("paper").scrollTop = before.scroll;
    show(byId("open-form")?.closest("[data-block]")?.dataset.block);
  });

  /* The same page keeps its very picture; under another one the former stays until it has come. */
  const keepPicture = (page) => {
    const image = page.querySelector("img");
    const same = before.pictures.get(page.dataset.mark);
    if (same === image) return undefined;
    if (same) return image.replaceWith(same);
    const former = before.first.get(page.dataset.page);
    if (!former || image.complete) return undefined;
    image.style.backgroundImage = `url("${former}")`;
    image.style.backgroundSize = "100% 100%";
    return undefined;
  };

  const start = () => {
    if (column()?.hasAttribute("data-comes")) renew();
    show(byId("open-form")?.closest("[data-block]")?.dataset.block);
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "main" && column()?.hasAttribute("data-comes") && renew());

  return { renew, show };
})();
