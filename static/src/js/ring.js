// The bead clock, drawn again in the browser. The geometry is described in
// facilitator/presentation/rings.py; the two must agree.

const SVG = "http://www.w3.org/2000/svg";
const RING = 45;
const BASE = { mini: 5.2, big: 3.4 };
const SCALE = { done: 1, open: 0.62, now: 1.35 };

/** The beads of a clock as [{cx, cy, r, state}]; times in milliseconds, `bead` in seconds. */
export function beads({ duration, left, bead, paused, size }) {
  const count = Math.max(1, Math.ceil(duration / (bead * 1000)));
  const passed = left <= 0 ? count : Math.max(0, Math.floor((duration - left) / (bead * 1000)));
  const base = Math.min(BASE[size] ?? BASE.big, (0.34 * 2 * Math.PI * RING) / count);
  return Array.from({ length: count }, (_, index) =>
    place(index, count, base, state(index, passed, paused)),
  );
}

export function drawBeads(svg, wanted) {
  const drawn = [...svg.querySelectorAll("circle")];
  while (drawn.length > wanted.length) drawn.pop().remove();
  while (drawn.length < wanted.length) {
    drawn.push(svg.appendChild(document.createElementNS(SVG, "circle")));
  }
  wanted.forEach((bead, index) => drawBead(drawn[index], bead));
}

function drawBead(circle, { cx, cy, r, state }) {
  const values = { class: `seat seat--${state}`, cx, cy, r };
  for (const [name, value] of Object.entries(values)) {
    if (circle.getAttribute(name) !== String(value)) circle.setAttribute(name, value);
  }
}

function state(index, passed, paused) {
  if (index < passed) return "open";
  return index === passed && !paused ? "now" : "done";
}

function place(index, count, base, state) {
  const angle = (2 * Math.PI * (index + 0.5)) / count;
  return {
    cx: (50 + RING * Math.sin(angle)).toFixed(2),
    cy: (50 - RING * Math.cos(angle)).toFixed(2),
    r: (base * SCALE[state]).toFixed(2),
    state,
  };
}
