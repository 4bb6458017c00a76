// Modules tell each other what happened through events on the document, so that none of them
// needs to know which of the others a page has loaded.

export function emit(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

export function on(name, listener) {
  document.addEventListener(name, (event) => listener(event.detail ?? {}));
}
