// Splits a query into pieces and lookups. This is a translation of query.go in the package that writes the index.

import { inWord, isNumber, isSign, squeeze } from "./text.js";

export const queryMost = 200; // code points that are used
const lookupsMost = 8, pieceLookupsMost = 3, wordMost = 40;

const spaces = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

export function parse(typed) {
  const pieces = [...typed].slice(0, queryMost).join("").split(spaces)
    .map((part) => squeeze(part.normalize("NFC")).runes).filter((runes) => runes.length).map(newPiece);
  let left = lookupsMost;
  for (const piece of pieces) {
    const share = Math.max(1, Math.min(pieceLookupsMost, Math.floor(lookupsMost / pieces.length)));
    piece.lookups = spread(piece.lookups, share).slice(0, left);
    left -= piece.lookups.length;
  }
  const alone = pieces.length === 1 && pieces[0].runes.length === 1 && isSign(pieces[0].runes[0]);
  if (alone) pieces[0].lookups = [{ key: pieces[0].runes, whole: false }];
  return {
    pieces, alone,
    pairs: pieces.slice(1).map((piece, i) => meeting(pieces[i].runes, piece.runes)),
    looked: pieces.some((piece) => piece.lookups.length),
    exact: pieces.every((piece) => piece.exact),
    cut: typed.length > queryMost && [...typed].length > queryMost,
  };
}

function newPiece(t) {
  const lookups = [];
  for (let i = 0; i < t.length; ) {
    if (isSign(t[i])) {
      let end = Math.min(i + 3, t.length);
      const space = t.indexOf(32, i);
      if (space >= 0 && space < end) end = space;
      const covered = i > 0 && isSign(t[i - 1]);
      if (end - i === 3 || (end - i === 2 && !covered)) lookups.push({ key: t.slice(i, end), whole: false });
      i++;
    } else {
      let end = i;
      while (end < t.length && inWord(t[end])) end++;
      let key = t.slice(i, Math.min(end, i + wordMost)), whole = false;
      if (end === t.length) whole = isNumber(t.slice(i, end));
      else if (end - i <= wordMost) key = t.slice(i, end + (t[end] === 32 && inWord(t[end + 1]) ? 2 : 1));
      if (key.length > 1) lookups.push({ key, whole });
      i = end;
    }
    if (t[i] === 32) i++;
  }
  const last = t.slice(lastWord(t));
  const endsWithNumber = last.length > 0 && isNumber(last);
  const exact = lookups.length === 1 && lookups[0].key.length === t.length && (lookups[0].whole || !endsWithNumber);
  return { runes: t, lookups, exact, startsWord: inWord(t[0]), endsWithNumber };
}

function lastWord(t) {
  let i = t.length;
  while (i > 0 && inWord(t[i - 1])) i--;
  return i;
}

function spread(all, n) {
  if (all.length <= n) return all;
  if (n === 1) return all.slice(0, 1);
  return Array.from({ length: n }, (_, i) => all[Math.floor((i * (all.length - 1)) / (n - 1))]);
}

function meeting(a, b) {
  const last = a.length - 1;
  let key;
  if (!isSign(a[last])) {
    key = a.slice(lastWord(a));
    if (!isSign(b[0])) key.push(32);
    key.push(b[0]);
  } else if (last > 0 && isSign(a[last - 1])) {
    key = [a[last - 1], a[last], b[0]];
  } else {
    key = b.length > 1 && b[1] !== 32 ? [a[last], b[0], b[1]] : [a[last], b[0]];
  }
  return { key, whole: false };
}

// find returns the position of a piece in a squeezed text, at or after from, or -1.
export function find({ runes, startsWord, endsWithNumber }, text, from = 0) {
  const n = runes.length;
  next: for (let at = text.indexOf(runes[0], from); at >= 0 && at + n <= text.length; at = text.indexOf(runes[0], at + 1)) {
    for (let i = 1; i < n; i++) if (text[at + i] !== runes[i]) continue next;
    if (startsWord && at > 0 && inWord(text[at - 1])) continue;
    if (endsWithNumber && at + n < text.length && inWord(text[at + n])) continue;
    return at;
  }
  return -1;
}
