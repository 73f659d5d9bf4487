// @ts-check
import { locale } from "./locale.js";

/** Replaces the main part of the page by that of another address.
 * @param {string} address
 * @param {AbortSignal=} signal
 * @returns {Promise<boolean>} whether it was replaced
 */
export async function swap(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!answer.ok && answer.status !== 422) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("main");
  const old = document.getElementById("main");
  if (!fresh || !old) return false;
  locale(fresh);
  unfold(fresh);
  old.replaceWith(fresh);
  document.title = page.title;
  return true;
}

/** Opens what is folded only where there is little room.
 * @param {ParentNode} root */
export function unfold(root) {
  if (!matchMedia("(min-width: 62rem)").matches) return;
  for (const fold of root.querySelectorAll("details.fold")) fold.setAttribute("open", "");
}

/** Says something to those who listen to the page.
 * @param {string} text */
export function announce(text) {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}
