// Decides whether a result matches a query, and cuts the excerpt with the matches marked.

import { find } from "./query.js";
import { inWord, squeeze } from "./text.js";

const around = 24, length = 120; // in characters: before the match, and in the whole excerpt; twice as many for Latin text

// has reports whether each piece occurs in one of the texts.
export const has = (texts, { pieces }) => {
  const squeezed = texts.map((text) => squeeze(text.normalize("NFC")).runes);
  return pieces.every((piece) => squeezed.some((text) => find(piece, text) >= 0));
};

// matches returns where the pieces occur in a text in NFC, in order: start, end and the index of the piece.
function matches(text, { pieces }) {
  const { runes, places } = squeeze(text);
  const all = [];
  pieces.forEach((piece, which) => {
    for (let at = find(piece, runes), n = 0; at >= 0 && n < 1000; at = find(piece, runes, at + piece.runes.length), n++) {
      const last = places[at + piece.runes.length - 1];
      all.push({ start: places[at], end: last + (text.codePointAt(last) > 0xffff ? 2 : 1), which });
    }
  });
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
}

// mark cuts a text into parts: [text, marked].
export function mark(text, query) {
  text = text.normalize("NFC");
  return parts(text, 0, text.length, matches(text, query));
}

function parts(text, from, to, places) {
  const all = [];
  let at = from;
  for (const { start, end } of places) {
    if (end <= at || start >= to) continue;
    if (start > at) all.push([text.slice(at, start), false]);
    all.push([text.slice(Math.max(at, start), Math.min(end, to)), true]);
    at = end;
  }
  if (at < to) all.push([text.slice(at, to), false]);
  return all;
}

// excerpt returns the parts of the first stretch of a text with the most pieces, or null if the text has none.
export function excerpt(text, query) {
  text = text.normalize("NFC").replace(/\s+/g, " ").trim();
  const places = matches(text, query);
  if (!places.length) return null;
  const wide = inWord(squeeze(text.slice(places[0].start, places[0].end)).runes[0]) ? 2 : 1;
  let best = 0, most = 0;
  for (let i = 0, j = 0; i < places.length; i++) {
    while (j < places.length && places[j].end <= places[i].start + (length - around) * wide) j++;
    const pieces = new Set(places.slice(i, Math.min(j, i + 50)).map((place) => place.which)).size;
    if (pieces > most) [best, most] = [i, pieces];
    if (most === query.pieces.length) break;
  }
  let from = Math.max(0, places[best].start - around * wide);
  let to = Math.min(text.length, Math.max(from + length * wide, places[best].end));
  if (from && low(text, from)) from++;
  if (to < text.length && low(text, to)) to--;
  if (wide > 1) {
    if (from) from = Math.min(places[best].start, text.indexOf(" ", from) + 1 || from);
    if (to < text.length) to = Math.max(places[best].end, text.lastIndexOf(" ", to));
  }
  const cut = parts(text, from, to, places);
  if (from) cut.unshift(["…", false]);
  if (to < text.length) cut.push(["…", false]);
  return cut;
}

// low reports whether a position is inside a character of two code units.
const low = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

// opening returns the beginning of a text, for a result whose match is elsewhere.
export function opening(text) {
  text = text.normalize("NFC").replace(/\s+/g, " ").trim();
  if (text.length <= length) return [[text, false]];
  return [[text.slice(0, low(text, length) ? length - 1 : length) + "…", false]];
}
