// A resolved document as elements: marked text and a list of entities.

import { nest, slicer } from "./pieces.js";

const GOLDEN_ANGLE = 137.508; // degrees: entities of near numbers get hues far apart
const FIRST_HUE = 250;
const PATTERNS = 4;
const KINDS = {
  name: "name",
  nominal: "noun phrase",
  pronoun: "pronoun",
  zero: "dropped subject",
  predicate: "predicate",
};
const mentions = new WeakMap();
const chains = new WeakMap();

/** The mention that a node of the text or a button of the list stands for, if any. */
export const mentionOf = (node) => mentions.get(node.closest(".mention, .jump"));

/** The entity that a node of the text or the list belongs to, if any. */
export const chainOf = (node) => mentionOf(node)?.chain ?? chains.get(node.closest(".entity")) ?? null;

/**
 * Show an answer of /v1/coref in the element `text` and the list `list`.
 *
 * A chain is { number, name, mentions, item }; a mention has beside the answer's fields its `chain`, its `index` in
 * it, the `elements` in the text and the `button` in the list.
 */
export function showDocument(answer, text, list) {
  const shown = answer.clusters.map(chainFrom);
  text.lang = answer.language;
  text.replaceChildren(...markedText(answer.text, shown));
  list.replaceChildren(...shown.map((chain) => chain.item));
}

function chainFrom(cluster, index) {
  const chain = { number: index + 1, name: nameOf(cluster.mentions) };
  chain.mentions = cluster.mentions.map((mention, index) => ({ ...mention, chain, index, elements: [] }));
  chain.item = listItem(chain);
  return chain;
}

/** The first name, or else the first of the longest noun phrases, or else the first mention. */
function nameOf(all) {
  const longer = (one, other) => (other.text.length > one.text.length ? other : one);
  const nominals = all.filter(({ kind }) => kind === "nominal");
  const named = all.find(({ kind }) => kind === "name") ?? (nominals.length ? nominals.reduce(longer) : all[0]);
  return named.text;
}

function markedText(text, shown) {
  const slice = slicer(text);
  const fill = (pieces, start, end) => {
    const nodes = [];
    for (const piece of pieces) {
      nodes.push(slice(start, piece.start), marked(piece, fill(piece.inside, piece.start, piece.end)));
      start = piece.end;
    }
    return [...nodes, slice(start, end)];
  };
  return fill(nest(shown.flatMap((chain) => chain.mentions)), 0, Array.from(text).length);
}

function marked({ mention, first, height, start, end }, nodes) {
  const element = create("span", start === end ? "mention zero" : "mention", ...nodes);
  paint(element, mention.chain);
  element.style.setProperty("--height", height);
  if (first) {
    element.classList.add("first");
    element.dataset.number = mention.chain.number;
    element.tabIndex = 0;
    element.role = "link"; // Enter leads elsewhere, and what is nested in it can still be reached
    element.ariaLabel = describe(mention);
    element.title = [mention.chain.name, KINDS[mention.kind], percentage(mention)].filter(Boolean).join(" · ");
  }
  mention.elements.push(element);
  mentions.set(element, mention);
  return element;
}

function listItem(chain) {
  const number = create("span", "number");
  number.dataset.number = chain.number;
  const jumps = create("ul", "jumps", ...chain.mentions.map((mention) => create("li", "", jumpButton(mention))));
  const item = create("li", "", create("h3", "", number, chain.name), jumps);
  paint(item, chain);
  chains.set(item, chain);
  return item;
}

function jumpButton(mention) {
  const dropped = mention.kind === "zero" ? "∅ " : "";
  const button = create("button", "jump", `${dropped}${mention.text} `, create("span", "sure", percentage(mention)));
  button.type = "button";
  button.ariaLabel = `Go to ${describe(mention)}`;
  mention.button = button;
  mentions.set(button, mention);
  return button;
}

function create(tag, classes, ...children) {
  const element = document.createElement(tag);
  element.className = classes;
  element.append(...children);
  return element;
}

/** Colour and pattern of an entity. Set from here, as a strict CSP forbids style attributes in HTML. */
function paint(element, { number }) {
  element.classList.add("entity", `pattern-${(number - 1) % PATTERNS}`);
  element.style.setProperty("--hue", ((number - 1) * GOLDEN_ANGLE + FIRST_HUE) % 360);
}

function describe(mention) {
  const { chain, index, kind, text } = mention;
  const what = kind === "zero" ? `dropped subject before ${text}` : `${text}, ${KINDS[kind]}`;
  const place = `entity ${chain.number}, ${index + 1} of ${chain.mentions.length}`;
  const sure = percentage(mention);
  return sure ? `${what}, ${place}, ${sure} sure` : `${what}, ${place}`;
}

function percentage({ score }) {
  return score === undefined ? "" : `${Math.round(100 * score)} %`;
}
