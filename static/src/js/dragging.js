// Dragging a row of a list by its handle, with a mouse or a finger. The list shows where the
// row will lie; nothing is told to anybody before it is let go. Escape puts it back.

const EDGE = 80;
const SCROLL = 14;
let held = null;

/** `list()` gives the list as it is now; `dropped(row, place)` is called once it has moved. */
export function startDragging({ list, dropped }) {
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (handle && event.isPrimary && event.button === 0) take(handle, event, list());
  });
  document.addEventListener("pointermove", (event) => held && follow(event));
  document.addEventListener("pointerup", () => held && letGo(dropped));
  document.addEventListener("pointercancel", () => held && putBack());
  document.addEventListener("keydown", ({ key }) => held && key === "Escape" && putBack());
}

function take(handle, event, list) {
  const row = handle.closest("[data-item]");
  const rows = [...list.children];
  held = { row, list, rows, from: rows.indexOf(row), id: event.pointerId };
  handle.setPointerCapture?.(event.pointerId);
  row.classList.add("lifted");
}

function follow({ pointerId, clientY }) {
  if (pointerId !== held.id) return;
  const { row, list } = held;
  const others = [...list.children].filter((other) => other !== row);
  const next = others.find((other) => clientY < middleOf(other));
  if (next !== row.nextElementSibling) list.insertBefore(row, next ?? null);
  if (clientY < EDGE) scrollBy(0, -SCROLL);
  if (clientY > innerHeight - EDGE) scrollBy(0, SCROLL);
}

function middleOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function letGo(dropped) {
  const { row, list, from } = held;
  const place = [...list.children].indexOf(row);
  row.classList.remove("lifted");
  held = null;
  if (place !== from) dropped(row, place);
}

function putBack() {
  const { row, list, rows } = held;
  row.classList.remove("lifted");
  list.append(...rows);
  held = null;
}
