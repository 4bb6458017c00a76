// Ids are made in the browser so that a repeated POST can be recognised. `crypto.randomUUID`
// is missing on plain http in a local network; `getRandomValues` is there everywhere.

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function person() {
  return document.body.dataset.person ?? "";
}
