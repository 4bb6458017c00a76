// The remote's tabs: links to the sections of the page, which without script they simply are.
// On a laptop there is room for all sections at once, and nothing is hidden.

import { on } from "./bus.js";

const KEYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

export function startTabs() {
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tabs] a[href^='#']");
    if (!tab || isWide(tab)) return;
    event.preventDefault();
    choose(tab);
  });
  document.addEventListener("keydown", moved);
  addEventListener("hashchange", draw);
  addEventListener("resize", draw);
  on("surface:changed", draw);
  draw();
}

function choose(tab) {
  history.replaceState(null, "", tab.getAttribute("href"));
  draw();
  scrollTo({ top: 0, behavior: "instant" });
}

function moved(event) {
  const tab = event.target.closest?.("[data-tabs] [role='tab']");
  const step = KEYS[event.key];
  if (!tab || step === undefined) return;
  event.preventDefault();
  const tabs = tabsOf(tab.closest("[data-tabs]"));
  const next = neighbour(tabs, tab, step);
  choose(next);
  next.focus();
}

function neighbour(tabs, tab, step) {
  if (!Number.isFinite(step)) return tabs[step > 0 ? tabs.length - 1 : 0];
  return tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
}

function draw() {
  document.querySelectorAll("[data-tabs]").forEach(drawTabs);
}

function drawTabs(list) {
  const tabs = tabsOf(list);
  const wide = isWide(list);
  const chosen = tabs.find((tab) => tab.hash === location.hash) ?? tabs[0];
  if (wide) list.removeAttribute("role");
  else list.setAttribute("role", "tablist");
  for (const tab of tabs) drawTab(tab, tab === chosen, wide);
}

function drawTab(tab, chosen, wide) {
  const panel = document.getElementById(tab.hash.slice(1));
  if (panel) panel.hidden = !wide && !chosen;
  if (wide) return plain(tab, panel);
  tab.id ||= `tab-${tab.hash.slice(1)}`;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-selected", String(chosen));
  tab.setAttribute("aria-controls", tab.hash.slice(1));
  tab.tabIndex = chosen ? 0 : -1;
  tab.toggleAttribute("data-chosen", chosen);
  panel?.setAttribute("role", "tabpanel");
  panel?.setAttribute("aria-labelledby", tab.id);
  if (chosen) tab.setAttribute("aria-current", "page");
  else tab.removeAttribute("aria-current");
  return undefined;
}

function plain(tab, panel) {
  for (const name of ["role", "aria-selected", "aria-controls", "tabindex", "aria-current"]) {
    tab.removeAttribute(name);
  }
  panel?.removeAttribute("role");
}

function tabsOf(list) {
  return [...list.querySelectorAll("a[href^='#']")];
}

function isWide(element) {
  const from = element.closest("[data-tabs]").dataset.tabsUntil ?? "1100";
  return matchMedia(`(min-width: ${Number(from)}px)`).matches;
}
