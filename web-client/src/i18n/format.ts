/**
 * Whole sentences with places in them, in the part of ICU MessageFormat that we use:
 * `{name}` and `{count, plural, =0 {none} one {# post} other {# posts}}`.
 */

export type Values = Record<string, string | number>;

type Piece = string | { name: string } | { count: true } | { name: string; forms: Record<string, Piece[]> };

const parsed = new Map<string, Piece[]>();

export function format(message: string, language: string, values: Values = {}): string {
  let pieces = parsed.get(message);
  if (!pieces) {
    pieces = parse(message, 0).pieces;
    parsed.set(message, pieces);
  }
  return say(pieces, language, values, 0);
}

function say(pieces: Piece[], language: string, values: Values, count: number): string {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if ("count" in piece) return number(language, count);
      const value = values[piece.name];
      if (!("forms" in piece)) return value === undefined ? "" : typeof value === "number" ? number(language, value) : value;
      const n = Number(value ?? 0);
      const form = piece.forms[`=${n}`] ?? piece.forms[new Intl.PluralRules(language).select(n)] ?? piece.forms.other ?? [];
      return say(form, language, values, n);
    })
    .join("");
}

function number(language: string, value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

function parse(text: string, start: number): { pieces: Piece[]; end: number } {
  const pieces: Piece[] = [];
  let plain = "";
  let at = start;
  const flush = () => {
    if (plain) pieces.push(plain);
    plain = "";
  };
  while (at < text.length && text[at] !== "}") {
    if (text[at] === "#" && start > 0) {
      flush();
      pieces.push({ count: true });
      at++;
    } else if (text[at] === "{") {
      flush();
      const head = /^\{\s*(\w+)\s*(,\s*plural\s*,)?/.exec(text.slice(at));
      if (!head) throw new Error(`Unreadable message: ${text}`);
      at += head[0].length;
      if (head[2]) {
        const forms: Record<string, Piece[]> = {};
        for (;;) {
          const form = /^\s*(=\d+|\w+)\s*\{/.exec(text.slice(at));
          if (!form) break;
          const inner = parse(text, at + form[0].length);
          forms[form[1]!] = inner.pieces;
          at = inner.end + 1;
        }
        at += /^\s*/.exec(text.slice(at))![0].length;
        pieces.push({ name: head[1]!, forms });
      } else {
        pieces.push({ name: head[1]! });
      }
      if (text[at] !== "}") throw new Error(`Unreadable message: ${text}`);
      at++;
    } else {
      plain += text[at++];
    }
  }
  flush();
  return { pieces, end: at };
}
