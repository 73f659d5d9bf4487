// @ts-check
import { announce, swap } from "./swap.js";

/** Fills the page up while reports are being read, and tells when the dossier
 * has changed otherwise. */
export function live() {
  const events = new EventSource("/live");
  /** @type {number | undefined} */
  let seen;
  let was = false;
  let busy = false;
  events.onmessage = async (event) => {
    /** @type {{done: number, total: number, reading: boolean, generation: number}} */
    const pulse = JSON.parse(event.data);
    const strip = document.getElementById("progress");
    const bar = document.getElementById("bar");
    if (strip) strip.hidden = !pulse.reading;
    if (bar instanceof HTMLProgressElement && pulse.total > 0) bar.value = (100 * pulse.done) / pulse.total;
    if (was && !pulse.reading) announce("All reports are read.");
    const first = seen === undefined;
    const changed = !first && seen !== pulse.generation;
    was = pulse.reading;
    if (first) { seen = pulse.generation; if (!pulse.reading) return; }
    if (!changed || busy) return;
    seen = pulse.generation;
    // A page in which somebody types, reads a card or has chosen something stays as it is.
    const here = document.activeElement;
    if (location.pathname.startsWith("/d/") || location.pathname === "/add" || location.pathname === "/review" ||
        (here && here !== document.body && here.id !== "main") || getSelection()?.toString()) return;
    busy = true;
    try {
      const top = scrollY;
      await swap(location.href);
      scrollTo({ top, behavior: "instant" });
    } catch { /* the next change tries again */ } finally { busy = false; }
  };
  addEventListener("pagehide", () => events.close());
}
