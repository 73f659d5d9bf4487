// @ts-check

/** What j and k go over on the page as it is.
 * @returns {HTMLElement[]} */
function stops() {
  const inText = document.querySelectorAll(".report a.open");
  const found = inText.length ? inText : document.querySelectorAll("[data-item]");
  return /** @type {HTMLElement[]} */ ([...found]);
}

/** @param {number} step */
function go(step) {
  const all = stops();
  if (!all.length) return;
  const now = document.activeElement;
  let at = all.findIndex((stop) => stop === now || stop.contains(now));
  if (at < 0) {
    const lit = document.getElementById("here");
    at = lit ? all.findIndex((stop) => (stop.compareDocumentPosition(lit) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) - 1 : -1;
  }
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

const places = { d: "/", e: "/exchange", s: "/statements", t: "/timeline", p: "/papers", c: "/compare", a: "/actors", r: "/reports" };

/** Makes the keys work that the page /keys lists. */
export function keys() {
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    const typing = target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && typing) return target.blur();
    if (typing) return;
    if (going) {
      going = false;
      const place = places[/** @type {keyof typeof places} */ (event.key)];
      if (place) location.assign(place);
      return;
    }
    const item = document.activeElement?.closest("[data-item]");
    const own = [...document.querySelectorAll("[data-key]")].find((e) => e.getAttribute("data-key") === event.key && e.getClientRects().length);
    if (own instanceof HTMLElement) {
      event.preventDefault();
      if (own.matches("input, select")) own.focus();
      else own.click();
      return;
    }
    switch (event.key) {
      case "/": {
        const field = document.querySelector(".find input");
        if (field instanceof HTMLInputElement) { field.focus(); field.select(); }
        break;
      }
      case "j": go(1); break;
      case "k": go(-1); break;
      case "o": case "Enter": {
        if (event.key === "Enter" && document.activeElement !== item) return;
        const link = item?.querySelector("a.evidence, h2 a");
        if (!(link instanceof HTMLElement)) return;
        link.click();
        break;
      }
      case "x": {
        const box = item?.querySelector(".pick input");
        if (box instanceof HTMLElement) box.click();
        break;
      }
      case "c": {
        const button = (item ?? document).querySelector("button[data-copy]");
        if (button instanceof HTMLElement) button.click();
        break;
      }
      case "n": {
        const next = document.querySelector("a[rel=next]");
        if (next instanceof HTMLElement) next.click();
        break;
      }
      case "u": history.back(); break;
      case "g": going = true; setTimeout(() => { going = false; }, 1500); break;
      case "?": location.assign("/keys"); break;
      default: return;
    }
    event.preventDefault();
  });
}
