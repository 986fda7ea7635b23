/* Words of a query and of a text. `asked` is the twin of the function of that name in generator/render/search_names.py. */
export const MARK = "ŋ";
export const NAMES_FOLLOW = MARK + MARK;
const RUN = /[\p{L}\p{N}]+(?:(?:[-‐‑–]|(?<=[0-9])[.,](?=[0-9]))[\p{L}\p{N}]+)*/gu;
const HYPHEN = /[-‐‑–]/gu;
const PHRASE = /^["“”„].+["“”„]$/u;

/** A name as one word: `GPT-4.5` and `gpt4,5` are `ŋgpt4d5ŋ`. */
export function nameWord(run) {
  return MARK + run.replace(HYPHEN, "").replace(/[.,]/g, "d").toLowerCase() + MARK;
}

/** The words of a query: names and numbers as single words, others taken apart at hyphens; a phrase as it stands. */
export function asked(query) {
  query = query.trim();
  if (PHRASE.test(query)) return ['"' + query.slice(1, -1) + '"'];
  return (query.match(RUN) || []).flatMap((run) => {
    const parts = run.split(HYPHEN);
    if (/[0-9]/.test(run)) return [nameWord(run)];
    if (parts.some((part) => [...part].length < 2)) return [parts.join("").toLowerCase()];
    return parts.map((part) => part.toLowerCase());
  });
}

function bare(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a word of a text is a form of a word that was asked for: it begins so, or shares most of its beginning. */
export function like(wanted, word) {
  const one = bare(wanted), other = bare(word);
  if (other.startsWith(one)) return true;
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  return shared >= 3 && shared >= 0.6 * one.length;
}

function named(wanted, run) {
  const parts = run.split(HYPHEN);
  return parts.some((_, first) => parts.slice(first).some((_, length) =>
    nameWord(parts.slice(first, first + length + 1).join("-")).startsWith(wanted)));
}

function meant(wanted, run) {
  if (wanted.startsWith(MARK)) return named(wanted, run);
  return [run, ...run.split(HYPHEN)].some((part) => like(wanted, part));
}

/** A text in pieces, each with whether it is a form of one of the words. */
export function pieces(text, words) {
  const wanted = words.flatMap((word) => (word.startsWith('"') ? asked(word.slice(1, -1)) : [word]));
  const found = [];
  let end = 0;
  for (const match of text.matchAll(RUN)) {
    if (!wanted.some((word) => meant(word, match[0]))) continue;
    if (match.index > end) found.push([text.slice(end, match.index), false]);
    found.push([match[0], true]);
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push([text.slice(end), false]);
  return found;
}
