// @ts-check

/** Spells days and numbers in the reader's own way, where that is not English.
 * @param {ParentNode} root */
export function locale(root) {
  const language = navigator.language;
  if (!language || /^en\b/i.test(language)) return;
  const forms = {
    day: new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
    month: new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }),
  };
  for (const time of root.querySelectorAll("time[datetime]")) {
    const value = time.getAttribute("datetime") ?? "";
    // Short heads of columns, intervals and doubtful dates stay as they are.
    if ((time.textContent ?? "").length < 5) continue;
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) time.textContent = forms.day.format(new Date(`${value}T00:00Z`));
    else if (/^\d{4}-\d{2}$/.test(value)) time.textContent = forms.month.format(new Date(`${value}-01T00:00Z`));
  }
  const digits = new Intl.NumberFormat(language);
  for (const n of root.querySelectorAll(".n")) {
    const plain = (n.textContent ?? "").replaceAll("\u202f", "");
    if (/^\d+$/.test(plain)) n.textContent = digits.format(Number(plain));
  }
}
