// One polite live region for the page. It is emptied first, since screen readers say nothing
// when the same words are put in twice.

let region = null;

function find() {
  if (region?.isConnected) return region;
  region = document.getElementById("announcer") ?? make();
  return region;
}

function make() {
  const made = document.createElement("p");
  made.id = "announcer";
  made.className = "ds-sr-only";
  made.setAttribute("role", "status");
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}

export function announce(text) {
  const target = find();
  target.textContent = "";
  setTimeout(() => {
    target.textContent = text;
  }, 60);
}
