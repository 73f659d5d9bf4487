// @ts-check
import { announce, swap } from "./swap.js";

/** Searches as one types, on the page of what was found; there the last word may be begun. */
export function search() {
  const form = document.querySelector("form.find");
  const field = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !field || location.pathname !== "/find") return;
  /** @type {AbortController | undefined} */
  let asked;
  let waiting = 0;
  /** @param {boolean} begun */
  const ask = async (begun) => {
    const address = new URL("/find", location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    const shown = address.href;
    if (begun) address.searchParams.set("begun", "true");
    asked?.abort();
    asked = new AbortController();
    try {
      if (await swap(address.href, asked.signal)) {
        history.replaceState(null, "", shown);
        announce(document.getElementById("total")?.textContent ?? "");
      }
    } catch (fault) {
      if (!(fault instanceof DOMException && fault.name === "AbortError")) form.submit();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => ask(true), 180);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask(false);
  });
}
