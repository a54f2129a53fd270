// Pointer and keyboard: lighting up the mentions of an entity and going from one to the next.

import { chainOf, mentionOf } from "./marks.js";

const STEPS = { Enter: 1, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
let lit = null;

/** Make the element `text` and the list `list` answer to pointer and keyboard, whatever they come to show. */
export function connect(text, list) {
  for (const area of [text, list]) {
    area.addEventListener("pointerover", ({ target }) => light(chainOf(target) ?? focused()));
    area.addEventListener("pointerleave", () => light(focused()));
    area.addEventListener("focusin", () => light(focused()));
    area.addEventListener("focusout", () => light(null));
  }
  text.addEventListener("keydown", follow);
  // A click on a nested or cut mention means the innermost, and of it the piece that takes the focus.
  text.addEventListener("click", ({ target }) => mentionOf(target)?.elements[0].focus({ preventScroll: true }));
  list.addEventListener("click", ({ target }) => {
    const mention = mentionOf(target);
    if (mention) visit(mention.elements[0]);
  });
}

function follow(event) {
  const mention = mentionOf(event.target);
  if (!mention || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const { mentions } = mention.chain;
  if (event.key === "Escape") visit(mention.button);
  else if (event.key in STEPS) visit(mentions.at((mention.index + STEPS[event.key]) % mentions.length).elements[0]);
  else return;
  event.preventDefault();
}

function visit(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

function focused() {
  return chainOf(document.activeElement);
}

function light(chain) {
  if (chain === lit) return;
  for (const element of elementsOf(lit)) element.classList.remove("lit");
  for (const element of elementsOf(chain)) element.classList.add("lit");
  lit = chain;
}

function elementsOf(chain) {
  return chain ? [chain.item, ...chain.mentions.flatMap(({ elements }) => elements)] : [];
}
