// A page that the browser has kept from before the device forgot who it was is never shown again:
// neither by the back button nor in another tab.

/** When somebody was last done on this device: a time, and nothing about who. */
export const LEFT = "facilitator:left";

export function startLeft() {
  addEventListener("pageshow", ({ persisted }) => persisted && isOutdated() && leave());
  addEventListener("storage", ({ key }) => key === LEFT && isOutdated() && leave());
}

function isOutdated() {
  try {
    return Number(localStorage.getItem(LEFT)) > performance.timeOrigin;
  } catch {
    return false;
  }
}

function leave() {
  document.documentElement.hidden = true;
  location.replace("/");
}
