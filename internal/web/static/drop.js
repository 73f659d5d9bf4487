// @ts-check

/** Takes files that are dropped on the page for adding, as if they had been
 * chosen in its field. */
export function dropping() {
  const form = document.getElementById("add");
  const field = document.getElementById("file");
  if (!(form instanceof HTMLFormElement) || !(field instanceof HTMLInputElement)) return;
  /** @param {DragEvent} event */
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  let over = 0;
  const show = () => form.classList.toggle("over", over > 0);
  addEventListener("dragenter", (event) => { if (holdsFiles(event)) { over++; show(); } });
  addEventListener("dragleave", (event) => { if (holdsFiles(event)) { over = Math.max(0, over - 1); show(); } });
  addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event) || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    over = 0;
    show();
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  field.addEventListener("change", () => { if (field.files?.length) form.requestSubmit(); });
}
