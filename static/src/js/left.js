// A page that the browser has kept from before the device forgot who it was or who led signed
// out, is never shown again: neither by the back button nor in another tab.

/** When somebody was last done on this device: a time, and nothing about who. */
export const LEFT = "facilitator:left";

/** When a prosessleder last signed out on this device, where a participant may stay. */
const SIGNED_OUT = "facilitator:signed-out";

export function startLeft() {
  addEventListener("pageshow", ({ persisted }) => persisted && isOutdated() && leave());
  addEventListener("storage", ({ key }) => isOne(key) && isOutdated() && leave());
  addEventListener("submit", ({ target }) => target.matches("form[data-signs-out]") && note());
}

function isOne(key) {
  return key === LEFT || key === SIGNED_OUT;
}

function note() {
  try {
    localStorage.setItem(SIGNED_OUT, String(Date.now()));
  } catch {
    // Where nothing may be kept, the browser's own rule for pages that are not to be kept stands.
  }
}

function isOutdated() {
  return isSince(LEFT) || (isLeaders() && isSince(SIGNED_OUT));
}

function isLeaders() {
  const person = document.body.dataset.person ?? "";
  return person.startsWith("leder-") || Boolean(document.querySelector("form[data-signs-out]"));
}

function isSince(name) {
  try {
    return Number(localStorage.getItem(name)) > performance.timeOrigin;
  } catch {
    return false;
  }
}

function leave() {
  document.documentElement.hidden = true;
  location.replace("/");
}
