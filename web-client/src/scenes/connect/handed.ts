/**
 * What a platform hands over in the address, and what was wanted of it. Both lie in this tab's session storage, for
 * minutes: the answer must outlive a sign-in on the way. Neither opens anything without the session of the member who
 * began, and the secret that only the server has.
 */

export const CALLBACK = "/feeds/connect/callback";

export type Answer = { state: string; code?: string; error?: string; errorDescription?: string };
/** What was begun, so that it can be begun again. */
export type Wanted = { platform: string; server?: string; feed?: string };

const ANSWER = "septet.connect.answer";
const WANTED = "septet.connect.wanted";
const MINUTES = 10 * 60_000;

/** The answer in an address; null if there is none. */
export function readAnswer(search: string): Answer | null {
  const given = new URLSearchParams(search);
  const state = given.get("state");
  const code = given.get("code");
  const error = given.get("error");
  if (!state || (!code && !error)) return null;
  // Facebook tells the reason apart from the error, the others in the description.
  const description = given.get("error_description") ?? given.get("error_reason");
  return { state, ...(code && { code }), ...(error && { error }), ...(description && { errorDescription: description }) };
}

/** Takes the answer out of the address before anything else runs: it must not stay in the history or be copied. */
export function keepAnswer(): void {
  const { pathname, search, hash } = window.location;
  if (pathname !== CALLBACK || (!search && !hash)) return;
  const answer = readAnswer(search);
  window.history.replaceState(null, "", CALLBACK);
  if (answer) put(ANSWER, answer);
}

/** The answer, while nobody has taken it. */
export const lookAnswer = () => get<Answer>(ANSWER);

/** The answer, once: a code is good for one try, and what is spent must not be found again. */
export function takeAnswer(): Answer | null {
  const answer = get<Answer>(ANSWER);
  drop(ANSWER);
  return answer;
}

export const keepWanted = (wanted: Wanted) => put(WANTED, wanted);
export const lookWanted = () => get<Wanted>(WANTED);
export const dropWanted = () => drop(WANTED);

// Without storage an answer is good for this page only, and what was wanted is asked for again.
const memory = new Map<string, string>();

function put(key: string, value: object): void {
  const text = JSON.stringify({ at: Date.now(), value });
  memory.set(key, text);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // The memory has it.
  }
}

function get<T>(key: string): T | null {
  let text = memory.get(key) ?? null;
  try {
    text ??= sessionStorage.getItem(key);
  } catch {
    // Nothing is kept there.
  }
  try {
    const { at, value } = JSON.parse(text ?? "null") as { at: number; value: T };
    return Math.abs(Date.now() - at) < MINUTES ? value : null;
  } catch {
    return null;
  }
}

function drop(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing is kept there.
  }
}
