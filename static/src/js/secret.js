// «Vis» beside a password: one sees what one writes, and it is hidden again before it is sent.

export function startSecrets() {
  for (const button of document.querySelectorAll("[data-show-secret]")) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => show(button, field, field.type === "password"));
    field.form?.addEventListener("submit", () => show(button, field, false));
  }
}

function show(button, field, shown) {
  field.type = shown ? "text" : "password";
  button.textContent = shown ? "Skjul" : "Vis";
}
