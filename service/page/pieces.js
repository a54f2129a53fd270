// From a document's clusters to a tree that nests as HTML must.

/** A function that cuts `text` at offsets in code points; JavaScript's own count UTF-16 units. */
export function slicer(text) {
  const units = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return (start, end) => text.slice(units[start], units[end]);
}

/**
 * The stretches of text to mark, as a forest: { mention, start, end, first, inside, height }.
 *
 * A mention of several parts has a piece for each; one that crosses the end of another is cut there. `first` marks
 * the piece where a mention begins, `height` how deep others lie in a piece. A dropped subject is an empty piece
 * before its verb.
 */
export function nest(mentions) {
  const waiting = mentions.flatMap(piecesOf).sort(before);
  const forest = [];
  const open = [];
  while (waiting.length) {
    const piece = waiting.shift();
    while (open.length && open.at(-1).end <= piece.start) open.pop();
    const around = open.at(-1);
    if (around && piece.end > around.end) {
      const rest = { ...piece, start: around.end, first: false, inside: [] };
      piece.end = around.end;
      const place = waiting.findIndex((other) => before(rest, other) < 0);
      waiting.splice(place < 0 ? waiting.length : place, 0, rest);
    }
    (around ? around.inside : forest).push(piece);
    if (piece.start < piece.end) open.push(piece);
  }
  forest.forEach(measure);
  return forest;
}

function piecesOf(mention) {
  const spans =
    mention.kind === "zero"
      ? [[mention.start, mention.start]]
      : (mention.parts ?? [[mention.start, mention.end]]);
  return spans.map(([start, end], index) => ({ mention, start, end, first: index === 0, inside: [], height: 0 }));
}

// Dropped subjects stand before everything that begins with their verb; of two that begin together the longer one
// goes around the other.
function before(one, other) {
  const empty = (piece) => piece.start === piece.end;
  return one.start - other.start || empty(other) - empty(one) || other.end - one.end;
}

function measure(piece) {
  piece.inside.forEach(measure);
  piece.height = Math.max(0, ...piece.inside.filter(({ start, end }) => start < end).map(({ height }) => height + 1));
}
