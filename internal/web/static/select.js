// @ts-check

/** Takes selected words of a report over into the form for a missed statement. */
export function selecting() {
  const form = document.querySelector("#missed form");
  if (!(form instanceof HTMLFormElement)) return;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const start = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
    const paragraph = start?.closest(".report [data-from]");
    if (!paragraph) return;
    const copy = range.cloneContents();
    for (const mark of copy.querySelectorAll("a.open")) mark.remove();
    const words = (copy.textContent ?? "").trim();
    const field = form.elements.namedItem("words");
    const from = form.elements.namedItem("from");
    if (field instanceof HTMLTextAreaElement && words) field.value = words;
    if (from instanceof HTMLInputElement) from.value = paragraph.getAttribute("data-from") ?? "0";
  });
}
