// Looks through `rows` (search-index.js) as somebody types. Nothing leaves the page, and the rows are
// only read when somebody comes to the field.
(() => {
  const field = document.querySelector("#query");
  const list = document.querySelector("#found");
  const told = document.querySelector("#told");
  const most = 50;

  // Words without case, accents and punctuation; Chinese, Japanese and Korean as they are.
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let entries = null;
  let asked = false;

  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = field.dataset.index;
    script.addEventListener("load", () => {
      entries = rows.map(([title, href, kind, other]) => ({
        title, href, kind, own: ` ${words(title).join(" ")}`, other: ` ${words(`${kind} ${other}`).join(" ")}`,
      }));
      show();
    });
    document.head.append(script);
  };

  // A word counts most at the start of a title, then at the start of any of its words.
  const score = (entry, wanted) => {
    let sum = 0;
    for (const word of wanted) {
      const spaceless = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word);
      const start = spaceless ? word : ` ${word}`;
      if (entry.own.startsWith(` ${word}`)) sum += 8;
      else if (entry.own.includes(start)) sum += 4;
      else if (entry.other.includes(start)) sum += 1;
      else return 0;
    }
    return sum + 2 / entry.own.length;
  };

  function show() {
    const wanted = words(field.value);
    if (wanted.length > 0 && !entries) return load();
    const found = wanted.length === 0 ? [] : entries
      .map((entry) => [score(entry, wanted), entry])
      .filter(([sum]) => sum > 0)
      .sort(([one], [other]) => other - one);
    list.replaceChildren(...found.slice(0, most).map(([, entry]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("span");
      link.href = entry.href;
      link.textContent = entry.title;
      kind.className = "aside";
      kind.textContent = ` ${entry.kind}`;
      item.append(link, kind);
      return item;
    }));
    told.textContent = wanted.length === 0 ? "" : told.dataset.found.replace("%", found.length);
    const address = new URL(location.href);
    address.search = field.value ? `?q=${encodeURIComponent(field.value)}` : "";
    try { history.replaceState(null, "", address); } catch { /* a page on a disk has no history to write */ }
  }

  // Arrow keys walk from the field through what was found and back.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  show();
})();
