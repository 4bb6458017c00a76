// What a press of a button in the editor asks for.

/** A button of the page: the fields are saved already when it is sent, so they stay at home. */
export function pressOf(pressed, submitter) {
  const { name, value, id, dataset } = submitter;
  const fields = [["phase", pressed.elements.phase.value], ...(name ? [[name, value]] : [])];
  const action = submitter.getAttribute("formaction");
  return { action, edition: dataset.methodAct === "edition", fields, id };
}

/** Enter in the field for something new is its button. */
export function verbOf(submitter) {
  const field = document.activeElement;
  const adds = field?.hasAttribute("data-new") && field.value.trim();
  const own = adds && field.closest(".med-add").querySelector("button");
  const button = submitter?.name ? submitter : own;
  return button?.name ? [[button.name, button.value]] : [];
}

/** An address without the place on the page. */
export function pageOf(href) {
  const { pathname, search } = new URL(href, location.href);
  return pathname + search;
}
