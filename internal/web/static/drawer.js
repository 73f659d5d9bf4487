// @ts-check
import { locale } from "./locale.js";

/** Opens quoted words in a drawer beside the page, where there is room: the page stays,
 * and Escape closes it. A click with a modifier, and a narrow screen, go to the report. */
export function drawer() {
  document.addEventListener("click", async (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('main a[href^="/d/"][href$="#here"]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.closest(".report, dialog") || !matchMedia("(min-width: 52rem)").matches) return;
    event.preventDefault();
    try {
      await show(link.href, link);
    } catch {
      location.assign(link.href);
    }
  });
}

/** @param {string} address
 * @param {HTMLElement} from */
async function show(address, from) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const report = page.querySelector("#main .report");
  if (!report) throw new Error("no report");
  locale(/** @type {HTMLElement} */ (report));
  document.querySelector("dialog.drawer")?.remove();
  const box = document.createElement("dialog");
  box.className = "drawer";
  box.setAttribute("aria-label", "The words in their report");
  const head = document.createElement("p");
  head.className = "drawer-head";
  const whole = document.createElement("a");
  whole.href = address;
  whole.textContent = "Open the report";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  head.append(whole, close);
  box.append(head, report);
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  box.addEventListener("close", () => { box.remove(); from.focus({ preventScroll: true }); });
  document.body.append(box);
  box.showModal();
  box.querySelector("#here")?.scrollIntoView({ block: "center" });
}
