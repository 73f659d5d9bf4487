// @ts-check
import { announce } from "./swap.js";

/** Puts a text on the clipboard, with the addresses in it made whole.
 * @param {string} text */
async function put(text) {
  const whole = text.replace(/(^|[\t ])(\/d\/[^\t )]+)/g, (_, before, path) => `${before}${location.origin}${path}#here`);
  try {
    await navigator.clipboard.writeText(whole);
    announce("Copied.");
    return true;
  } catch {
    announce("The browser does not let this page copy. The text stands under Addresses.");
    return false;
  }
}

/** Makes the buttons that copy. */
export function copying() {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-copy]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    const label = button.textContent;
    button.textContent = (await put(button.dataset.copy ?? "")) ? "Copied" : "Not copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}
