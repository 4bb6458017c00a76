// The service worker, where there is one (https or localhost): a page once seen opens without
// network. What another person has left behind on a shared device is cleared first.

const OWNER = "facilitator:owner";

export function startWorker() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  navigator.serviceWorker.register("/sw.js").then(clearOthers, () => {});
}

async function clearOthers() {
  const { person } = document.body.dataset;
  const registration = await navigator.serviceWorker.ready;
  if (person === undefined || owner() === person) return;
  registration.active?.postMessage({ clear: true });
  remember(person);
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
