// @ts-check
import { announce, swap } from "./swap.js";

/** Searches as one types, on the page of statements. */
export function search() {
  const form = document.querySelector("form.find");
  const field = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !field || location.pathname !== "/statements") return;
  /** @type {AbortController | undefined} */
  let asked;
  let waiting = 0;
  const ask = async () => {
    const address = new URL(location.href);
    address.searchParams.delete("after");
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    asked?.abort();
    asked = new AbortController();
    try {
      if (await swap(address.href, asked.signal)) {
        history.replaceState(null, "", address);
        announce(document.getElementById("total")?.textContent ?? "");
      }
    } catch (fault) {
      if (!(fault instanceof DOMException && fault.name === "AbortError")) form.submit();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(ask, 180);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
}
