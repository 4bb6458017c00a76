// The arbeidsmappe: what is folded on a phone lies open on a desk, and whoever is led to
// something in a fold finds it open.

import "./page.js";

const wide = matchMedia("(min-width: 1024px)");

function openAll(selector) {
  for (const fold of document.querySelectorAll(selector)) fold.open = true;
}

function openAround() {
  let element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!element) return;
  const target = element;
  let opened = false;
  for (; element; element = element.parentElement) {
    if (element.localName !== "details" || element.open) continue;
    element.open = true;
    opened = true;
  }
  if (opened) target.scrollIntoView();
}

if (wide.matches) openAll("[data-wide-open]");
openAround();
addEventListener("hashchange", openAround);
addEventListener("beforeprint", () => openAll(".fold"));
