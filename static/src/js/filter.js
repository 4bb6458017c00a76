// Finding one's name among 36: a field with `data-filter-list="<id of the list>"` hides the
// lines that do not fit and says how many are left.

const WAIT = 400;
let timer = null;

export function startFilters() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[data-filter-list]")) filter(target);
  });
  document.querySelectorAll("[data-filter-list]").forEach((field) => field.value && filter(field));
}

/** Lower case without accents, so that «Pål» is found by «pal» and the other way round. */
export function fold(text) {
  return text.trim().toLowerCase().normalize("NFD").replaceAll(/\p{Mn}/gu, "");
}

/** Every word that was typed must begin some word of the line. */
export function fits(text, query) {
  const words = fold(text).split(/[\s-]+/);
  return fold(query).split(/[\s-]+/).every((part) => words.some((word) => word.startsWith(part)));
}

function filter(field) {
  const id = field.dataset.filterList;
  const lines = [...document.querySelectorAll(`#${CSS.escape(id)} > li`)];
  const names = lines.filter((line) => !line.classList.contains("ltr"));
  for (const line of names) line.hidden = !fits(line.textContent, field.value);
  hideEmptyLetters(lines);
  const count = names.filter((line) => !line.hidden).length;
  for (const empty of document.querySelectorAll(`[data-filter-empty="${CSS.escape(id)}"]`)) {
    empty.hidden = count > 0;
  }
  clearTimeout(timer);
  timer = setTimeout(() => sayCount(id, count), WAIT);
}

function hideEmptyLetters(lines) {
  let letter = null;
  for (const line of lines) {
    if (line.classList.contains("ltr")) {
      letter = line;
      letter.hidden = true;
    } else if (letter && !line.hidden) letter.hidden = false;
  }
}

function sayCount(id, count) {
  const words = count === 1 ? "Ett navn" : `${count || "Ingen"} navn`;
  for (const status of document.querySelectorAll(`[data-filter-count="${CSS.escape(id)}"]`)) {
    status.textContent = words;
  }
}
