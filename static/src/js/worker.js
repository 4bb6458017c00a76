// The service worker, where there is one (https or localhost): a page once seen opens without
// network. What another person has left behind on a shared device is cleared first.

const OWNER = "facilitator:owner";

export function startWorker() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  navigator.serviceWorker.register("/sw.js").then(tell, () => {});
}

/** The page that is open stays: it is this person's own, and may have been kept just now. */
async function tell() {
  const { person } = document.body.dataset;
  const registration = await navigator.serviceWorker.ready;
  const clear = person !== undefined && owner() !== person;
  const isPhone = document.getElementById("surface")?.dataset.surface === "phone";
  if (clear || isPhone) {
    registration.active?.postMessage({ clear, keep: isPhone ? location.href : null });
  }
  if (clear) remember(person);
}

function owner() {
  try {
    return localStorage.getItem(OWNER);
  } catch {
    return null;
  }
}

function remember(person) {
  try {
    localStorage.setItem(OWNER, person);
  } catch {
    // Then the cache is cleared at the next load too, which does no harm.
  }
}
